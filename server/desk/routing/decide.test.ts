import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { presenceChoices } from '#shared/presence.ts'
import { byTurn, type Candidate, decideRouting, type Gift, mayTake, type Waiting } from './decide.ts'

const now = 1_000_000

function waits(id: string, more: Partial<Waiting> = {}): Waiting {
  return { id, priority: 0, queuedAt: 1_000, team: null, needs: [], ...more }
}

function person(id: string, more: Partial<Candidate> = {}): Candidate {
  return { id, presence: 'online', teams: [], skills: [], capacity: 4, load: 0, lastGivenAt: null, ...more }
}

const table: [string, Waiting[], Candidate[], string[]][] = [
  ['nobody waits', [], [person('ana')], []],
  ['nobody is there', [waits('a')], [], []],
  ['one waits and one is there', [waits('a')], [person('ana')], ['a>ana']],
  [
    'the longest waiting goes first where there is room for one',
    [waits('late', { queuedAt: 2_000 }), waits('early', { queuedAt: 1_000 })],
    [person('ana', { capacity: 1 })],
    ['early>ana'],
  ],
  [
    'urgent goes before longer waiting',
    [waits('early'), waits('urgent', { queuedAt: 9_000, priority: 2 })],
    [person('ana', { capacity: 1 })],
    ['urgent>ana'],
  ],
  [
    'whoever is away, busy or gone is given nothing',
    [waits('a')],
    [
      person('ana', { presence: 'away' }),
      person('ben', { presence: 'busy' }),
      person('cy', { presence: 'offline' }),
    ],
    [],
  ],
  [
    'only the team',
    [waits('a', { team: 'returns' })],
    [person('ana'), person('ben', { teams: ['returns'] })],
    ['a>ben'],
  ],
  [
    'a team that nobody of is there waits',
    [waits('a', { team: 'returns' })],
    [person('ana', { teams: ['orders'] })],
    [],
  ],
  [
    'only who has every needed skill',
    [waits('a', { needs: ['zh', 'vip'] })],
    [person('ana', { skills: ['zh'] }), person('ben', { skills: ['vip', 'zh', 'tents'], load: 3 })],
    ['a>ben'],
  ],
  ['the least loaded', [waits('a')], [person('ana', { load: 1 }), person('ben', { load: 0.5 })], ['a>ben']],
  [
    'of those the one who has been without the longest',
    [waits('a')],
    [
      person('ana', { lastGivenAt: 900 }),
      person('ben', { lastGivenAt: 500 }),
      person('cy', { lastGivenAt: 700 }),
    ],
    ['a>ben'],
  ],
  [
    'somebody who was never given one',
    [waits('a')],
    [person('ana', { lastGivenAt: 1 }), person('ben')],
    ['a>ben'],
  ],
  [
    'whoever had it last, even where another is less loaded',
    [waits('a', { lastAgent: 'ana' })],
    [person('ana', { load: 3 }), person('ben')],
    ['a>ana'],
  ],
  [
    'another where whoever had it last is full',
    [waits('a', { lastAgent: 'ana' })],
    [person('ana', { load: 3.5 }), person('ben')],
    ['a>ben'],
  ],
  [
    'another than whom it came back from',
    [waits('a', { lastAgent: 'ana', notTo: { person: 'ana', until: now + 1 } })],
    [person('ana'), person('ben', { load: 3 })],
    ['a>ben'],
  ],
  [
    'the same again after a while',
    [waits('a', { notTo: { person: 'ana', until: now } })],
    [person('ana')],
    ['a>ana'],
  ],
  [
    'one that nobody may take holds up none behind it',
    [waits('first', { needs: ['zh'] }), waits('second', { queuedAt: 2_000 })],
    [person('ana')],
    ['second>ana'],
  ],
  [
    'in turn to two who are alike',
    [waits('a'), waits('b', { queuedAt: 2_000 }), waits('c', { queuedAt: 3_000 })],
    [person('ana'), person('ben')],
    ['a>ana', 'b>ben', 'c>ana'],
  ],
  [
    'no more than there is room for, halves counted',
    [waits('a'), waits('b', { queuedAt: 2_000 }), waits('c', { queuedAt: 3_000 })],
    [person('ana', { capacity: 3, load: 1.5 })],
    ['a>ana'],
  ],
  ['a capacity of none', [waits('a')], [person('ana', { capacity: 0 })], []],
]

test.each(table)('given: %s', (_name, waiting, people, expected) => {
  expect(decideRouting(waiting, people, now).map((gift) => `${gift.conversation}>${gift.person}`)).toEqual(
    expected,
  )
})

const teams = ['orders', 'returns']
const skills = ['zh', 'vip', 'tents']
const names = ['ana', 'ben', 'cy', 'dee', 'eve']
const waitings = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    priority: fc.integer({ min: 0, max: 2 }),
    queuedAt: fc.integer({ min: 0, max: 6 }),
    team: fc.constantFrom(null, ...teams),
    needs: fc.subarray(skills),
    lastAgent: fc.option(fc.constantFrom(...names), { nil: undefined }),
    notTo: fc.option(fc.record({ person: fc.constantFrom(...names), until: fc.constantFrom(now, now + 1) }), {
      nil: undefined,
    }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)
const peoples = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...names),
    presence: fc.constantFrom(...presenceChoices, 'online' as const, 'online' as const),
    teams: fc.subarray(teams),
    skills: fc.subarray(skills),
    capacity: fc.integer({ min: 0, max: 5 }),
    load: fc.integer({ min: 0, max: 8 }).map((halves) => halves / 2),
    lastGivenAt: fc.option(fc.integer({ min: 0, max: 9 })),
  }),
  { selector: ({ id }) => id, maxLength: 5 },
)

/** People as they are once the first gifts are given. */
function afterGifts(people: readonly Candidate[], gifts: readonly Gift[]): Candidate[] {
  return people.map((each) => ({
    ...each,
    load: each.load + gifts.filter(({ person }) => person === each.id).length,
  }))
}

function assertFor(check: (waiting: Waiting[], people: Candidate[], gifts: Gift[]) => void): void {
  fc.assert(
    fc.property(waitings, peoples, (waiting, people) =>
      check(waiting, people, decideRouting(waiting, people, now)),
    ),
    { numRuns: 500 },
  )
}

describe('whoever waits and whoever is there', () => {
  test('nobody is given more than they have room for, and nobody who is not online anything', () => {
    assertFor((_waiting, people, gifts) => {
      for (const each of people) {
        const given = gifts.filter(({ person }) => person === each.id).length
        if (given > 0) {
          expect(each.presence).toBe('online')
          expect(each.load + given).toBeLessThanOrEqual(each.capacity)
        }
      }
    })
  })

  test('a conversation is given once, to somebody of its team who knows what it needs', () => {
    assertFor((waiting, people, gifts) => {
      expect(new Set(gifts.map(({ conversation }) => conversation)).size).toBe(gifts.length)
      for (const [place, gift] of gifts.entries()) {
        const conversation = waiting.find(({ id }) => id === gift.conversation)
        const taker = afterGifts(people, gifts.slice(0, place)).find(({ id }) => id === gift.person)
        expect(conversation && taker && mayTake(taker, conversation, now)).toBe(true)
      }
    })
  })

  test('nobody who goes first and could be served is passed over', () => {
    assertFor((waiting, people, gifts) => {
      const left = waiting.filter(({ id }) => !gifts.some(({ conversation }) => conversation === id))
      for (const passed of left) {
        const before = gifts.filter(({ conversation }) => {
          const given = waiting.find(({ id }) => id === conversation)
          return given !== undefined && byTurn(given, passed) < 0
        })
        const asItWas = afterGifts(people, before)
        expect(asItWas.filter((each) => mayTake(each, passed, now))).toEqual([])
      }
    })
  })

  test('the order in which they stand in a list decides nothing', () => {
    assertFor((waiting, people, gifts) => {
      expect(decideRouting(waiting.toReversed(), people.toReversed(), now)).toEqual(gifts)
    })
  })
})
