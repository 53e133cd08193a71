import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyToCase,
  type CaseFile,
  type CaseUpdate,
  emptyCase,
  largestMemory,
  mostIntents,
  mostMood,
  readCase,
} from './case-file.ts'
import { type FactSource, factOf, factSources, mostFacts, mostOthers } from './known-fact.ts'
import { mostPromises, openPromises, promiseChanges } from './promise.ts'

const fold = (updates: readonly CaseUpdate[], from: CaseFile = emptyCase()) =>
  updates.reduce(
    (before, update, index) => applyToCase(before, update, { seq: index + 1, at: 1_000 + index }),
    from,
  )
const says = (name: string, value: string, source: FactSource = 'visitor'): CaseUpdate => ({
  learned: [{ name, value, source }],
  ...(source === 'agent' ? { person: 'Mei' } : { turn: 't' }),
})

describe('facts', () => {
  test('a later word of the visitor replaces an earlier one, which stays beside it', () => {
    const { facts } = fold([says('size', 'M'), says('size', 'L')])
    expect(facts).toHaveLength(1)
    expect(facts[0]).toMatchObject({ value: 'L', source: 'visitor', seq: 2, turn: 't' })
    expect(facts[0]?.others).toMatchObject([{ value: 'M', seq: 1 }])
  })

  test('what the order system shows holds against what the visitor says, before and after it', () => {
    for (const order of [
      [says('order-status', 'lost'), says('order-status', 'shipped', 'order-system')],
      [says('order-status', 'shipped', 'order-system'), says('order-status', 'lost')],
    ]) {
      const { facts } = fold(order)
      expect(facts[0]).toMatchObject({ value: 'shipped', source: 'order-system' })
      expect(facts[0]?.others).toMatchObject([{ value: 'lost', source: 'visitor' }])
    }
  })

  test('the same value from a better source is marked with that source and not doubled', () => {
    const { facts } = fold([says('email', 'a@b.example'), says('email', 'a@b.example', 'verified')])
    expect(facts).toMatchObject([{ value: 'a@b.example', source: 'verified', seq: 2, others: [] }])
  })

  test('what a person removed stays removed, whoever says it again, until a person puts it back', () => {
    const removed: CaseUpdate = { learned: [{ name: 'size', value: null, source: 'agent' }], person: 'Mei' }
    const after = fold([says('size', 'M'), removed, says('size', 'M'), says('size', 'L', 'order-system')])
    expect(factOf(after.facts, 'size')).toBeUndefined()
    expect(factOf(fold([says('size', 'S', 'agent')], after).facts, 'size')).toBe('S')
  })

  test('nothing that names no person passes for a person’s word', () => {
    const { facts } = fold([{ turn: 't', learned: [{ name: 'size', value: 'M', source: 'agent' }] }])
    expect(facts[0]?.source).toBe('visitor')
    const kept = fold([says('size', 'M'), { learned: [{ name: 'size', value: null, source: 'visitor' }] }])
    expect(factOf(kept.facts, 'size')).toBe('M')
  })
})

test('what a visitor goes back to holds, and does not stand beside itself as another value', () => {
  const { facts } = fold([says('size', 'M'), says('size', 'L'), says('size', 'M')])
  expect(facts[0]).toMatchObject({ value: 'M', others: [{ value: 'L' }] })
  expect(facts[0]?.others).toHaveLength(1)
})

const anUpdate: fc.Arbitrary<CaseUpdate> = fc.record(
  {
    learned: fc.array(
      fc.record({
        name: fc.constantFrom(
          'size',
          'date',
          'country',
          ...Array.from({ length: 60 }, (_, each) => `own ${each}`),
        ),
        value: fc.oneof(fc.string({ maxLength: 400 }), fc.constant(null)),
        source: fc.constantFrom(...factSources),
      }),
      { maxLength: 4 },
    ),
    person: fc.constantFrom('Mei', 'Jonas'),
    isMissed: fc.boolean(),
    intent: fc.record({
      intent: fc.constant('question'),
      asked: fc.string({ maxLength: 900 }),
      articles: fc.constant([]),
    }),
    mood: fc.double({ min: -2, max: 2, noNaN: true }),
    promises: fc.array(
      fc.record({
        id: fc.constantFrom(...Array.from({ length: 40 }, (_, each) => `p${each}`)),
        change: fc.constantFrom(...promiseChanges),
        text: fc.string({ maxLength: 900 }),
        dueAt: fc.nat(),
      }),
      { maxLength: 4 },
    ),
    facts: fc.dictionary(fc.constantFrom('misses', 'topic', 'awaiting'), fc.string({ maxLength: 50 })),
  },
  { requiredKeys: [] },
)

describe('under any order of updates', () => {
  test('a person’s correction holds until a person changes it', () => {
    fc.assert(
      fc.property(
        fc.array(anUpdate, { maxLength: 40 }),
        fc.array(anUpdate, { maxLength: 40 }),
        fc.option(fc.constantFrom('M', 'L'), { nil: null }),
        (before, after, value) => {
          const correction: CaseUpdate = {
            person: 'Mei',
            learned: [{ name: 'size', value, source: 'agent' }],
          }
          const byOthers = after.map(({ person: _, ...update }) => update)
          const known = says('size', 'XS')
          const caseFile = fold([...before, known, correction, ...byOthers])
          const size = caseFile.facts.find(({ name }) => name === 'size')
          expect(size).toMatchObject({ value, source: 'agent', person: 'Mei' })
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a weaker source never takes the place of a stronger one', () => {
    const source = fc.constantFrom(...factSources)
    fc.assert(
      fc.property(fc.array(fc.record({ source, value: fc.constantFrom('a', 'b', 'c') })), (said) => {
        const { facts } = fold(said.map((each) => says('size', each.value, each.source)))
        const strongest = Math.max(...said.map((each) => factSources.indexOf(each.source)))
        const last = said.findLast((each) => factSources.indexOf(each.source) === strongest)
        expect(facts[0]?.value).toBe(last?.value)
        expect(facts[0]?.source).toBe(last?.source)
      }),
    )
  })

  test('the case file stays within its bounds', () => {
    fc.assert(
      fc.property(fc.array(anUpdate, { maxLength: 120 }), (updates) => {
        const { facts, intents, promises, mood } = fold(updates)
        expect(facts.length).toBeLessThanOrEqual(mostFacts)
        expect(Math.max(0, ...facts.map(({ others }) => others.length))).toBeLessThanOrEqual(mostOthers)
        expect(intents.length).toBeLessThanOrEqual(mostIntents)
        expect(mood.length).toBeLessThanOrEqual(mostMood)
        expect(promises.length).toBeLessThanOrEqual(mostPromises)
        expect(JSON.stringify({ facts, intents, promises, mood }).length).toBeLessThan(200_000)
        for (const { satisfaction } of mood) expect(satisfaction).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('promises', () => {
  const promised: CaseUpdate = { promises: [{ id: 'p', change: 'make', text: 'a refund', dueAt: 9_000 }] }

  test('a suggested one binds nobody until somebody says that it was one', () => {
    const suggested = fold([{ person: 'Mei', promises: [{ id: 'p', change: 'suggest', named: ['friday'] }] }])
    expect(openPromises(suggested.promises)).toEqual([])
    expect(openPromises(fold([promised], suggested).promises)).toMatchObject([
      { dueAt: 9_000, person: 'Mei' },
    ])
  })

  test('one that was kept is not broken afterwards, and a broken one can still be kept', () => {
    const change = (name: 'keep' | 'break'): CaseUpdate => ({ promises: [{ id: 'p', change: name }] })
    expect(fold([promised, change('keep'), change('break')]).promises[0]?.state).toBe('kept')
    expect(fold([promised, change('break'), change('keep')]).promises[0]?.state).toBe('kept')
  })
})

test('the assistant’s memory of an earlier version is read as it was', () => {
  expect(readCase({ awaiting: 'clarification', misses: 1 })).toEqual({
    ...emptyCase(),
    memory: { awaiting: 'clarification', misses: 1 },
  })
  const { memory } = applyToCase(readCase({ misses: 1 }), { facts: { misses: 0 } }, { seq: 1, at: 1 })
  expect(memory).toEqual({ misses: 0 })
})

test('memory that grows too large loses its largest part and keeps what it waits for', () => {
  const { memory } = fold([{ facts: { awaiting: 'clarification', topic: 'x'.repeat(largestMemory) } }])
  expect(memory).toEqual({ awaiting: 'clarification' })
})
