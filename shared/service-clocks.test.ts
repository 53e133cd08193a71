import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { businessTimeBetween } from './business-time.ts'
import { viewOfClocks } from './clock-view.ts'
import type { EventDraft, LogEvent } from './conversation.ts'
import { type Hours, weekdays } from './hours.ts'
import { type ClockRules, shareOf } from './service-clock.ts'
import {
  breachesBy,
  clocksAfter,
  firstDueAt,
  noClocks,
  retimed,
  type ServiceClocks,
} from './service-clocks.ts'
import { levelNames, serviceLevels } from './service-levels.ts'

const minute = 60_000
const hour = 60 * minute
const always: ClockRules = { hours: undefined, levels: serviceLevels }
const open = [{ from: '09:00', to: '17:00' }]
const office: Hours = {
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(weekdays.map((day, place) => [day, place < 5 ? open : []])) as Hours['week'],
  holidays: ['2026-03-03'],
}
const inOffice: ClockRules = { hours: office, levels: serviceLevels }
const general: (teamId: string | null) => ClockRules = () => always
/** Monday 2 March 2026, nine in Berlin. */
const monday = Date.parse('2026-03-02T09:00+01:00')

const drafts = {
  asked: { type: 'message:posted', messageId: 'm', sender: 'visitor', text: 'Hello?', locale: 'en' },
  queued: { type: 'conversation:queued', reason: 'visitor-request' },
  takenOver: { type: 'conversation:queued', reason: 'agent-takeover' },
  taken: { type: 'conversation:assigned', name: 'Ana', personId: 'ana' },
  replied: { type: 'message:posted', messageId: 'm', sender: 'agent', text: 'Hello', locale: 'en' },
  answered: { type: 'turn:decided', turnId: 't', outcome: 'answered', question: 1, steps: [], took: 1 },
  promised: { type: 'case:updated', facts: {}, promises: [{ id: 'p', change: 'make', subject: 'deed' }] },
  kept: { type: 'case:updated', facts: {}, promises: [{ id: 'p', change: 'keep' }] },
  proposed: {
    type: 'action:proposed',
    proposalId: 'refund',
    version: 1,
    customer: { email: 'a@b.example' },
    action: { tool: 'coupon', percent: 10, reason: 'late' },
    why: '',
    by: 'assistant',
    limit: {},
    expiresAt: 1,
  },
  refused: { type: 'action:refused', proposalId: 'refund', version: 2, by: 'person' },
  snoozed: { type: 'conversation:snoozed', until: 1, by: 'Ana' },
  woken: { type: 'conversation:woken', why: 'time' },
  back: { type: 'conversation:handed-back' },
  done: { type: 'conversation:resolved' },
  reopened: { type: 'conversation:reopened' },
  toDelivery: { type: 'team:assigned', teamId: 'delivery', team: 'Delivery' },
} satisfies Record<string, EventDraft>

/** A log, a step a line: an event by its name, or a pause in minutes. */
function clocksOver(
  steps: (keyof typeof drafts | number)[],
  { rulesOf = general, from = monday }: { rulesOf?: typeof general; from?: number } = {},
): { clocks: ServiceClocks; at: number } {
  let at = from
  let clocks = noClocks
  for (const step of steps) {
    if (typeof step === 'number') at += step * minute
    else clocks = clocksAfter(clocks, { ...drafts[step], seq: 1, at } as LogEvent, rulesOf)
  }
  return { clocks, at }
}

function dueIn(steps: Parameters<typeof clocksOver>[0], options?: Parameters<typeof clocksOver>[1]) {
  const { clocks, at } = clocksOver(steps, options)
  return Object.fromEntries(
    viewOfClocks(clocks).map(({ level, dueAt }) => [
      level,
      dueAt === undefined ? 'stands' : (dueAt - at) / minute,
    ]),
  )
}

describe('which clocks run, and the minutes that are left', () => {
  test.each<[string, Parameters<typeof clocksOver>[0], Record<string, number | 'stands'>]>([
    ['the assistant leads: none', ['asked', 5], {}],
    ['handed over: the first reply and the resolution', ['asked', 'queued'], { answer: 30, closure: 1440 }],
    ['taken changes neither', ['asked', 'queued', 10, 'taken'], { answer: 20, closure: 1430 }],
    [
      'more words of the visitor start no other',
      ['asked', 'queued', 10, 'asked'],
      { answer: 20, closure: 1430 },
    ],
    [
      'the first reply ends its clock, and it is the visitor’s turn',
      ['asked', 'queued', 10, 'taken', 'replied', 600],
      { closure: 'stands' },
    ],
    [
      'the visitor writes: the next reply, and the resolution goes on',
      ['asked', 'queued', 10, 'taken', 'replied', 600, 'asked'],
      { round: 3, closure: 1430 },
    ],
    [
      'a second message does not start the next reply anew',
      ['asked', 'queued', 'taken', 'replied', 'asked', 2, 'asked'],
      { round: 1, closure: 1438 },
    ],
    [
      'the next reply ends it',
      ['asked', 'queued', 'taken', 'replied', 'asked', 2, 'replied'],
      { closure: 'stands' },
    ],
    [
      'what people promised is not the visitor’s turn',
      ['asked', 'queued', 'taken', 'replied', 'promised', 60],
      { closure: 1380 },
    ],
    [
      'kept, it is',
      ['asked', 'queued', 'taken', 'replied', 'promised', 60, 'kept', 500],
      { closure: 'stands' },
    ],
    [
      'what waits for approval is not the visitor’s turn',
      ['asked', 'queued', 'taken', 'replied', 'proposed', 60],
      { closure: 1380 },
    ],
    [
      'refused, it is',
      ['asked', 'queued', 'taken', 'replied', 'proposed', 60, 'refused'],
      { closure: 'stands' },
    ],
    [
      'put aside, all stand still',
      ['asked', 'queued', 10, 'snoozed', 6_000],
      { answer: 'stands', closure: 'stands' },
    ],
    [
      'woken, all go on',
      ['asked', 'queued', 10, 'snoozed', 6_000, 'woken', 5],
      { answer: 15, closure: 1425 },
    ],
    [
      'a person who steps in unasked owes no word',
      ['asked', 'answered', 'takenOver', 'taken', 90],
      { closure: 'stands' },
    ],
    [
      'one who steps in while the visitor waits owes a reply',
      ['asked', 2, 'takenOver', 'taken', 1],
      { round: 2, closure: 1439 },
    ],
    [
      'back in the queue the wait goes on',
      ['asked', 'queued', 10, 'taken', 5, 'queued'],
      { answer: 15, closure: 1425 },
    ],
    [
      'another owner does not make the visitor wait anew',
      ['asked', 'queued', 'taken', 'replied', 'asked', 2, 'taken'],
      { round: 1, closure: 1438 },
    ],
    ['the assistant has it back: none', ['asked', 'queued', 'taken', 'back'], {}],
    ['resolved: none', ['asked', 'queued', 'taken', 'replied', 'done'], {}],
    [
      'opened again and handed over again: from there',
      ['asked', 'queued', 'taken', 'done', 99, 'reopened', 'asked', 'queued'],
      { answer: 30, closure: 1440 },
    ],
  ])('%s', (_name, steps, left) => {
    expect(dueIn(steps)).toEqual(left)
  })
})

describe('clocks run in the hours of the team', () => {
  test('a handover on Monday afternoon is due on Wednesday morning, after a holiday', () => {
    const fourFifty = monday + 7 * hour + 50 * minute
    const { clocks } = clocksOver(['asked', 'queued'], { rulesOf: () => inOffice, from: fourFifty })
    expect(clocks.answer?.dueAt).toBe(Date.parse('2026-03-04T09:20+01:00'))
    expect(clocks.answer?.nearAt).toBe(Date.parse('2026-03-04T09:14+01:00'))
    // Ten minutes of Monday, and then Wednesday and Thursday, Friday to the last ten minutes.
    expect(clocks.closure?.dueAt).toBe(Date.parse('2026-03-06T16:50+01:00'))
  })

  test('a pause over the night uses up only the open part of what ran', () => {
    const { clocks, at } = clocksOver(['asked', 'queued', 7 * 60, 'snoozed', 4 * 24 * 60, 'woken'], {
      rulesOf: () => inOffice,
    })
    // Friday at four: seven hours are spent, and seventeen are left of the closing.
    expect(at).toBe(Date.parse('2026-03-06T16:00+01:00'))
    expect(clocks.closure).toMatchObject({ spent: 7 * hour, from: at })
    expect(clocks.closure?.dueAt).toBe(Date.parse('2026-03-11T09:00+01:00') - 16 * hour)
  })

  test('in the queue of another team its hours and levels count from there on', () => {
    const quick = { hours: undefined, levels: { ...serviceLevels, answer: 10 * minute } }
    const rulesOf = (teamId: string | null) => (teamId === 'delivery' ? quick : inOffice)
    const evening = monday + 10 * hour
    const { clocks, at } = clocksOver(['asked', 'queued', 240, 'toDelivery'], { rulesOf, from: evening })
    expect(clocks).toMatchObject({ teamId: 'delivery', answer: { spent: 0, limit: 10 * minute } })
    expect(clocks.answer?.dueAt).toBe(at + 10 * minute)
  })

  test('hours that never open make no clock due, and say so', () => {
    const never = { ...inOffice, hours: { ...office, week: { ...office.week, ...closedWeek() } } }
    const { clocks } = clocksOver(['asked', 'queued'], { rulesOf: () => never })
    expect([clocks.answer?.dueAt, firstDueAt(clocks)]).toEqual([null, null])
    expect(breachesBy(clocks, monday + 1_000 * hour)).toEqual([])
  })
})

describe('a level that is missed', () => {
  test('is missed at the moment it is due, and not a millisecond before', () => {
    const { clocks } = clocksOver(['asked', 'queued'])
    expect(breachesBy(clocks, monday + 30 * minute - 1)).toEqual([])
    expect(breachesBy(clocks, monday + 30 * minute)).toEqual([
      { level: 'answer', since: monday, limit: 30 * minute },
    ])
  })

  test('is missed though the late reply came before anybody looked, and is told once', () => {
    const { clocks, at } = clocksOver([
      'asked',
      'queued',
      31,
      'taken',
      'replied',
      'asked',
      4,
      'replied',
      'done',
    ])
    const missed = breachesBy(clocks, at)
    expect(missed.map(({ level }) => level)).toEqual(['answer', 'round'])
    const recorded = missed.reduce(
      (seen, each) => clocksAfter(seen, { type: 'sla:breached', ...each, seq: 1, at }, general),
      clocks,
    )
    expect(recorded).toEqual(noClocks)
  })

  test('stays missed after it is on the record, also after a pause', () => {
    const { clocks, at } = clocksOver(['asked', 'queued', 1500])
    const told = breachesBy(clocks, at).reduce(
      (seen, each) => clocksAfter(seen, { type: 'sla:breached', ...each, seq: 1, at }, general),
      clocks,
    )
    expect(viewOfClocks(told).map(({ isLate }) => isLate)).toEqual([true, true])
    expect(breachesBy(told, at + hour)).toEqual([])
    const paused = clocksAfter(told, { ...drafts.snoozed, seq: 2, at: at + hour }, general)
    const woken = clocksAfter(paused, { ...drafts.woken, seq: 3, at: at + 2 * hour }, general)
    expect(breachesBy(woken, at + 3 * hour)).toEqual([])
  })

  test('a pause that begins after it was due does not hide it', () => {
    const { clocks, at } = clocksOver(['asked', 'queued', 31, 'snoozed', 60])
    expect(breachesBy(clocks, at)).toMatchObject([{ level: 'answer' }])
  })
})

test('new rules change when a running clock is due, and nothing of what was counted', () => {
  const { clocks, at } = clocksOver(['asked', 'queued', 10])
  const sooner = retimed(clocks, { hours: undefined, levels: { ...serviceLevels, answer: 20 * minute } })
  expect(sooner.answer).toMatchObject({ limit: 20 * minute, dueAt: at + 10 * minute })
  expect(retimed(sooner, { hours: undefined, levels: { ...serviceLevels, answer: 20 * minute } })).toBe(
    sooner,
  )
  expect(retimed(noClocks, inOffice)).toBe(noClocks)
  const { clocks: stopped } = clocksOver(['asked', 'queued', 10, 'snoozed'])
  expect(retimed(stopped, inOffice)).toBe(stopped)
})

function closedWeek(): Hours['week'] {
  return Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Hours['week']
}

const steps = fc.array(
  fc.oneof(
    fc.constantFrom(...(Object.keys(drafts) as (keyof typeof drafts)[])),
    fc.integer({ min: 0, max: 3_000 }),
  ),
  { maxLength: 40 },
)
const rules = fc.constantFrom(always, inOffice)

test('whatever happens, clocks never run while closed, and a due clock has used exactly its level', () => {
  fc.assert(
    fc.property(steps, rules, (picked, both) => {
      const { clocks, at } = clocksOver(picked, { rulesOf: () => both })
      for (const level of levelNames) {
        const clock = clocks[level]
        if (clock === undefined) continue
        // No more than all open time since it began.
        expect(clock.spent).toBeLessThanOrEqual(businessTimeBetween(both.hours, clock.since, at))
        if (clock.dueAt !== null && clock.spent < clock.limit)
          expect(shareOf(clock, clock.dueAt, both)).toBe(1)
        if (clock.isLate) expect(shareOf(clock, at, both)).toBeGreaterThanOrEqual(1)
      }
      expect(JSON.stringify(clocks).length).toBeLessThan(4_000)
    }),
    { numRuns: 300 },
  )
})

test('the same log gives the same clocks, in one go or with a stop in between', () => {
  fc.assert(
    fc.property(steps, fc.nat(40), (picked, cut) => {
      const whole = clocksOver(picked)
      const half = clocksOver(picked.slice(0, cut))
      const kept: ServiceClocks = JSON.parse(JSON.stringify(half.clocks))
      let { at } = half
      let clocks = kept
      for (const step of picked.slice(cut)) {
        if (typeof step === 'number') at += step * minute
        else clocks = clocksAfter(clocks, { ...drafts[step], seq: 1, at } as LogEvent, general)
      }
      expect(clocks).toEqual(whole.clocks)
    }),
    { numRuns: 200 },
  )
})
