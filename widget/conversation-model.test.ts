import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Snapshot } from '#shared/conversation.ts'
import { createConversationModel } from './conversation-model.ts'
import { inMemory } from './storage.ts'
import { event, FakeConnection, posted } from './testing/fake-connection.ts'
import { createWidgetModel } from './widget-model.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const three = [posted(1, 'visitor', 'hello'), posted(2, 'assistant', 'hi'), posted(3, 'visitor', 'thanks')]

function begin(events = three.slice(0, 1)) {
  const connection = new FakeConnection()
  connection.start()
  const model = createConversationModel(connection)
  model.replace(snapshotOf(events))
  return { connection, model }
}

function snapshotOf(events: typeof three): Snapshot {
  return { id: 'c1', status: 'automated', head: events.length, events }
}

test('invariant 4: a gap is filled by a sync after the last known event, and what came too early keeps its place', async () => {
  const { connection, model } = begin()
  connection.append(posted(3, 'visitor', 'thanks'))
  expect(model.snapshot.value?.head).toBe(1)
  const sync = connection.take('conversation:sync')
  expect(sync.payload).toEqual({ conversationId: 'c1', after: 1 })
  connection.append(posted(4, 'assistant', 'bye'))
  await sync.answer({ ok: true, events: three.slice(1), head: 3 })
  expect(model.snapshot.value).toEqual(snapshotOf([...three, posted(4, 'assistant', 'bye')]))
})

test('a fact that is told twice is drawn once', () => {
  const { connection, model } = begin()
  connection.append(three[0] as (typeof three)[number])
  expect(model.snapshot.value).toEqual(snapshotOf(three.slice(0, 1)))
})

test('a reload replaces the snapshot', async () => {
  const { connection, model } = begin()
  connection.append(posted(9, 'assistant', 'far ahead'))
  const reload: Snapshot = { ...snapshotOf(three), head: 9 }
  await connection.take('conversation:sync').answer({ ok: true, reload })
  expect(model.snapshot.value).toEqual(reload)
})

test('a conversation that became a part of another one is replaced by that one, told live or found by sending', async () => {
  const { connection, model } = begin()
  const other: Snapshot = { ...snapshotOf(three), id: 'c0' }
  connection.append({ type: 'conversation:merged', into: 'c0', by: '', seq: 2, at: 2 })
  await connection.take('conversation:sync').answer({ ok: true, reload: other })
  expect(model.snapshot.value).toEqual(other)
  model.replace(snapshotOf(three))
  model.expect('c0', 4)
  await vi.advanceTimersByTimeAsync(2_000)
  await connection.take('conversation:sync').answer({ ok: true, reload: other })
  expect(model.snapshot.value?.id).toBe('c0')
})

test('a sync that fails is asked again', async () => {
  const { connection, model } = begin()
  connection.append(posted(3, 'visitor', 'thanks'))
  await connection.take('conversation:sync').answer({ ok: false, error: 'unavailable', message: '' })
  await vi.advanceTimersByTimeAsync(2_000)
  await connection.take('conversation:sync').answer({ ok: true, events: three.slice(1), head: 3 })
  expect(model.snapshot.value?.head).toBe(3)
})

test('an acknowledged message whose fact never came is fetched', async () => {
  const { connection, model } = begin()
  model.expect('c1', 2)
  await vi.advanceTimersByTimeAsync(1_000)
  await connection.take('conversation:sync').answer({ ok: true, events: three.slice(1, 2), head: 2 })
  expect(model.snapshot.value?.head).toBe(2)
})

test('a stream grows by its deltas, and the final message takes its place under the same key', () => {
  const { connection, model } = begin()
  const tell = (state: string, delta?: string) =>
    connection.tell('answer:progress', { conversationId: 'c1', turnId: 't1', state, delta })
  tell('thinking')
  expect(model.progress.value).toEqual({ turnId: 't1', state: 'thinking', text: '' })
  tell('writing', 'Three ')
  tell('writing', 'days')
  expect(model.progress.value?.text).toBe('Three days')
  connection.append(posted(2, 'assistant', 'Three days.'))
  expect(model.progress.value).toBeUndefined()
  expect(model.streamedAs.get('m2')).toBe('t1')
  tell('writing', 'late')
  expect(model.progress.value).toBeUndefined()
})

test('invariant 8: when a person takes over, nothing of an unfinished answer stays', () => {
  const { connection, model } = begin()
  connection.tell('answer:progress', { conversationId: 'c1', turnId: 't1', state: 'writing', delta: 'Thr' })
  connection.append(event(2, { type: 'conversation:queued', reason: 'visitor-request' }))
  expect(model.progress.value).toBeUndefined()
})

test('the place in line is shown while it waits and gone when an agent joins', () => {
  const { connection, model } = begin()
  connection.tell('queue:changed', { conversationId: 'c1', position: 2, etaSeconds: null, open: true })
  connection.append(event(2, { type: 'conversation:queued', reason: 'visitor-request' }))
  expect(model.queue.value).toMatchObject({ position: 2, etaSeconds: null })
  connection.append(event(3, { type: 'conversation:assigned', name: 'Maya' }))
  expect(model.queue.value).toBeUndefined()
  expect(model.snapshot.value?.assignee).toEqual({ name: 'Maya' })
})

test('an answer is unread until the visitor looks at the end of the conversation', async () => {
  const connection = new FakeConnection()
  const model = createWidgetModel({ connection, storage: inMemory(), locale: 'en' })
  connection.start()
  await connection.openSession(snapshotOf(three.slice(0, 1)))
  connection.append(posted(2, 'assistant', 'hi'))
  expect(model.reading.unread.value).toBe(1)
  expect(connection.has('conversation:read')).toBe(false)
  model.reading.looking.value = true
  expect(model.reading.unread.value).toBe(0)
  expect(connection.take('conversation:read').payload).toEqual({ conversationId: 'c1', seq: 2 })
})

test('asking for a person begins a conversation where there is none, and otherwise asks for the handover', async () => {
  const connection = new FakeConnection()
  const model = createWidgetModel({ connection, storage: inMemory(), locale: 'en' })
  connection.start()
  await connection.openSession()
  void model.askForPerson('A person, please.')
  const sentence = connection.take('message:send')
  expect(sentence.payload.text).toBe('A person, please.')
  expect(connection.has('handover:request')).toBe(false)
  await sentence.answer({ ok: true, conversationId: 'c1', messageId: 'm1', seq: 1, at: 1 })
  expect(connection.take('handover:request').payload).toEqual({ conversationId: 'c1' })
  model.conversation.replace(snapshotOf(three))
  void model.askForPerson('A person, please.')
  expect(connection.take('handover:request').payload).toEqual({ conversationId: 'c1' })
})

test('a token that ended in use is forgotten, and the visitor goes on as a new one', async () => {
  const connection = new FakeConnection()
  const storage = inMemory()
  storage.set('visitor', 'old')
  connection.token = () => storage.get('visitor') ?? undefined
  const model = createWidgetModel({ connection, storage, locale: 'en' })
  connection.start()
  await connection.take('session:open').answer({ ok: false, error: 'unauthenticated', message: '' })
  expect(storage.get('visitor')).toBeNull()
  await connection.openSession()
  expect(storage.get('visitor')).toBe('token')
  expect(model.session.open.value).toBe(true)
})

test('how far a person has read only grows, whichever of a fact and a snapshot comes last', async () => {
  const connection = new FakeConnection()
  const model = createWidgetModel({ connection, storage: inMemory(), locale: 'en' })
  connection.start()
  await connection.openSession(snapshotOf(three))
  connection.tell('read:changed', { conversationId: 'another', seq: 3 })
  expect(model.conversation.snapshot.value?.othersRead).toBeUndefined()
  connection.tell('read:changed', { conversationId: 'c1', seq: 2 })
  connection.tell('read:changed', { conversationId: 'c1', seq: 1 })
  expect(model.conversation.snapshot.value?.othersRead).toBe(2)
  model.conversation.replace({ ...snapshotOf(three), othersRead: 1 })
  expect(model.conversation.snapshot.value?.othersRead).toBe(2)
  // Another conversation has its own.
  model.conversation.replace({ ...snapshotOf(three), id: 'c2' })
  expect(model.conversation.snapshot.value?.othersRead).toBeUndefined()
})
