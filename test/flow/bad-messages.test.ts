import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles } from '#shared/people.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { openRaw, poll } from '../support/raw-socket.ts'
import { deskSamples, malformed, visitorSamples } from '../support/requests.ts'

let app: TestApp
let visitor: TestVisitor
/** One person may not ask as often as is tried here: each try comes from the one who has asked least. */
let desks: TestClient[]
let conversationId: string
let messageId: string
beforeAll(async () => {
  app = await startTestApp()
  visitor = await connectVisitor(app.base)
  const people = await Promise.all(roles.map((role) => app.signIn(role)))
  desks = await Promise.all(people.map((person) => connectDesk(app.base, person.token)))
  const answer = await visitor.saysAndHears('Hello')
  messageId = answer.messageId
  conversationId = visitor.told[0]?.fact.conversationId
  for (const desk of desks) await desk.ask('conversation:watch', { conversationId })
})
afterAll(async () => {
  visitor.close()
  for (const desk of desks) desk.close()
  await app.close()
})

/** Everything that a refused request might have changed. */
async function record(): Promise<unknown> {
  const { read } = app.store
  const conversations = await read.selectFrom('conversation').selectAll().orderBy('id').execute()
  const events = await read
    .selectFrom('event')
    .selectAll()
    .orderBy('conversation_id')
    .orderBy('seq')
    .execute()
  const visitors = await read.selectFrom('visitor').select('id').orderBy('id').execute()
  return { conversations, events, visitors, defects: await read.selectFrom('defect').selectAll().execute() }
}

function nextDesk(): TestClient {
  const next = desks.shift() as TestClient
  desks.push(next)
  return next
}

const sockets = [
  { namespace: 'visitor', client: () => visitor, samples: () => visitorSamples(conversationId, messageId) },
  { namespace: 'desk', client: nextDesk, samples: () => deskSamples(conversationId, messageId) },
] as const

describe.each(sockets)('the /$namespace namespace', ({ client, samples }) => {
  test('answers every malformed payload with invalid and its issues, and changes nothing', async () => {
    const before = await record()
    const wrong: string[] = []
    for (const [name, sample] of Object.entries(samples())) {
      const tries = malformed(name, sample)
      const results = await Promise.all(tries.map(({ payload }) => client().ask(name, payload)))
      for (const [index, result] of results.entries()) {
        const isRight = result.ok === false && result.error === 'invalid' && result.issues?.length > 0
        if (!isRight) wrong.push(`${name} ${tries[index]?.why}: ${JSON.stringify(result).slice(0, 100)}`)
      }
    }
    expect(wrong).toEqual([])
    expect(await record()).toEqual(before)
  })

  test('takes one payload and a callback, no fewer and no more', async () => {
    const before = await record()
    const { socket } = client()
    for (const [name, sample] of Object.entries(samples())) {
      for (const values of [[], [sample, sample], [null, null, null]]) {
        const result = await socket.timeout(5_000).emitWithAck(name, ...values)
        expect(result).toMatchObject({ ok: false, error: 'invalid', issues: [{ path: '' }] })
      }
    }
    expect(await record()).toEqual(before)
  })

  test('answers a request that does not exist, whatever its name', async () => {
    const names = [
      '',
      'message:delete',
      'toString',
      'constructor',
      '__proto__',
      'hasOwnProperty',
      'error',
      'message',
    ]
    for (const name of names) {
      const result = await client().ask(name, {})
      expect(result, name).toMatchObject({ ok: false, error: 'invalid', issues: [{ path: '' }] })
    }
  })

  test('carries out nothing that comes without a callback, and lives on', async () => {
    const before = await record()
    const { socket } = client()
    for (const [name, sample] of Object.entries(samples())) socket.emit(name, sample)
    for (const name of ['nothing', 'error', 'toString']) socket.emit(name, { any: 'thing' })
    const [name, sample] = Object.entries(samples()).find(([each]) => each === 'conversation:sync') ?? [
      '',
      {},
    ]
    expect((await client().ask(name, sample)).ok).toBe(true)
    expect(await record()).toEqual(before)
    expect(socket.connected).toBe(true)
  })
})

test('huge nesting, numbers as names and keys like __proto__ are answered, and the socket lives on', async () => {
  const raw = await openRaw(app.base, '/visitor', { protocol: 1, site: 'demo', visitor: visitor.token })
  const deep = `${'['.repeat(45_000)}${']'.repeat(45_000)}`
  raw.send(`42/visitor,1["message:send",${deep}]`)
  raw.send(`42/visitor,2["message:send",{"id":"${randomUUID()}","text":${deep}}]`)
  raw.send('42/visitor,3[7,{}]')
  raw.send(`42/visitor,4["conversation:read",{"__proto__":{"conversationId":"${conversationId}","seq":1}}]`)
  for (const id of [1, 2, 3, 4]) {
    const [result] = JSON.parse(await raw.frame(`43/visitor,${id}`))
    expect(result).toMatchObject({ ok: false, error: 'invalid' })
  }
  raw.send(
    `42/visitor,5["conversation:read",{"conversationId":"${conversationId}","seq":1,"more":{"toString":1}}]`,
  )
  expect(JSON.parse(await raw.frame('43/visitor,5'))).toMatchObject([{ ok: true }])
  raw.close()
})

test('bytes instead of text, and files that were not uploaded first, are refused rather than dropped', async () => {
  const before = await record()
  for (const more of [
    { text: Buffer.from('Hello') },
    { attachments: [{ name: 'a.png' }] },
    { attachments: [Buffer.from('a')] },
    { attachments: 'a.png' },
    { text: ' \n\t' },
  ]) {
    const result = await visitor.ask('message:send', { id: randomUUID(), text: 'Hello', ...more })
    expect(result).toMatchObject({ ok: false, error: 'invalid' })
  }
  expect(await record()).toEqual(before)
})

test('a message of 10 000 characters is taken and one of 11 000 is refused', async () => {
  const writer = await connectVisitor(app.base)
  for (const letter of ['a', '界', '\u0001'])
    expect(await writer.say(letter.repeat(10_000))).toMatchObject({ ok: true })
  const before = await writer.say('😀'.repeat(5_000))
  expect(before.ok).toBe(true)
  for (const letter of ['a', '界', '\u0001']) {
    const result = await writer.say(letter.repeat(11_000))
    expect(result).toMatchObject({ ok: false, error: 'invalid', issues: [{ path: 'text' }] })
  }
  const { events } = await writer.ask('conversation:sync', {
    conversationId: before.conversationId,
    after: 0,
  })
  expect(events.filter((event: Untyped) => event.sender === 'visitor')).toHaveLength(4)
  writer.close()
})

test('emoji, right-to-left, Chinese and white space come back byte for byte', async () => {
  const texts = [
    '👨‍👩‍👧‍👦 🏳️‍🌈 e\u0301 é ﷽ \u{10ffff}',
    'مرحبا \u202Eabc\u202C שלום',
    '  退货要怎么操作？\r\n\t下一行\u3000\u2028 ',
    '</script><b>"\\u0000" \u0001\u007f\ufeff{"a":1}',
  ]
  const writer = await connectVisitor(app.base)
  for (const text of texts) expect((await writer.say(text)).ok).toBe(true)
  const { conversationId: own } = await writer.say('end')
  const { events } = await writer.ask('conversation:sync', { conversationId: own, after: 0 })
  const said = events
    .filter((event: Untyped) => event.sender === 'visitor')
    .map((event: Untyped) => event.text)
  expect(said).toEqual([...texts, 'end'])
  const seen = await nextDesk().ask('conversation:watch', { conversationId: own })
  expect(seen.conversation.events.filter((event: Untyped) => event.sender === 'visitor')).toHaveLength(5)
  writer.close()
})

// Measured: Engine.IO closes what sends a frame over `maxHttpBufferSize` (100 000 bytes): a WebSocket with 1009, a
// polling request with 413. The widget never makes one: its own limit is 10 000 characters, 60 KB at most.
test('a frame of 1 MB closes its own connection only, and the visitor comes back to an unchanged log', async () => {
  const writer = await connectVisitor(app.base)
  await writer.saysAndHears('Hello')
  const before = await record()
  const reason = new Promise((resolve) => writer.socket.once('disconnect', resolve))
  void writer.say('x'.repeat(1_000_000)).catch(() => undefined)
  expect(await reason).toMatch(/^transport (close|error)$/)
  const raw = await openRaw(app.base, '/visitor', { protocol: 1, site: 'demo' })
  raw.send('x'.repeat(1_000_000))
  expect(await raw.closed).toEqual({ code: 1009 })
  const { sid } = await poll(app.base)
  expect((await poll(app.base, { sid, method: 'POST', body: 'x'.repeat(1_000_000) })).status).toBe(413)
  expect([visitor, ...desks].every(({ socket }) => socket.connected)).toBe(true)
  const back = await connectVisitor(app.base, { token: writer.token })
  expect(await record()).toEqual(before)
  expect(back.session.conversation.events.at(-1).seq).toBe(back.session.conversation.head)
  back.close()
})
