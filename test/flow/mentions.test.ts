import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let ana: TestClient & { id: string }
let tom: TestClient & { id: string }
beforeAll(async () => {
  app = await startTestApp()
  ;[ana, tom] = await Promise.all([desk('agent'), desk('supervisor')])
})
afterAll(async () => {
  ana.close()
  tom.close()
  await app.close()
})

async function desk(role: 'agent' | 'supervisor'): Promise<TestClient & { id: string }> {
  const { token, personId } = await app.signIn(role)
  return { ...(await connectDesk(app.base, token)), id: personId }
}

async function conversation(): Promise<string> {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('Where is my parcel?')
  visitor.close()
  return conversationId
}

test('a note calls a colleague: they are told, it counts until they have seen it, on all their connections', async () => {
  const conversationId = await conversation()
  const elsewhere = await desk('supervisor')
  const text = 'Please look, @Tom Becker'
  const added = await ana.ask('note:add', { conversationId, text, mentions: [tom.id] })
  expect(added).toMatchObject({ ok: true })
  const told = await tom.fact('mentions:changed', ({ mention }) => mention?.conversationId === conversationId)
  expect(told).toMatchObject({ unread: 1, mention: { seq: added.seq, by: { id: ana.id }, text } })
  expect(ana.told.filter(({ name }) => name === 'mentions:changed')).toEqual([])
  expect(await tom.ask('mention:list')).toMatchObject({ unread: 1, mentions: [{ conversationId, text }] })
  expect(await ana.ask('mention:list')).toMatchObject({ unread: 0, mentions: [] })

  expect(await tom.ask('mention:read', { conversationId })).toMatchObject({ ok: true, unread: 0 })
  await elsewhere.fact('mentions:changed', ({ unread }) => unread === 0)
  const [mention] = (await tom.ask('mention:list')).mentions
  expect(mention.readAt).toBeGreaterThan(0)
  elsewhere.close()
})

test('whom a note calls is kept by id: a person who is renamed is still the one who was called', async () => {
  const conversationId = await conversation()
  await ana.ask('note:add', { conversationId, text: '@Tom Becker?', mentions: [tom.id] })
  await app.store.write((writing) =>
    writing.updateTable('person').set({ name: 'Ana Gomez' }).where('id', '=', ana.id).execute(),
  )
  const { mentions } = await tom.ask('mention:list')
  expect(mentions[0]).toMatchObject({ conversationId, by: { id: ana.id, name: 'Ana Gomez' } })
  const { conversation: snapshot } = await ana.ask('conversation:watch', { conversationId })
  expect(snapshot.events.at(-1)).toMatchObject({ mentions: [{ personId: tom.id, name: 'Tom Becker' }] })
  await app.store.write((writing) =>
    writing.updateTable('person').set({ name: 'Ana Ruiz' }).where('id', '=', ana.id).execute(),
  )
})

test('nobody outside the workspace is called, and nobody twice, too many, or themselves (invariant 9)', async () => {
  const conversationId = await conversation()
  const other = await addWorkspace(app)
  const stranger = await connectDesk(app.base, other.token)
  for (const mentions of [
    [other.personId],
    [randomUUID()],
    [tom.id, tom.id],
    Array.from({ length: 21 }, () => randomUUID()),
    'tom',
    [7],
    [''],
  ])
    expect(
      await ana.ask('note:add', { conversationId, text: 'x', mentions }),
      String(mentions),
    ).toMatchObject({
      ok: false,
      error: 'invalid',
    })
  // Nothing of a refused note is kept.
  expect(await ana.ask('conversation:watch', { conversationId })).toMatchObject({
    conversation: { events: expect.not.arrayContaining([expect.objectContaining({ type: 'note:added' })]) },
  })
  const seen = await stranger.ask('mention:list')
  expect(seen).toMatchObject({ unread: 0, mentions: [] })
  expect(await stranger.ask('mention:read', { conversationId })).toMatchObject({ error: 'not-found' })
  const before = (await ana.ask('mention:list')).unread
  await ana.ask('note:add', { conversationId, text: '@Ana Ruiz', mentions: [ana.id] })
  expect((await ana.ask('mention:list')).unread).toBe(before)
  expect(await tom.ask('mention:list', { cursor: 'nonsense' })).toMatchObject({ error: 'invalid' })
  stranger.close()
})

test('the list comes in pages, and is gone with the conversation it is about (invariant 16)', async () => {
  const conversationId = await conversation()
  for (let place = 0; place < 5; place += 1)
    await ana.ask('note:add', { conversationId, text: `${place}`, mentions: [tom.id] })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await tom.ask('mention:list', { limit: 2, ...(cursor !== undefined && { cursor }) })
    for (const mention of page.mentions)
      if (mention.conversationId === conversationId) seen.push(mention.text)
    cursor = page.next
  } while (cursor !== undefined)
  expect(seen).toEqual(['4', '3', '2', '1', '0'])
  await app.store.write(async (writing) => {
    for (const table of ['event', 'message', 'watch_state', 'proposal'] as const)
      await writing.deleteFrom(table).where('conversation_id', '=', conversationId).execute()
    await writing.deleteFrom('conversation').where('id', '=', conversationId).execute()
  })
  const { mentions } = await tom.ask('mention:list')
  expect(
    mentions.filter((each: { conversationId: string }) => each.conversationId === conversationId),
  ).toEqual([])
})

test('who looks and who writes is told to whoever else watches, and is gone with the socket', async () => {
  const conversationId = await conversation()
  const watching = { conversationId, doing: 'looking' }
  expect(await ana.ask('viewer:set', watching)).toMatchObject({ error: 'conflict' })
  for (const client of [ana, tom]) await client.ask('conversation:watch', { conversationId })
  await ana.ask('viewer:set', watching)
  expect(await tom.fact('viewer:changed')).toMatchObject({
    ...{ conversationId, viewer: { id: ana.id, name: 'Ana Ruiz' }, doing: 'looking', isNew: true },
  })
  await ana.ask('viewer:set', { conversationId, doing: 'reply' })
  expect(await tom.fact('viewer:changed', ({ doing }) => doing === 'reply')).toMatchObject({ isNew: false })
  expect(ana.told.filter(({ name }) => name === 'viewer:changed')).toEqual([])

  const other = await addWorkspace(app)
  const stranger = await connectDesk(app.base, other.token)
  await stranger.ask('conversation:watch', { conversationId })
  expect(await stranger.ask('viewer:set', watching)).toMatchObject({ ok: false })

  const second = await desk('agent')
  await second.ask('conversation:watch', { conversationId })
  await second.ask('viewer:set', watching)
  const heard = tom.told.length
  second.close()
  await expect.poll(() => tom.told.slice(heard).filter(({ fact }) => fact.doing === 'gone').length).toBe(1)
  expect(stranger.told.filter(({ name }) => name === 'viewer:changed')).toEqual([])
  // Nothing of it is in the log.
  const { conversation: snapshot } = await ana.ask('conversation:watch', { conversationId })
  expect(JSON.stringify(snapshot)).not.toContain('looking')
  for (const doing of ['sleeping', '', 7, null])
    expect(await ana.ask('viewer:set', { conversationId, doing })).toMatchObject({ error: 'invalid' })
  stranger.close()
})

test('one connection is in at most fifty conversations at once', async () => {
  const client = await desk('agent')
  const ids = await Promise.all(Array.from({ length: 51 }, conversation))
  const answers = []
  for (const conversationId of ids) {
    await client.ask('conversation:watch', { conversationId })
    answers.push(await client.ask('viewer:set', { conversationId, doing: 'looking' }))
  }
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50)
  expect(answers.at(-1)).toMatchObject({ error: 'invalid' })
  client.close()
})
