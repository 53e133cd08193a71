import { describe, expect, test } from 'vitest'
import {
  type Action,
  actions,
  isLocked,
  leads,
  limitsFor,
  lockedRows,
  lockedTopics,
  mayPropose,
  type ResponsibilityRow,
  rowFor,
  whyNotPropose,
} from './responsibility.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

function row(topic: string, more: Partial<ResponsibilityRow> = {}): ResponsibilityRow {
  return { topic, lead: 'assistant', accountable: 'supervisor', answerAt: 0.5, ...more }
}

const everything = { rows: [row('*')] }

describe('the row of a topic', () => {
  const list = { rows: [row('returns', { lead: 'person' }), row('*'), row('尺码', { answerAt: 0.8 })] }

  test.each([
    ['returns', 'returns'],
    [' Returns ', 'returns'],
    ['ＲＥＴＵＲＮＳ', 'returns'],
    ['尺码', '尺码'],
    ['return', '*'],
    ['delivery', '*'],
    ['', '*'],
    ['constructor', '*'],
  ])('"%s" is "%s"', (topic, expected) => {
    expect(rowFor(list, topic).topic).toBe(expected)
  })

  test('a list that says nothing about a topic leaves it to people', () => {
    expect(rowFor({ rows: [] }, 'returns')).toMatchObject({ topic: 'returns', lead: 'person', answerAt: 1 })
  })
})

describe('locked rows', () => {
  test('there is one for each risk and one for who asks for a person, and people lead them all', () => {
    expect(lockedRows.map(({ topic }) => topic)).toEqual([
      'self-harm',
      'violence',
      'danger',
      'legal-threat',
      'payment-data',
      'visitor-request',
    ])
    expect(lockedRows.every(({ lead, answerAt }) => lead === 'person' && answerAt === 1)).toBe(true)
  })

  test.each(lockedTopics)('%s stays with people whatever a list holds, however it spells it', (topic) => {
    for (const spelt of [topic, topic.toUpperCase(), ` ${topic} `]) {
      const hostile = { rows: [row(spelt, { answerAt: 0 }), row('*', { answerAt: 0 })] }
      expect(rowFor(hostile, topic)).toMatchObject({ topic, lead: 'person', answerAt: 1 })
      expect(isLocked(spelt)).toBe(true)
    }
  })

  test('topics that only sound alike are not locked', () => {
    for (const topic of ['safety', 'payment', 'returns', '*', ...actions]) expect(isLocked(topic)).toBe(false)
  })
})

describe('who leads an action', () => {
  const money: readonly Action[] = ['coupon', 'refund']

  test.each(actions)('%s: the row says, but money is never in the hands of the assistant alone', (action) => {
    for (const lead of leads) {
      const held = money.includes(action) && lead === 'assistant' ? 'assistant-with-approval' : lead
      for (const topic of [action, '*'])
        expect(limitsFor({ rows: [row(topic, { lead })] }, action)).toEqual({
          row: topic,
          lead: held,
          accountable: 'supervisor',
        })
    }
  })

  test('limits count on the row of the action itself, and only where they make sense', () => {
    const limits = { refundUpTo: usd(100), couponUpTo: { percent: 10 } }
    const wide = { rows: actions.map((action) => row(action, limits)) }
    expect(limitsFor(wide, 'refund')).toMatchObject({ refundUpTo: usd(100) })
    expect(limitsFor(wide, 'return')).toMatchObject({ refundUpTo: usd(100) })
    expect(limitsFor(wide, 'coupon')).toMatchObject({ couponUpTo: { percent: 10 } })
    expect(limitsFor(wide, 'refund')).not.toHaveProperty('couponUpTo')
    for (const action of ['order-status', 'delivery', 'product-advice', 'address-change'] as const) {
      expect(limitsFor(wide, action)).not.toHaveProperty('refundUpTo')
      expect(limitsFor(wide, action)).not.toHaveProperty('couponUpTo')
    }
    const rest = { rows: [row('*', limits)] }
    for (const action of actions) expect(Object.keys(limitsFor(rest, action))).toHaveLength(3)
  })

  test('the team of the row takes it', () => {
    expect(limitsFor({ rows: [row('refund', { team: 'after-sales' })] }, 'refund').team).toBe('after-sales')
  })
})

describe('what may be proposed', () => {
  const list = {
    rows: [
      row('refund', { lead: 'assistant-with-approval', refundUpTo: usd(10_000) }),
      row('return', { refundUpTo: usd(50_000) }),
      row('coupon', { lead: 'assistant-with-approval', couponUpTo: { percent: 10, amount: usd(2_000) } }),
      row('address-change', { lead: 'person' }),
      row('*'),
    ],
  }

  test.each([
    ['refund', usd(1), undefined],
    ['refund', usd(10_000), undefined],
    ['refund', usd(10_001), 'above-limit'],
    ['refund', { amount: 100, currency: 'EUR' }, 'other-currency'],
    ['refund', { amount: 100, currency: 'usd' }, 'other-currency'],
    ['refund', undefined, 'not-an-amount'],
    ['refund', { percent: 5 }, 'not-an-amount'],
    ['refund', usd(0), 'not-an-amount'],
    ['refund', usd(-5), 'not-an-amount'],
    ['refund', usd(10.5), 'not-an-amount'],
    ['refund', usd(Number.NaN), 'not-an-amount'],
    ['refund', usd(Number.POSITIVE_INFINITY), 'not-an-amount'],
    ['return', undefined, undefined],
    ['return', usd(50_000), undefined],
    ['return', usd(50_001), 'above-limit'],
    ['return', { amount: 1, currency: 'EUR' }, 'other-currency'],
    ['coupon', { percent: 10 }, undefined],
    ['coupon', { percent: 10.01 }, 'above-limit'],
    ['coupon', { percent: 0 }, 'not-an-amount'],
    ['coupon', { percent: -1 }, 'not-an-amount'],
    ['coupon', { percent: 101 }, 'not-an-amount'],
    ['coupon', { percent: Number.NaN }, 'not-an-amount'],
    ['coupon', usd(2_000), undefined],
    ['coupon', usd(2_001), 'above-limit'],
    ['coupon', { percent: 5, ...usd(1) }, 'not-an-amount'],
    ['coupon', undefined, 'not-an-amount'],
    ['address-change', undefined, 'person-leads'],
    ['order-status', undefined, undefined],
    ['delivery', undefined, undefined],
    ['product-advice', undefined, undefined],
  ] as const)('%s of %o: %s', (action, proposed, expected) => {
    expect(whyNotPropose(list, action, proposed)).toBe(expected)
    expect(mayPropose(list, action, proposed)).toBe(expected === undefined)
  })

  test('no money may be proposed where the list names no limit, and none where people lead', () => {
    expect(whyNotPropose(everything, 'refund', usd(1))).toBe('no-limit')
    expect(whyNotPropose(everything, 'coupon', usd(1))).toBe('no-limit')
    expect(whyNotPropose(everything, 'coupon', { percent: 1 })).toBe('no-limit')
    const one = { rows: [row('coupon', { couponUpTo: { percent: 10 } }), row('*')] }
    expect(whyNotPropose(one, 'coupon', usd(1))).toBe('no-limit')
    const led = { rows: [row('refund', { lead: 'person', refundUpTo: usd(100) })] }
    expect(whyNotPropose(led, 'refund', usd(1))).toBe('person-leads')
    for (const action of actions) expect(mayPropose({ rows: [] }, action, usd(1))).toBe(false)
  })

  test('a return without a limit is not held against its worth', () => {
    expect(mayPropose(everything, 'return', usd(1_000_000))).toBe(true)
  })
})
