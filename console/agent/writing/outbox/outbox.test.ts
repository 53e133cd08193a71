import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogEvent } from '#shared/conversation.ts'
import { createFakePort, createFakeStorage, failure, settled } from '../../../fake-port.ts'
import type { Storage } from '../../../shell/preferences.ts'
import { createDeskOutbox, graceOfOtherTabs, lateAfter } from './outbox.ts'

const me = { id: 'mei' }
const hold = 5_000

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

function tab(storage: Storage = createFakeStorage(), holdFor = () => hold) {
  const port = createFakePort()
  const desk = createDeskOutbox({ connection: port, storage, me, holdFor })
  const refused: string[] = []
  const outbox = desk.open(
    'c',
    () => 7,
    ({ error }) => void refused.push(error),
  )
  return { port, storage, desk, outbox, refused, sent: () => port.sent.filter(isSend) }
}

function isSend({ name }: { name: string }): boolean {
  return name === 'message:send'
}

function logged(clientId: string): LogEvent {
  const message = { messageId: 'm', sender: 'agent', text: 'x', locale: 'en', clientId } as const
  return { type: 'message:posted', seq: 2, at: 2, ...message }
}

test('a reply goes out after its five seconds, once, and stays until the log has it (invariant 14)', async () => {
  const { outbox, sent, storage } = tab()
  outbox.send('On its way', [], 'id-1')
  await vi.advanceTimersByTimeAsync(hold - 1)
  expect(sent()).toEqual([])
  expect(outbox.pending.value).toMatchObject([{ state: 'held', text: 'On its way' }])
  await vi.advanceTimersByTimeAsync(1)
  expect(sent()).toMatchObject([{ payload: { id: 'id-1', text: 'On its way', fence: 7 } }])
  expect(outbox.pending.value).toMatchObject([{ state: 'sending' }])
  expect(storage.read('outbox:mei')).toBeUndefined()
  outbox.settle([logged('id-1')])
  expect(outbox.pending.value).toEqual([])
})

test('what was taken back never goes out, and after its time nothing can be taken back', async () => {
  const { outbox, sent, storage } = tab()
  outbox.send('Wrong chat', [], 'id-1')
  await vi.advanceTimersByTimeAsync(4_900)
  expect(outbox.undo('id-1')?.text).toBe('Wrong chat')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent()).toEqual([])
  expect(storage.read('outbox:mei')).toBeUndefined()
  outbox.send('Right', [], 'id-2')
  await vi.advanceTimersByTimeAsync(hold)
  expect(outbox.undo('id-2')).toBeUndefined()
  expect(sent()).toHaveLength(1)
})

test('replies go out in the order in which they were written, also where undo is switched off meanwhile', async () => {
  let time = hold
  const { outbox, sent } = tab(createFakeStorage(), () => time)
  outbox.send('one', [], 'id-1')
  time = 0
  outbox.send('two', [], 'id-2')
  await settled()
  expect(sent().map(({ payload }) => (payload as { text: string }).text)).toEqual(['one', 'two'])
})

test('a page that is closed sends at once; what it could not say the next page sends under the same id', async () => {
  const storage = createFakeStorage()
  const closed = tab(storage)
  closed.port.state.value = 'offline'
  closed.outbox.send('Kept', [], 'id-1')
  closed.desk.dispose()
  await settled()
  expect(closed.outbox.pending.value).toMatchObject([{ state: 'waiting' }])

  const next = tab(storage)
  expect(next.sent()).toEqual([])
  await vi.advanceTimersByTimeAsync(hold + graceOfOtherTabs + 5_000)
  expect(next.sent()).toMatchObject([{ payload: { id: 'id-1', text: 'Kept', fence: 7 } }])
  expect(storage.read('outbox:mei')).toBeUndefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(next.sent()).toHaveLength(1)
})

test('what lay too long surprises nobody: a person says what becomes of it', async () => {
  const storage = createFakeStorage()
  const closed = tab(storage)
  closed.port.state.value = 'offline'
  closed.outbox.send('Yesterday', [], 'id-1')
  closed.desk.dispose()
  await vi.advanceTimersByTimeAsync(lateAfter + hold + 1)
  const next = tab(storage)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(next.sent()).toEqual([])
  expect(next.desk.unsent.value).toMatchObject([{ state: 'late', text: 'Yesterday' }])
  // It may have reached the log after all: then there is nothing to say.
  next.outbox.settle([logged('id-1')])
  expect(next.desk.unsent.value).toEqual([])
})

test('a second tab neither sends before the first one may, nor after it took the reply back', async () => {
  const storage = createFakeStorage()
  const first = tab(storage)
  const second = tab(storage)
  first.outbox.send('Mine to undo', [], 'id-1')
  await vi.advanceTimersByTimeAsync(4_000)
  second.desk.look()
  expect(second.outbox.pending.value).toEqual([])
  first.outbox.undo('id-1')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([...first.sent(), ...second.sent()]).toEqual([])
})

test('a stale owner’s reply is refused and kept, through a reload, until a person decides (invariant 6)', async () => {
  const storage = createFakeStorage()
  const { outbox, port, refused, sent } = tab(storage)
  port.answers('message:send', failure('stale'))
  outbox.send('Too late', [], 'id-1')
  await vi.advanceTimersByTimeAsync(hold)
  expect(refused).toEqual(['stale'])
  expect(outbox.pending.value).toMatchObject([{ state: 'refused', text: 'Too late' }])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent()).toHaveLength(1)
  const next = tab(storage)
  expect(next.desk.unsent.value).toMatchObject([{ state: 'refused', text: 'Too late' }])
  next.outbox.retry('id-1')
  await settled()
  expect(next.sent()).toHaveLength(1)
})

test('a reply of a conversation that was left goes out all the same', async () => {
  const { outbox, desk, sent } = tab()
  outbox.send('Bye', [], 'id-1')
  outbox.close()
  await vi.advanceTimersByTimeAsync(hold)
  expect(sent()).toHaveLength(1)
  expect(desk.pending.value).toEqual([])
})

test('a computer that keeps nothing sends all the same, and another person’s replies are not mine', async () => {
  const nowhere: Storage = { read: () => undefined, write: () => undefined }
  const { outbox, desk, sent } = tab(nowhere)
  outbox.send('Hello', [], 'id-1')
  desk.look()
  await vi.advanceTimersByTimeAsync(hold)
  expect(sent()).toHaveLength(1)

  const shared = createFakeStorage()
  shared.write('outbox:jonas', JSON.stringify([{ id: 'x', conversationId: 'c', text: 'x', attachments: [] }]))
  expect(tab(shared).desk.pending.value).toEqual([])
  for (const broken of ['{', '7', '[null, {"id": 1}]']) {
    shared.write('outbox:mei', broken)
    expect(tab(shared).desk.pending.value).toEqual([])
  }
})
