import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toJson } from '#server/store/json.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connect, connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let admin: { token: string }
let key: { id: string; secret: string }
let skew = 0
beforeAll(async () => {
  app = await startTestApp({ now: () => Date.now() + skew })
  admin = await app.signIn('administrator')
  key = await makeSecret(app, admin.token)
})
afterAll(() => app.close())

const identityOf = (subject: string, more: Record<string, unknown> = {}) =>
  sign(key.secret, claimsFor(subject, more))
const knock = (auth: object) =>
  connect(app.base, '/visitor', { auth: { protocol: 1, site: 'demo', ...auth } })
const open = (client: TestClient): Promise<Untyped> => client.ask('session:open', { locale: 'en' })

/** Milliseconds until the server ends this socket. */
function untilDropped({ socket }: TestClient): Promise<number> {
  const began = performance.now()
  if (socket.disconnected) return Promise.resolve(0)
  return new Promise((resolve) => socket.once('disconnect', () => resolve(performance.now() - began)))
}

async function identify(client: TestClient, subject: string, more = {}): Promise<Untyped> {
  const done = await client.ask('visitor:identify', { identity: identityOf(subject, more) })
  if (!done.ok) throw new Error(done.message)
  return done
}

/** A device of a customer, from its first page on. */
async function device(subject: string, more = {}) {
  const visitor = await connectVisitor(app.base)
  const { visitor: token, visitorId, conversation } = await identify(visitor, subject, more)
  return { visitor, token, visitorId, conversation }
}

const texts = (snapshot: Untyped): string[] =>
  snapshot.events.filter(({ type }: Untyped) => type === 'message:posted').map(({ text }: Untyped) => text)

describe('an identity', () => {
  test('is taken on an open socket, and the conversation so far is taken along', async () => {
    const visitor = await connectVisitor(app.base)
    expect(visitor.session.identified).toBe(false)
    const said = await visitor.say('I was nobody')
    const known = await identify(visitor, randomUUID(), { name: 'Ada' })
    expect(known).toMatchObject({ visitorId: visitor.visitorId, conversation: { id: said.conversationId } })
    expect(known.visitor).not.toBe(visitor.token)
    expect(await visitor.say('I am Ada')).toMatchObject({ ok: true, conversationId: said.conversationId })
    const again = await connectVisitor(app.base, { token: known.visitor })
    expect(again.session).toMatchObject({ identified: true, visitorId: visitor.visitorId })
    expect(texts(again.session.conversation)).toEqual(expect.arrayContaining(['I was nobody', 'I am Ada']))
    for (const each of [visitor, again]) each.close()
  })

  test('comes in with the handshake, with a token or without one', async () => {
    const subject = randomUUID()
    const first = await knock({ identity: identityOf(subject) })
    expect(await first.ask('message:send', { id: randomUUID(), text: 'too early' })).toMatchObject({
      ok: false,
      error: 'unauthenticated',
    })
    const session = await open(first)
    expect(session).toMatchObject({ ok: true, identified: true, conversation: null })
    await first.ask('message:send', { id: randomUUID(), text: 'from my first device' })

    const visitor = await connectVisitor(app.base)
    await visitor.say('from my second device')
    const second = await knock({ visitor: visitor.token, identity: identityOf(subject) })
    const known = await open(second)
    expect(known.visitor).not.toBe(visitor.token)
    expect(texts(known.conversation)).toContain('from my second device')
    expect(await open(second)).toMatchObject({ visitor: known.visitor })
    for (const each of [first, second, visitor]) each.close()
  })

  test('rotates the token: the one before stops working at once and on live sockets (invariant 10)', async () => {
    const visitor = await connectVisitor(app.base)
    const tab = await connectVisitor(app.base, { token: visitor.token })
    const thief = await connectVisitor(app.base, { token: visitor.token })
    const asking = tab.socket
    const dropped = [untilDropped(tab), untilDropped(thief)]
    const known = await identify(visitor, randomUUID())
    for (const took of await Promise.all(dropped)) expect(took).toBeLessThan(5_000)
    expect(asking.connected).toBe(false)
    await expect(knock({ visitor: visitor.token })).rejects.toMatchObject({ error: 'unauthenticated' })
    expect(visitor.socket.connected).toBe(true)
    expect(await visitor.say('still here')).toMatchObject({ ok: true })
    const renewed = await identify(visitor, await subjectOf(known.visitorId))
    expect(renewed.visitorId).toBe(known.visitorId)
    await expect(knock({ visitor: known.visitor })).rejects.toMatchObject({ error: 'unauthenticated' })
    visitor.close()
  })

  test('costs nobody their connection while the tokens of open sockets are looked at', async () => {
    const visitors = await Promise.all(Array.from({ length: 10 }, () => connectVisitor(app.base)))
    await Promise.all(
      visitors.map(async (visitor) => {
        const subject = randomUUID()
        for (let round = 0; round < 25; round += 1) {
          await identify(visitor, subject)
          await setTimeout(150)
        }
      }),
    )
    for (const visitor of visitors) {
      expect(visitor.socket.connected).toBe(true)
      visitor.close()
    }
  })

  test('works once, however many present it at the same time, and in every way', async () => {
    const identity = identityOf(randomUUID())
    const visitors = await Promise.all(Array.from({ length: 4 }, () => connectVisitor(app.base)))
    const results = await Promise.all(visitors.map((each) => each.ask('visitor:identify', { identity })))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    for (const each of results.filter(({ ok }) => !ok)) {
      expect(each).toMatchObject({ error: 'unauthenticated', message: expect.stringMatching(/^jti:/) })
    }
    await expect(knock({ identity })).rejects.toMatchObject({
      error: 'unauthenticated',
      message: expect.stringMatching(/^jti:/),
    })
    for (const each of visitors) each.close()
  })

  test('that is refused leaves the visitor who they were', async () => {
    const visitor = await connectVisitor(app.base)
    const rsa = { alg: 'RS256', typ: 'JWT' }
    const old = Math.floor(Date.now() / 1_000) - 600
    for (const [identity, told] of [
      [identityOf('x', { iat: old, exp: old + 300 }), /^exp:/],
      [identityOf('x', { exp: Math.floor(Date.now() / 1_000) + 3_700 }), /^exp:/],
      [identityOf('x', { aud: 'other' }), /^aud:/],
      [identityOf('x', { jti: undefined }), /^jti:/],
      [sign(key.secret, claimsFor('x'), { alg: 'none' }), /^alg:/],
      [sign(key.secret, claimsFor('x'), rsa), /^alg:/],
      [sign('a secret that nobody has made here', claimsFor('x')), /signature/],
      ['no.jwt.at-all', /not a signed identity/],
    ] as const) {
      const refused = await visitor.ask('visitor:identify', { identity })
      expect(refused).toMatchObject({ ok: false, error: 'unauthenticated' })
      expect(refused.message).toMatch(told)
      await expect(knock({ identity, visitor: visitor.token })).rejects.toMatchObject({
        error: 'unauthenticated',
        message: expect.stringMatching(told),
      })
    }
    expect(await visitor.say('still me')).toMatchObject({ ok: true })
    const again = await connectVisitor(app.base, { token: visitor.token })
    expect(again.session).toMatchObject({ visitorId: visitor.visitorId, identified: false })
    for (const each of [visitor, again]) each.close()
  })
})

async function subjectOf(visitorId: string): Promise<string> {
  const row = await app.store.read
    .selectFrom('visitor')
    .innerJoin('contact', 'contact.id', 'visitor.contact_id')
    .select('contact.subject')
    .where('visitor.id', '=', visitorId)
    .executeTakeFirstOrThrow()
  return row.subject
}

describe('a contact', () => {
  test('sees one conversation on two devices, live, and both read on in it', async () => {
    const subject = randomUUID()
    const phone = await device(subject)
    const laptop = await device(subject)
    expect(laptop.visitorId).not.toBe(phone.visitorId)
    const sent = await phone.visitor.say('Hello from the phone')
    const heard = await laptop.visitor.event((event) => event.text === 'Hello from the phone')
    expect(heard.seq).toBe(sent.seq)
    await laptop.visitor.event((event) => event.type === 'message:posted' && event.sender === 'assistant')
    const answered = await laptop.visitor.say('And from the laptop', { conversationId: sent.conversationId })
    expect(answered.conversationId).toBe(sent.conversationId)
    await phone.visitor.event((event) => event.text === 'And from the laptop')
    await phone.visitor.event((event) => event.sender === 'assistant' && event.seq > answered.seq)
    for (const { visitor } of [phone, laptop]) {
      const synced = await visitor.ask('conversation:sync', { conversationId: sent.conversationId, after: 0 })
      expect(texts(synced)).toEqual(expect.arrayContaining(['Hello from the phone', 'And from the laptop']))
      expect(
        (await visitor.ask('conversation:read', { conversationId: sent.conversationId, seq: 1 })).ok,
      ).toBe(true)
    }
    const third = await knock({ identity: identityOf(subject) })
    expect((await open(third)).conversation.id).toBe(sent.conversationId)
    for (const each of [phone.visitor, laptop.visitor, third]) each.close()
  })

  test('who writes first on two devices at once has one conversation', async () => {
    const subject = randomUUID()
    const devices = [await device(subject), await device(subject)]
    const sent = await Promise.all(devices.map(({ visitor }, index) => visitor.say(`first ${index}`)))
    expect(sent.map(({ ok }) => ok)).toEqual([true, true])
    expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(1)
    for (const { visitor } of devices) visitor.close()
  })

  test('sends a message again after signing in and it stands there once (invariant 2)', async () => {
    const visitor = await connectVisitor(app.base)
    const message = { id: randomUUID(), text: 'only once' }
    const first = await visitor.ask('message:send', message)
    const { conversation } = await identify(visitor, randomUUID())
    expect(await visitor.ask('message:send', message)).toMatchObject({ seq: first.seq })
    expect(texts(conversation).filter((text) => text === 'only once')).toHaveLength(1)
    visitor.close()
  })

  test('can have the visitor’s side of a conversation told from the others’, whoever of their devices wrote', async () => {
    const subject = randomUUID()
    const [phone, laptop] = [await device(subject), await device(subject)]
    const { conversationId } = await phone.visitor.say('Hello')
    const { messageId } = await laptop.visitor.say('Hello again', { conversationId })
    expect(
      await phone.visitor.ask('message:rate', { conversationId, messageId, rating: 'helpful' }),
    ).toMatchObject({ ok: false, error: 'invalid' })
    for (const { visitor } of [phone, laptop]) visitor.close()
  })

  test('sees nothing of another contact, by any request or fact (invariant 9)', async () => {
    const [ada, ben] = [await device('ada', { name: 'Ada' }), await device('ben', { name: 'Ben' })]
    const { conversationId, messageId } = await ada.visitor.say('a secret of Ada')
    await ada.visitor.event((event) => event.sender === 'assistant')
    expect(ben.conversation).toBeNull()
    for (const [name, payload] of [
      ['conversation:sync', { conversationId, after: 0 }],
      ['conversation:read', { conversationId, seq: 1 }],
      ['message:send', { id: randomUUID(), conversationId, text: 'let me in' }],
      ['message:rate', { conversationId, messageId, rating: 'helpful' }],
      ['conversation:rate', { conversationId, score: 1 }],
      ['handover:request', { conversationId }],
      ['typing:set', { conversationId, typing: true }],
    ] as const) {
      expect(await ben.visitor.ask(name, payload), name).toMatchObject({ ok: false, error: 'not-found' })
    }
    expect(ben.visitor.told.filter(({ fact }) => fact.conversationId === conversationId)).toEqual([])
    for (const { visitor } of [ada, ben]) visitor.close()
  })

  test('whose browser another contact signs in on leaves everything behind (invariant 9)', async () => {
    const ada = await device(randomUUID())
    const { conversationId } = await ada.visitor.say('a secret of Ada')
    await ada.visitor.event((event) => event.sender === 'assistant')
    const ben = await identify(ada.visitor, randomUUID())
    expect(ben).toMatchObject({ conversation: null })
    expect(ben.visitorId).not.toBe(ada.visitorId)
    expect(await ada.visitor.ask('conversation:sync', { conversationId, after: 0 })).toMatchObject({
      error: 'not-found',
    })
    const told = ada.visitor.told.length
    const home = await knock({ identity: identityOf(await subjectOf(ada.visitorId)) })
    expect((await open(home)).conversation.id).toBe(conversationId)
    await home.ask('message:send', { id: randomUUID(), conversationId, text: 'Ada again' })
    await home.event((event) => event.text === 'Ada again')
    await home.event((event) => event.sender === 'assistant')
    expect(ada.visitor.told.slice(told)).toEqual([])
    const sent = await ada.visitor.say('I am Ben')
    expect(sent.conversationId).not.toBe(conversationId)
    await expect(knock({ visitor: ada.token })).rejects.toMatchObject({ error: 'unauthenticated' })
    for (const each of [ada.visitor, home]) each.close()
  })

  test('of one workspace is nobody in another, whatever id the shops give them (invariant 9)', async () => {
    const other = await addWorkspace(app)
    const site = `site-${randomUUID()}`
    await app.store.write((writing) =>
      writing
        .insertInto('site')
        .values({
          key: site,
          workspace_id: other.workspaceId,
          name: 'Other',
          origins: toJson([]),
          look: '{}',
          updated_at: 0,
          updated_by: '',
        })
        .execute(),
    )
    const theirs = await makeSecret(app, other.token, site)
    const subject = randomUUID()
    const here = await device(subject)
    await here.visitor.say('only in the first shop')
    const there = await connect(app.base, '/visitor', {
      auth: { protocol: 1, site, identity: sign(theirs.secret, claimsFor(subject, { aud: site })) },
    })
    expect(await open(there)).toMatchObject({ identified: true, conversation: null })
    // Neither site's secret signs for the other.
    for (const [secret, aud, to] of [
      [theirs.secret, 'demo', 'demo'],
      [theirs.secret, site, 'demo'],
      [key.secret, site, site],
    ] as const) {
      const auth = { protocol: 1, site: to, identity: sign(secret, claimsFor(subject, { aud })) }
      await expect(connect(app.base, '/visitor', { auth })).rejects.toMatchObject({
        error: 'unauthenticated',
      })
    }
    for (const each of [here.visitor, there]) each.close()
  })
})

describe('logout', () => {
  test('ends every tab and every resumed socket of the visitor, and no other device', async () => {
    const subject = randomUUID()
    const first = await device(subject)
    const { token } = first
    const tab = await connectVisitor(app.base, { token })
    const silent = await knock({ visitor: token })
    const laptop = await device(subject)
    await first.visitor.say('before I go')
    const dropped = [first.visitor, tab, silent].map(untilDropped)
    expect(await first.visitor.ask('visitor:logout')).toEqual({ ok: true })
    for (const took of await Promise.all(dropped)) expect(took).toBeLessThan(5_000)
    await expect(knock({ visitor: token })).rejects.toMatchObject({ error: 'unauthenticated' })
    expect(laptop.visitor.socket.connected).toBe(true)
    expect(await laptop.visitor.say('I am still here')).toMatchObject({ ok: true })
    const stranger = await connectVisitor(app.base)
    expect(stranger.session).toMatchObject({ identified: false, conversation: null })
    for (const each of [laptop.visitor, stranger]) each.close()
  })

  test('ends the session of a token that was left behind, by the token, and of no other', async () => {
    const left = await device(randomUUID())
    const stranger = await connectVisitor(app.base)
    const dropped = untilDropped(left.visitor)
    expect(await stranger.ask('visitor:logout', { visitor: 'no token of ours' })).toEqual({ ok: true })
    expect(await stranger.ask('visitor:logout', { visitor: left.token })).toEqual({ ok: true })
    expect(await dropped).toBeLessThan(5_000)
    await expect(knock({ visitor: left.token })).rejects.toMatchObject({ error: 'unauthenticated' })
    expect(await stranger.say('I go on')).toMatchObject({ ok: true })
    stranger.close()
  })

  test('holds against what was under way: no later page view brings the token back', async () => {
    const visitor = await connectVisitor(app.base)
    const [gone] = await Promise.all([
      visitor.ask('visitor:logout'),
      ...Array.from({ length: 5 }, () =>
        visitor.ask('page:view', { url: '/', title: 'Shop' }).catch(() => undefined),
      ),
    ])
    expect(gone).toEqual({ ok: true })
    await expect(knock({ visitor: visitor.token })).rejects.toMatchObject({ error: 'unauthenticated' })
  })
})

describe('the desk', () => {
  test('reads the name and the address that were signed, and the case file has them verified', async () => {
    const { token } = await app.signIn('agent')
    const desk = await connectDesk(app.base, token)
    const visitor = await connectVisitor(app.base)
    const { conversationId } = await visitor.say('Hello')
    await visitor.event((event) => event.sender === 'assistant')
    const watched = () => desk.ask('conversation:watch', { conversationId })
    expect((await watched()).conversation.visitor).not.toHaveProperty('customer')
    const subject = randomUUID()
    await identify(visitor, subject, { name: 'Ada Lovelace', email: 'ada@shop.example' })
    const { conversation } = await watched()
    expect(conversation.visitor).toMatchObject({
      name: 'Ada Lovelace',
      email: 'ada@shop.example',
      customer: subject,
      online: true,
    })
    expect(conversation.caseFile.facts).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ name: 'name', value: 'Ada Lovelace', source: 'verified' }),
        expect.objectContaining({ name: 'email', value: 'ada@shop.example', source: 'verified' }),
      ]),
    )
    const row = (await desk.ask('inbox:list', { view: 'all' })).conversations.find(
      ({ id }: Untyped) => id === conversationId,
    )
    expect(row.visitor.name).toBe('Ada Lovelace')
    // Said again, it is no second fact; a new name is one.
    const { head } = conversation
    await identify(visitor, subject, { name: 'Ada Lovelace' })
    expect((await watched()).conversation.head).toBe(head)
    await identify(visitor, subject, { name: 'Ada King' })
    expect((await watched()).conversation.visitor.name).toBe('Ada King')
    for (const each of [desk, visitor]) each.close()
  })

  test('knows a contact from their first message on', async () => {
    const { token } = await app.signIn('agent')
    const desk = await connectDesk(app.base, token)
    const { visitor } = await device(randomUUID(), { name: 'Grace', email: 'grace@shop.example' })
    const { conversationId } = await visitor.say('Hello')
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    expect(conversation.visitor).toMatchObject({ name: 'Grace' })
    expect(conversation.caseFile.facts).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ name: 'name', source: 'verified' })]),
    )
    for (const each of [desk, visitor]) each.close()
  })

  test('reads what the page claims, as claims, bounded, and apart from what is verified', async () => {
    const { token } = await app.signIn('agent')
    const desk = await connectDesk(app.base, token)
    const visitor = await connectVisitor(app.base)
    const { conversationId } = await visitor.say('Hello')
    const context = { cart: 129.5, currency: 'EUR', member: true, email: 'boss@shop.example', note: null }
    expect(await visitor.ask('visitor:context', { context: { old: 1 } })).toEqual({ ok: true })
    expect(await visitor.ask('visitor:context', { context })).toEqual({ ok: true })
    expect(await visitor.ask('visitor:order', { number: ' NL-100201 ' })).toEqual({ ok: true })
    for (let index = 0; index < 55; index += 1) {
      expect((await visitor.ask('visitor:track', { name: `step ${index}`, data: { index } })).ok).toBe(true)
    }
    const { conversation } = await desk.ask('conversation:watch', { conversationId })
    expect(conversation.visitor).toMatchObject({ context, order: 'NL-100201' })
    expect(conversation.visitor).not.toHaveProperty('email')
    expect(conversation.visitor.context).not.toHaveProperty('old')
    expect(conversation.visitor.events).toHaveLength(50)
    expect(conversation.visitor.events[0]).toMatchObject({ name: 'step 54', data: { index: 54 } })
    expect(JSON.stringify(conversation.caseFile)).not.toContain('boss@shop.example')
    expect(JSON.stringify(conversation.caseFile)).not.toContain('NL-100201')
    for (const [name, payload] of [
      [
        'visitor:context',
        { context: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`n${at}`, 1])) },
      ],
      ['visitor:context', { context: { ['n'.repeat(61)]: 1 } }],
      ['visitor:context', { context: { name: 'x'.repeat(501) } }],
      ['visitor:context', { context: { nested: { a: 1 } } }],
      ['visitor:track', { name: 'x'.repeat(61) }],
      [
        'visitor:track',
        { name: 'x', data: Object.fromEntries([1, 2, 3, 4, 5].map((at) => [at, 'x'.repeat(450)])) },
      ],
      ['visitor:order', { number: 'x'.repeat(61) }],
    ] as const) {
      expect(await visitor.ask(name, payload), name).toMatchObject({ ok: false, error: 'invalid' })
    }
    const many = await Promise.all(
      Array.from({ length: 100 }, () => visitor.ask('visitor:track', { name: 'x' })),
    )
    expect(many.filter(({ error }) => error === 'rate-limited').length).toBeGreaterThan(0)
    for (const each of [desk, visitor]) each.close()
  })
})

test('a visitor on a device of another contact’s leaves what the page claimed behind as well', async () => {
  const { token } = await app.signIn('agent')
  const desk = await connectDesk(app.base, token)
  const ada = await device(randomUUID())
  await ada.visitor.ask('visitor:context', { context: { cart: 1 } })
  await identify(ada.visitor, randomUUID())
  const { conversationId } = await ada.visitor.say('I am Ben')
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  expect(conversation.visitor.context).toBeUndefined()
  for (const each of [desk, ada.visitor]) each.close()
})

test('an identity that has expired is forgotten as used only when its time refuses it', async () => {
  const identity = identityOf(randomUUID())
  const visitor = await connectVisitor(app.base)
  expect((await visitor.ask('visitor:identify', { identity })).ok).toBe(true)
  skew = 299_000
  expect(await visitor.ask('visitor:identify', { identity })).toMatchObject({
    message: expect.stringMatching(/^jti:/),
  })
  skew = 340_000
  expect(await visitor.ask('visitor:identify', { identity })).toMatchObject({
    message: expect.stringMatching(/^exp:/),
  })
  skew = 0
  visitor.close()
})
