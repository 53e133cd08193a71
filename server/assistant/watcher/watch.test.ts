import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventDraft, LogEvent, TurnStep } from '#shared/conversation.ts'
import { clocksAfter, noClocks, type ServiceClocks } from '#shared/service-clocks.ts'
import { serviceLevels } from '#shared/service-levels.ts'
import { signalNames } from '#shared/watch.ts'
import { calmTalks, logOf, type Talk, troubledTalks } from '../../../test/support/watched-talks.ts'
import { lookOver } from './look.ts'
import { actsFor, cooldown, watchRules } from './rules.ts'
import { emptyState } from './state.ts'
import { type Watching, watch } from './watch.ts'

const minute = 60_000
/** The general queue of a site without hours. */
const rules = { hours: undefined, levels: serviceLevels }
const afterAll = (events: readonly LogEvent[], clocks: ServiceClocks = noClocks) =>
  events.reduce((seen, event) => clocksAfter(seen, event, () => rules), clocks)

/** Watches a log to its end with a look whenever one is due, as the due work does. */
function watched({ events, endsAt }: { events: readonly LogEvent[]; endsAt: number }): Watching[] {
  const seen: Watching[] = []
  let state = emptyState
  let nextAt: number | undefined
  let clocks = noClocks
  function step(event: LogEvent | { type: 'look' }, at: number): void {
    if (event.type !== 'look') clocks = afterAll([event], clocks)
    const watching = watch(state, event, at, { clocks, rules })
    // As the log has them on the record from here on.
    clocks = afterAll(
      watching.breaches.map((each) => ({ type: 'sla:breached' as const, ...each, seq: 0, at })),
      clocks,
    )
    state = watching.state
    nextAt = watching.nextAt
    seen.push(watching)
  }
  function lookUntil(at: number): void {
    while (nextAt !== undefined && nextAt < at) {
      const before: number = nextAt
      step({ type: 'look' }, nextAt)
      if (nextAt !== undefined && nextAt <= before)
        throw new Error('the watcher looks again at the same time')
    }
  }
  for (const event of events) {
    lookUntil(event.at)
    step(event, event.at)
  }
  lookUntil(endsAt + 1)
  return seen
}

function namesIn(steps: Talk['steps']): string[] {
  return watched(logOf({ steps, language: 'en' })).flatMap(({ signals }) => signals.map(({ name }) => name))
}

describe('made-up conversations', () => {
  test.each(calmTalks)('nothing comes up in a calm one ($language: $name)', (talk) => {
    const seen = watched(logOf(talk))
    expect(seen.flatMap(({ signals }) => signals)).toEqual([])
    expect(seen.flatMap(({ acts }) => acts)).toEqual([])
  })

  test.each(troubledTalks)('what goes wrong comes up ($language: $name)', (talk) => {
    const names = watched(logOf(talk)).flatMap(({ signals }) => signals.map(({ name }) => name))
    expect(new Set(names)).toEqual(new Set(talk.signals))
  })
})

test('whoever sees the log at once and whoever followed it event by event has the same state', () => {
  for (const talk of [...calmTalks, ...troubledTalks]) {
    const { events } = logOf(talk)
    const seq = events.length
    const now = events.at(-1)?.at ?? 0
    const timed = { clocks: afterAll(events), rules }
    const whole = lookOver(emptyState, events, { now, seq, timed })
    const half = lookOver(emptyState, events.slice(0, 3), {
      now: events[2]?.at ?? now,
      seq: 3,
      timed: { clocks: afterAll(events.slice(0, 3)), rules },
    })
    const rest = lookOver(JSON.parse(JSON.stringify(half.state)), events.slice(3), { now, seq, timed })
    expect(rest.state.feelings, talk.name).toEqual(whole.state.feelings)
    expect(rest.state.questions, talk.name).toEqual(whole.state.questions)
    expect(new Set(rest.state.standing), talk.name).toEqual(new Set(whole.state.standing))
  }
})

test('each level is breached once, and late answers count as late however seldom anybody looked', () => {
  const { events } = logOf({
    language: 'en',
    steps: ['v a person', 'queue', 40, 'take', 'p hello', 1, 'v hi', 4, 'p yes'],
  })
  const { breaches } = lookOver(emptyState, events, {
    now: 60 * minute,
    seq: events.length,
    timed: { clocks: afterAll(events), rules },
  })
  expect(breaches.map(({ level }) => level)).toEqual(['answer', 'round'])
  const looked = watched({ events, endsAt: 60 * minute }).flatMap((each) => each.breaches)
  expect(looked).toEqual(breaches)
})

test('a person who takes over while nobody waits for a word is not late with it', () => {
  const takeover = (steps: Talk['steps']) => {
    const { events, endsAt } = logOf({ language: 'en', steps })
    return watched({
      events: events.map((event) =>
        event.type === 'conversation:queued' ? { ...event, reason: 'agent-takeover' } : event,
      ),
      endsAt,
    })
  }
  const quiet = takeover(['v How do I return an item?', 'a You have 30 days.', 'queue', 'take', 12])
  expect(quiet.flatMap(({ signals }) => signals.map(({ name }) => name))).toEqual([])
  expect(quiet.flatMap(({ breaches }) => breaches)).toEqual([])
  const asked = takeover(['v How do I return an item?', 'a 30 days.', 'queue', 'take', 'v And a gift?', 4])
  expect(asked.flatMap(({ breaches }) => breaches.map(({ level }) => level))).toEqual(['round'])
})

test('the same signal within its cooldown does nothing, and after it does again', () => {
  const slow = ['v a person', 'queue', 'take', 'p hello', 'v one', 6, 'p yes'] as const
  const times = (steps: Talk['steps']) => namesIn(steps).filter((name) => name === 'visitor-waiting').length
  expect(times([...slow, 'v two', 6, 'p yes'])).toBe(1)
  expect(times([...slow, cooldown / minute, 'v two', 6, 'p yes'])).toBe(2)
})

test('while a turn is under way its own judgement comes first', () => {
  const angry = 'v THIS IS AN ABSOLUTE DISGRACE, YOU ARE THIEVES AND LIARS!!!'
  expect(namesIn([angry])).toEqual([])
  expect(namesIn([angry, 'a We are sorry.'])).toContain('anger')
})

test('a visitor who thanks has calmed down, and is no less calm for a single sharp word after it', () => {
  const furious = 'v are you kidding me?! you useless idiots, this is outrageous!!!'
  const seen = watched(
    logOf({
      language: 'en',
      steps: ['v a person', 'queue', 'take', furious, 'p Done, it is refunded.', 'v thank you so much!'],
    }),
  )
  expect(seen.flatMap(({ calmed }) => calmed)).toEqual(['anger'])
})

test('what was on is over once the conversation is resolved, and the next one starts afresh', () => {
  const { events } = logOf({ language: 'en', steps: ['v a person', 'queue', 35, 'take', 'p sorry', 'done'] })
  const last = watched({ events, endsAt: 100 * minute }).at(-1)
  expect(last?.state).toMatchObject({ standing: [], status: 'resolved' })
  expect(last?.nextAt).toBeUndefined()
})

test('every signal has a rule, and only what the assistant leads is handed over', () => {
  for (const name of signalNames) {
    const signal = { name, value: 1, threshold: watchRules[name].threshold }
    for (const status of ['queued', 'assigned', 'resolved'] as const)
      expect(actsFor([signal], status)).not.toContain('hand-over')
  }
})

const texts = [
  'How do I return an item?',
  'YOU ARE THIEVES AND LIARS!!!',
  'I want to kill myself',
  '怎么退货？',
  '你们就是骗子！太气人了！！！',
  'thank you so much',
  '4111 1111 1111 1111',
]
const drafts: fc.Arbitrary<EventDraft> = fc.oneof(
  fc.record({
    type: fc.constant('message:posted' as const),
    messageId: fc.constant('m'),
    sender: fc.constantFrom('visitor' as const, 'assistant' as const, 'agent' as const),
    text: fc.constantFrom(...texts),
    locale: fc.constantFrom('en' as const, 'zh' as const),
  }),
  fc.record({
    type: fc.constant('turn:decided' as const),
    turnId: fc.constant('t'),
    outcome: fc.constantFrom(
      'answered' as const,
      'asked' as const,
      'handed-over' as const,
      'superseded' as const,
    ),
    confidence: fc.constantFrom(0.4, 0.9),
    question: fc.constant(1),
    steps: fc.constant<TurnStep[]>([]),
    took: fc.constant(1),
  }),
  fc.constantFrom<EventDraft>(
    { type: 'conversation:queued', reason: 'policy' },
    { type: 'conversation:assigned', name: 'Ana' },
    { type: 'conversation:handed-back' },
    { type: 'conversation:resolved' },
    { type: 'conversation:reopened' },
    { type: 'case:updated', facts: { misses: 3 } },
    { type: 'message:rated', messageId: 'm', rating: 'unhelpful' },
    { type: 'note:added', name: 'Ana', text: 'x' },
  ),
)
const logs = fc.array(fc.tuple(drafts, fc.constantFrom(1_000, minute, 6 * minute, 31 * minute)), {
  maxLength: 40,
})

test('whatever comes in whatever order, people keep what they have and no look is due for ever', () => {
  fc.assert(
    fc.property(logs, (picked) => {
      let at = 0
      const events = picked.map(([draft, pause], index): LogEvent => {
        at += pause
        return { ...draft, seq: index + 1, at }
      })
      // Throws where a look is due at the time of the look before.
      const seen = watched({ events, endsAt: at + 30 * 60 * minute })
      for (const { state, acts, signals, nextAt } of seen) {
        if (acts.includes('hand-over')) expect(state.status).toBe('automated')
        if (signals.length === 0) expect(acts).toEqual([])
        if (nextAt !== undefined) expect(Number.isFinite(nextAt)).toBe(true)
        expect(JSON.stringify(state).length).toBeLessThan(6_000)
      }
      const end = at + 30 * 60 * minute
      const last = seen.at(-1)?.state ?? emptyState
      const again = watch(watch(last, { type: 'look' }, end).state, { type: 'look' }, end)
      expect(again.signals).toEqual([])
      expect(again.acts).toEqual([])
      expect(again.breaches).toEqual([])
    }),
    { numRuns: 200 },
  )
})
