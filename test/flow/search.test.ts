import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { snapshotLength } from '#shared/conversation.ts'
import { call, startTestApp, type TestApp } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let desk: TestClient
let token: string
beforeAll(async () => {
  app = await startTestApp()
  token = (await app.signIn('agent')).token
  desk = await connectDesk(app.base, token)
})
afterAll(async () => {
  desk.close()
  await app.close()
})

/** What is said is found soon after, not at once: the search reads it by itself. */
const hitsOf = (text: string, more: object = {}) =>
  expect.poll(async () => (await desk.ask('inbox:search', { text, ...more })).hits, { timeout: 6_000 })

test('what a visitor says, the assistant answers and an agent notes is found, by socket and by REST', async () => {
  const visitor = await connectVisitor(app.base)
  const answer = await visitor.saysAndHears('Do you ship my zeppelin to Iceland?')
  const conversationId = visitor.told[0]?.fact.conversationId
  await hitsOf('ZEPPELIN iceland').toMatchObject([
    {
      conversation: { id: conversationId },
      excerpt: {
        from: 'visitor',
        marks: [
          [15, 23],
          [27, 34],
        ],
      },
    },
  ])
  const word = /\p{L}{5,}/u.exec(answer.text)?.[0] ?? ''
  await hitsOf(`${word} zeppelin`).toMatchObject([{ conversation: { id: conversationId } }])
  await desk.ask('note:add', { conversationId, text: '飞艇已经在仓库里了' })
  await hitsOf('飞艇').toMatchObject([
    { excerpt: { from: 'note', text: '飞艇已经在仓库里了', marks: [[0, 2]] } },
  ])
  await hitsOf('飞艇 zeppelin', { language: 'en' }).toHaveLength(1)
  const found = await call(
    app.base,
    'GET',
    `/conversations/search?text=${encodeURIComponent('飞艇')}&limit=5`,
    { token },
  )
  expect(found.hits).toMatchObject([{ conversation: { id: conversationId } }])
  visitor.close()
})

test('who may not is refused, and another workspace finds nothing of it', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.say('A question about my rutabaga')
  await hitsOf('rutabaga').toHaveLength(1)
  const conversationId = visitor.told[0]?.fact.conversationId
  const stranger = await connectDesk(app.base, (await addWorkspace(app)).token)
  expect(await stranger.ask('inbox:search', { text: 'rutabaga' })).toEqual({ ok: true, hits: [] })
  expect(await stranger.ask('conversation:earlier', { conversationId, before: 3 })).toMatchObject({
    error: 'not-found',
  })
  expect(await call(app.base, 'GET', '/conversations/search?text=rutabaga')).toMatchObject({ status: 401 })
  expect(await visitor.ask('inbox:search', { text: 'rutabaga' })).toMatchObject({ error: 'invalid' })
  stranger.close()
  visitor.close()
})

test('bad searches are refused with a reason, and the connection goes on', async () => {
  for (const bad of [
    ...[
      {},
      { text: '' },
      { text: '   ' },
      { text: 7 },
      { text: 'x'.repeat(10_000) },
      { text: 'a\0b' },
      { text: '\ud800' },
    ],
    ...[
      { text: 'a', limit: 0 },
      { text: 'a', limit: 51 },
      { text: 'a', status: 'lost' },
      { text: 'a', priority: 3 },
    ],
    ...[
      { text: 'a', since: -1 },
      { text: 'a', until: 1.5 },
      { text: 'a', cursor: "1'" },
      { text: 'a', language: 'fr' },
    ],
  ])
    expect(await desk.ask('inbox:search', bad), JSON.stringify(bad)).toMatchObject({
      ok: false,
      error: 'invalid',
    })
  for (const bad of [{ view: 'nothing' }, { since: 'yesterday' }, { team: '' }, { priority: 0 }])
    expect(await desk.ask('inbox:list', bad), JSON.stringify(bad)).toMatchObject({ error: 'invalid' })
  for (const bad of ['text=', 'text=a&limit=x', 'text=a&since=yesterday', `text=${'a'.repeat(300)}`])
    expect(await call(app.base, 'GET', `/conversations/search?${bad}`, { token }), bad).toMatchObject({
      status: 400,
    })
  for (const odd of ['"', '*', 'a OR', "' or 1=1", '%_', '(((', '¤sautomated'])
    expect(await desk.ask('inbox:search', { text: odd }), odd).toMatchObject({ ok: true })
})

test('what stands in front of a snapshot comes in parts, up to the first event', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.say('I want to talk to a person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const conversationId = visitor.told[0]?.fact.conversationId
  visitor.close()
  const head = 2_400
  await app.store.write(async (writing) => {
    const [row] = await writing
      .selectFrom('conversation')
      .select('head')
      .where('id', '=', conversationId)
      .execute()
    const from = (row?.head ?? 0) + 1
    const events = Array.from({ length: head - from + 1 }, (_, index) => ({
      ...{ conversation_id: conversationId, seq: from + index, at: Date.now(), type: 'note:added' },
      payload: JSON.stringify({ name: 'Ana', text: `note ${from + index}` }),
    }))
    for (let at = 0; at < events.length; at += 500)
      await writing
        .insertInto('event')
        .values(events.slice(at, at + 500))
        .execute()
    await writing.updateTable('conversation').set({ head }).where('id', '=', conversationId).execute()
  })
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  expect(conversation.events.length).toBe(snapshotLength)
  let seqs: number[] = conversation.events.map(({ seq }: { seq: number }) => seq)
  while ((seqs[0] ?? 1) > 1) {
    const { events } = await desk.ask('conversation:earlier', { conversationId, before: seqs[0] })
    expect(events.length).toBeGreaterThan(0)
    seqs = [...events.map(({ seq }: { seq: number }) => seq), ...seqs]
  }
  expect(seqs).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  for (const before of [0, -1, 1.5, 'x'])
    expect(await desk.ask('conversation:earlier', { conversationId, before })).toMatchObject({
      error: 'invalid',
    })
  expect(await desk.ask('conversation:earlier', { conversationId: randomUUID(), before: 5 })).toMatchObject({
    error: 'not-found',
  })
  expect(await desk.ask('conversation:earlier', { conversationId, before: 1 })).toEqual({
    ok: true,
    events: [],
  })
})
