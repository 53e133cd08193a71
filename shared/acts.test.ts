import { expect, test } from 'vitest'
import { type Acts, actsAfter, effectivePriority, hasActs, isSnoozed } from './acts.ts'
import { asSeenByVisitor, type EventDraft, type LogEvent } from './conversation.ts'
import { colourFor, type Tag, tagKey, tagsOf } from './tags.ts'
import { likelyWrapUp, outcomeOf, wrapUpOf } from './wrap-up.ts'

const hour = 60 * 60_000

function log(...drafts: EventDraft[]): LogEvent[] {
  return drafts.map((draft, index) => ({ ...draft, seq: index + 1, at: (index + 1) * 1_000 }))
}
const after = (...drafts: EventDraft[]) => log(...drafts).reduce(actsAfter, {} as Acts)

test('tags come and go, each once and in their order', () => {
  const [a, b] = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ]
  const change = { type: 'tags:changed', by: 'Ana' } as const
  const acts = after(
    { ...change, added: [a, b], removed: [] },
    { ...change, added: [a], removed: [b] },
    { ...change, added: [b], removed: [] },
  )
  expect(acts.tags).toEqual(['a', 'b'])
  expect(hasActs(after({ ...change, added: [a], removed: [] }, { ...change, added: [], removed: [a] }))).toBe(
    false,
  )
})

test.each<[EventDraft, boolean]>([
  [{ type: 'conversation:woken', why: 'time' }, false],
  [{ type: 'conversation:assigned', name: 'Tom' }, false],
  [{ type: 'conversation:handed-back' }, false],
  [{ type: 'conversation:resolved' }, false],
  [{ type: 'note:added', name: 'Ana', text: 'still waiting for the carrier' }, true],
  [{ type: 'priority:set', level: 'high', by: 'Ana' }, true],
])('after %j a snoozed conversation is snoozed: %s', (event, expected) => {
  expect(isSnoozed(after({ type: 'conversation:snoozed', until: hour, by: 'Ana' }, event))).toBe(expected)
})

test('the end of a conversation ends its priority; its tags and its rating stay', () => {
  const acts = after(
    { type: 'tags:changed', added: [{ id: 'a', name: 'A' }], removed: [], by: 'Ana' },
    { type: 'priority:set', level: 'urgent', by: 'Ana' },
    { type: 'conversation:resolved', wrapUp: { ending: 'partly', cause: 'policy' } },
    { type: 'conversation:rated', score: 2 },
    { type: 'conversation:rated', score: 4, comment: 'Sorry', isChange: true },
    { type: 'conversation:reopened' },
  )
  expect(acts).toEqual({
    tags: ['a'],
    rating: { score: 4, comment: 'Sorry', at: 4_000 },
    ...{ snooze: undefined, priority: undefined, ending: undefined, cause: undefined },
  })
})

test.each([
  [0, undefined, 0],
  [0, 'low', -1],
  [1, 'low', 1],
  [0, 'high', 1],
  [2, 'high', 2],
  [1, 'urgent', 2],
] as const)('with %s from the watcher and %s by hand %s counts', (watched, level, expected) => {
  expect(effectivePriority(watched, level)).toBe(expected)
})

test('a visitor sees that a conversation ended, and into which it went, and nothing of why or by whom', () => {
  const [ended, into, from, tagged] = log(
    {
      type: 'conversation:resolved',
      name: 'Ana',
      wrapUp: { ending: 'spam', cause: 'other' },
      rating: 'not-asked',
    },
    { type: 'conversation:merged', into: 'older', by: 'Ana' },
    { type: 'conversation:merged', from: 'younger', by: 'Ana' },
    { type: 'tags:changed', added: [{ id: 'a', name: 'Thief?' }], removed: [], by: 'Ana' },
  ).map(asSeenByVisitor)
  expect(ended).toEqual({ type: 'conversation:resolved', rating: 'not-asked', seq: 1, at: 1_000 })
  expect(into).toMatchObject({ into: 'older', by: '' })
  expect([from?.type, tagged?.type]).toEqual(['event:withheld', 'event:withheld'])
})

test('the likeliest wrap-up follows from the reason, the topic, what was flagged, and who is silent', () => {
  const topic = (name: string): EventDraft => ({
    type: 'turn:decided',
    turnId: 't',
    outcome: 'handed-over',
    question: 1,
    steps: [{ specialist: 'retrieve', took: 1, detail: { release: 1, candidates: [], topic: name } }],
    took: 1,
  })
  const said: EventDraft = {
    type: 'message:posted',
    messageId: 'm',
    sender: 'agent',
    text: 'Hi',
    locale: 'en',
  }
  const likely = (
    reason: 'visitor-request' | 'no-knowledge' | 'policy',
    now: number,
    ...drafts: EventDraft[]
  ) => likelyWrapUp({ reason, events: log(...drafts), now })
  expect(likely('no-knowledge', 0)).toEqual({ ending: 'solved', cause: 'knowledge-missing' })
  expect(likely('visitor-request', 0)).toMatchObject({ cause: 'wanted-person' })
  expect(likely('visitor-request', 0, topic('delivery'))).toMatchObject({ cause: 'delivery' })
  expect(likely('policy', 0, topic('warranty'))).toMatchObject({ cause: 'product-fault' })
  const flagged: EventDraft = { type: 'defect:reported', defectId: 'd', kind: 'wrong', name: 'Ana' }
  expect(likely('visitor-request', 0, topic('delivery'), flagged)).toMatchObject({ cause: 'knowledge-wrong' })
  expect(likely('visitor-request', 2_000, said)).toMatchObject({ ending: 'solved' })
  expect(likely('visitor-request', 2 * hour, said)).toMatchObject({ ending: 'no-answer' })
  expect(likelyWrapUp({ events: [], now: 0, isBlocked: true })).toEqual({ ending: 'spam', cause: 'other' })
})

test('an ending says whether anything shows that the visitor was helped', () => {
  expect(outcomeOf('partly')).toBe('resolved')
  expect(outcomeOf('no-answer')).toBe('unresolved')
  expect(wrapUpOf(undefined, undefined)).toBeUndefined()
  expect(wrapUpOf(undefined, 'policy')).toEqual({ ending: 'solved', cause: 'policy' })
})

test('tags are the same whatever their capitals, widths, spaces and signs around', () => {
  expect(new Set(['Late parcel', ' late  PARCEL ', '#ｌａｔｅ parcel，'].map(tagKey)).size).toBe(1)
  expect(tagKey(' #，, ')).toBe('')
  expect(colourFor('VIP')).toBe(colourFor(' vip'))
  const tag = (id: string, mergedInto?: string): Tag => ({
    ...{ id, mergedInto, name: id, colour: 'red', version: 1, updatedAt: 0, updatedBy: 'Ana' },
  })
  const known = new Map([tag('a', 'b'), tag('b'), tag('c')].map((each) => [each.id, each]))
  expect(tagsOf(['a', 'c', 'b', 'unknown'], known).map(({ id }) => id)).toEqual(['b', 'c'])
})
