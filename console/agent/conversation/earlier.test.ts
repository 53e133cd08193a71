import { expect, test } from 'vitest'
import { type LogEvent, snapshotLength } from '#shared/conversation.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { createFakePort } from '../../fake-port.ts'
import { createEarlier } from './earlier.ts'

const eventsOf = (from: number, to: number): LogEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ...{ type: 'note:added', name: 'Ana', text: 'x', at: 0, seq: from + index },
  }))
const snapshotOf = (from: number, to: number) =>
  ({ events: eventsOf(from, to), head: to }) as unknown as DeskSnapshot
const seqs = (events: readonly LogEvent[]) => events.map(({ seq }) => seq)
const upTo = (to: number) => Array.from({ length: to }, (_, index) => index + 1)

function opened(from: number, to: number) {
  const port = createFakePort()
  port.answers('conversation:earlier', ({ before }: { before: number }) => ({
    ok: true,
    events: eventsOf(Math.max(1, before - 500), before - 1),
  }))
  const state = { snapshot: snapshotOf(from, to) }
  return { port, state, earlier: createEarlier(port, 'c', () => state.snapshot) }
}

test('earlier parts join without a gap, up to the first event, and then nothing is asked for', async () => {
  const { earlier, port } = opened(1_101, 2_100)
  await Promise.all([earlier.load(), earlier.load()])
  expect(port.sent.length).toBe(1)
  await earlier.load()
  await earlier.load()
  expect(seqs(earlier.parts.value.flat())).toEqual(upTo(1_100))
  await earlier.load()
  expect(port.sent.length).toBe(3)
})

test('what a full snapshot lets go joins what stands in front of it', async () => {
  const { earlier, state } = opened(501, 500 + snapshotLength)
  await earlier.load()
  for (let head = 1_501; head <= 1_510; head += 1) {
    earlier.follow(state.snapshot)
    state.snapshot = snapshotOf(head - snapshotLength + 1, head)
  }
  expect(seqs([...earlier.parts.value.flat(), ...state.snapshot.events])).toEqual(upTo(1_510))
})

test('a fresh snapshot that begins further on leaves no gap behind it', async () => {
  const { earlier, state } = opened(501, 1_500)
  await earlier.load()
  state.snapshot = snapshotOf(301, 1_300)
  earlier.fit(state.snapshot)
  expect(seqs(earlier.parts.value.flat())).toEqual(upTo(300))
  state.snapshot = snapshotOf(900, 1_900)
  earlier.fit(state.snapshot)
  expect(earlier.parts.value).toEqual([])
})
