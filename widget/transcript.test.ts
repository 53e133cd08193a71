import { expect, test } from 'vitest'
import { event, posted } from './testing/fake-connection.ts'
import { transcript } from './transcript.ts'

const nothing = { outgoing: [], progress: undefined, streamedAs: new Map<string, string>() }

function drawn(parts: Partial<Parameters<typeof transcript>[0]>) {
  return transcript({ ...nothing, snapshot: undefined, ...parts })
}

test('a message keeps its key from the outbox into the log, and a stream from its first word to its end', () => {
  const waiting = drawn({ outgoing: [{ id: 'a', text: 'hello', at: 1, state: 'waiting' }] })
  const snapshot = {
    id: 'c1',
    status: 'automated' as const,
    head: 2,
    events: [posted(1, 'visitor', 'hello', 'a')],
  }
  const progress = { turnId: 't1', state: 'writing' as const, text: 'Thr' }
  const streaming = drawn({ snapshot, progress })
  const events = [...snapshot.events, posted(2, 'assistant', 'Three days')]
  const final = drawn({ snapshot: { ...snapshot, events }, streamedAs: new Map([['m2', 't1']]) })
  const keys = (items: ReturnType<typeof drawn>) =>
    items.filter((item) => item.kind === 'message').map((item) => item.key)
  expect([keys(waiting), keys(streaming), keys(final)]).toEqual([['a'], ['a', 't1'], ['a', 't1']])
})

test('invariant 14: sent is said of the newest own message, and only when it is acknowledged', () => {
  const snapshot = {
    id: 'c1',
    status: 'automated' as const,
    head: 1,
    events: [posted(1, 'visitor', 'one', 'a')],
  }
  const states = (state: 'waiting' | 'acknowledged') =>
    drawn({ snapshot, outgoing: [{ id: 'b', text: 'two', at: 2, state }] }).flatMap((item) =>
      item.kind === 'message' ? [item.state] : [],
    )
  expect(states('waiting')).toEqual([undefined, 'waiting'])
  expect(states('acknowledged')).toEqual([undefined, 'sent'])
})

test('withheld events draw nothing, status changes draw a line, ratings mark their message', () => {
  const events = [
    posted(1, 'assistant', 'hi'),
    event(2, { type: 'event:withheld' }),
    event(3, { type: 'message:rated', messageId: 'm1', rating: 'helpful' }),
    event(4, { type: 'conversation:queued', reason: 'policy' }),
  ]
  const items = drawn({ snapshot: { id: 'c1', status: 'queued', head: 4, events } })
  expect(items.map((item) => item.kind)).toEqual(['time', 'message', 'notice'])
  expect(items[1]).toMatchObject({ rating: 'helpful' })
})

test('invariant 14: seen is said of the newest own message once a person has read so far, and of no later one', () => {
  const events = [
    posted(1, 'visitor', 'one', 'a'),
    posted(2, 'agent', 'yes?'),
    posted(3, 'visitor', 'two', 'b'),
  ]
  const states = (othersRead: number, outgoing: Parameters<typeof transcript>[0]['outgoing'] = []) =>
    drawn({ snapshot: { id: 'c1', status: 'assigned', head: 3, events, othersRead }, outgoing }).flatMap(
      (item) => (item.kind === 'message' && item.sender === 'visitor' ? [item.state] : []),
    )
  expect(states(0)).toEqual([undefined, 'sent'])
  expect(states(2)).toEqual([undefined, 'sent'])
  expect(states(3)).toEqual([undefined, 'seen'])
  const waiting = [{ id: 'c', text: 'three', at: 1, state: 'waiting' as const }]
  expect(states(3, waiting)).toEqual([undefined, undefined, 'waiting'])
})
