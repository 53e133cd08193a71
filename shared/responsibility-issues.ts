import {
  actions,
  type CouponLimit,
  isLocked,
  type Money,
  mayRefund,
  moneyActions,
  plainTopic,
  type ResponsibilityList,
  type ResponsibilityRow,
} from './responsibility.ts'

/** What cannot be in a responsibility list, beside figures out of range. */
export type ListProblem =
  | 'no-rest'
  | 'empty'
  | 'twice'
  | 'locked'
  | 'money'
  | 'below-ask'
  | 'no-refund'
  | 'no-coupon'
  | 'empty-coupon'
  | 'range'
  | 'amount'

export interface ListIssue {
  /** The row it is about, by place; absent where it is about the list. */
  row?: number
  field?: keyof ResponsibilityRow | keyof ResponsibilityList
  problem: ListProblem
}

export const mostMisses = 5
/** Hundredths: ten million of a currency. */
export const mostMoney = 1_000_000_000

/** What is wrong with a list, row by row; nothing where it can be put in force. */
export function listIssues(list: Omit<ResponsibilityList, 'version'>): ListIssue[] {
  const issues: ListIssue[] = []
  for (const field of ['askAt', 'angerAt'] as const)
    if (!isShare(list[field])) issues.push({ field, problem: 'range' })
  const { missesAllowed } = list
  if (!(Number.isInteger(missesAllowed) && missesAllowed >= 1 && missesAllowed <= mostMisses))
    issues.push({ field: 'missesAllowed', problem: 'range' })
  if (!list.rows.some((row) => row.topic === '*')) issues.push({ problem: 'no-rest' })
  const seen = new Set<string>()
  for (const [place, row] of list.rows.entries()) {
    const topic = plainTopic(row.topic)
    const add = (field: keyof ResponsibilityRow, problem: ListProblem) =>
      issues.push({ row: place, field, problem })
    if (topic === '') add('topic', 'empty')
    else if (isLocked(topic)) add('topic', 'locked')
    else if (seen.has(topic)) add('topic', 'twice')
    seen.add(topic)
    if (row.accountable.trim() === '') add('accountable', 'empty')
    if (moneyActions.has(topic) && row.lead === 'assistant') add('lead', 'money')
    if (!isShare(row.answerAt)) add('answerAt', 'range')
    else if (row.answerAt < list.askAt) add('answerAt', 'below-ask')
    const refund = row.refundUpTo && refundProblem(topic, row.refundUpTo)
    if (refund) add('refundUpTo', refund)
    const coupon = row.couponUpTo && couponProblem(topic, row.couponUpTo)
    if (coupon) add('couponUpTo', coupon)
  }
  return issues
}

function refundProblem(topic: string, limit: Money): ListProblem | undefined {
  if (!mayRefund(topic)) return 'no-refund'
  return isMoney(limit) ? undefined : 'amount'
}

function couponProblem(topic: string, { percent, amount }: CouponLimit): ListProblem | undefined {
  if (topic !== 'coupon') return 'no-coupon'
  if (percent === undefined && amount === undefined) return 'empty-coupon'
  if (percent !== undefined && !(percent >= 1 && percent <= 100)) return 'range'
  return amount && !isMoney(amount) ? 'amount' : undefined
}

function isShare(value: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= 1
}

function isMoney({ amount, currency }: Money): boolean {
  return Number.isInteger(amount) && amount >= 1 && amount <= mostMoney && currencyCode.test(currency)
}

/** ISO 4217. */
export const currencyCode = /^[A-Z]{3}$/

/**
 * Rows that lead nothing the shop has: neither an article topic nor an action. Nothing forbids them, for the article
 * may come tomorrow; a slip of the pen looks the same, so people are told.
 */
export function unknownTopics(
  list: Pick<ResponsibilityList, 'rows'>,
  articleTopics: readonly string[],
): string[] {
  const known = new Set<string>(['*', ...actions, ...articleTopics].map(plainTopic))
  return list.rows.map((each) => each.topic).filter((topic) => !known.has(plainTopic(topic)))
}

/** One version in the history. */
export interface ListVersion {
  version: number
  /** Milliseconds since 1970. */
  at: number
  by: string
}

export interface ResponsibilityView {
  list: ResponsibilityList
  /** Rows that stand whatever the list says. */
  locked: readonly ResponsibilityRow[]
  /** Who made this version and when; absent for the list that every workspace begins with. */
  made?: { at: number; by: string } | undefined
  /** The topics of the articles, with how many articles each has. */
  topics: { topic: string; articles: number }[]
  /** Rows that lead nothing the shop has. */
  unknown: string[]
}
