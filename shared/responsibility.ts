/** Who leads what the assistant meets: the versioned table of product.md. */
export const leads = ['assistant', 'assistant-with-approval', 'person'] as const
export type Lead = (typeof leads)[number]

/** What the assistant can do for a visitor beside answering. */
export const actions = [
  'order-status',
  'delivery',
  'product-advice',
  'return',
  'address-change',
  'coupon',
  'refund',
] as const
export type Action = (typeof actions)[number]

/** Actions that spend the shop's money: none ever runs without a person's approval, whatever a row says. */
export const moneyActions: ReadonlySet<string> = new Set<Action>(['coupon', 'refund'])

/** In hundredths of the currency (ISO 4217). */
export interface Money {
  amount: number
  currency: string
}

/** The most a coupon may give. A kind that is not named may not be proposed. */
export interface CouponLimit {
  /** Of the price, 1 to 100. */
  percent?: number | undefined
  amount?: Money | undefined
}

export interface ResponsibilityRow {
  /** An article topic, an action, or both where they share the name; `*` is everything without a row of its own. */
  topic: string
  lead: Lead
  /** The role accountable for the row. */
  accountable: string
  /** Below this confidence (0 to 1) the assistant does not answer by itself. */
  answerAt: number
  /** Who takes what the row gives to people, where it is not everybody. */
  team?: string | undefined
  /** The most that may be proposed at all; above it the conversation goes to a person. Rows `refund` and `return`. */
  refundUpTo?: Money | undefined
  /** As above. Row `coupon`. */
  couponUpTo?: CouponLimit | undefined
  /** Why the row is as it is. */
  note?: { en: string; zh: string } | undefined
}

export interface ResponsibilityList {
  version: number
  rows: ResponsibilityRow[]
  /** From here up to a row's `answerAt` the assistant asks which article is meant, where two are close. */
  askAt: number
  /** At or above this anger (0 to 1) a person takes over. */
  angerAt: number
  /** Misses in a row after which a person takes over. */
  missesAllowed: number
}

/** What a person leads whatever the list says: a row for each risk, and one for who plainly asks for a person. */
export const lockedTopics = [
  'self-harm',
  'violence',
  'danger',
  'legal-threat',
  'payment-data',
  'visitor-request',
] as const
export type LockedTopic = (typeof lockedTopics)[number]

/** The rows that no edit takes from people. */
export const lockedRows: readonly ResponsibilityRow[] = lockedTopics.map(ledByPerson)

function ledByPerson(topic: string): ResponsibilityRow {
  return { topic, lead: 'person', accountable: 'supervisor', answerAt: 1 }
}

/** A topic as it is compared with others: case, width and outer blanks make no difference. */
export function plainTopic(topic: string): string {
  return topic.normalize('NFKC').trim().toLowerCase()
}

const locked: ReadonlySet<string> = new Set(lockedTopics)

export function isLocked(topic: string): boolean {
  return locked.has(plainTopic(topic))
}

/**
 * The row that leads a topic; locked rows win over the list, and the `*` row takes what no other names. A list without
 * a `*` row leaves the rest to people.
 */
export function rowFor(list: Pick<ResponsibilityList, 'rows'>, topic: string): ResponsibilityRow {
  const plain = plainTopic(topic)
  if (locked.has(plain)) return ledByPerson(plain)
  const own = list.rows.find((each) => plainTopic(each.topic) === plain)
  return own ?? list.rows.find((each) => each.topic === '*') ?? ledByPerson(topic)
}

/** What a list allows an action: its row, with money never in the assistant's hands alone. */
export interface ActionLimits {
  /** The topic of the row that decided: the action, or `*`. */
  row: string
  lead: Lead
  accountable: string
  team?: string | undefined
  refundUpTo?: Money | undefined
  couponUpTo?: CouponLimit | undefined
}

/** Who leads an action and how far it may go. Limits count on the action's own row only, never on `*`. */
export function limitsFor(list: Pick<ResponsibilityList, 'rows'>, action: Action): ActionLimits {
  const row = rowFor(list, action)
  const isOwn = row.topic !== '*'
  const { accountable, team, refundUpTo, couponUpTo } = row
  return {
    row: row.topic,
    lead: moneyActions.has(action) && row.lead === 'assistant' ? 'assistant-with-approval' : row.lead,
    accountable,
    ...(team !== undefined && { team }),
    ...(isOwn && refundUpTo && mayRefund(action) && { refundUpTo }),
    ...(isOwn && couponUpTo && action === 'coupon' && { couponUpTo }),
  }
}

/** Whether a limit on refunds makes sense on the row of this topic. */
export function mayRefund(topic: string): boolean {
  return topic === 'refund' || topic === 'return'
}

export type Proposed = Money | { percent: number }

/** Why the assistant may not propose something: the conversation goes to a person. */
export type WhyNot = 'person-leads' | 'no-limit' | 'above-limit' | 'other-currency' | 'not-an-amount'

/**
 * Why the assistant may not even propose an action of this size; `undefined` where it may. Whether it may also run
 * without approval is another question, which `limitsFor` answers.
 *
 * Money without a limit in the list is nothing that may be proposed. A return has its worth checked only where its row
 * names a limit.
 */
export function whyNotPropose(
  list: Pick<ResponsibilityList, 'rows'>,
  action: Action,
  proposed?: Proposed,
): WhyNot | undefined {
  const { lead, refundUpTo, couponUpTo } = limitsFor(list, action)
  if (lead === 'person') return 'person-leads'
  if (action === 'refund') return proposed ? against(refundUpTo, proposed) : 'not-an-amount'
  if (action === 'return') return proposed && refundUpTo ? against(refundUpTo, proposed) : undefined
  if (action !== 'coupon') return undefined
  if (!proposed) return 'not-an-amount'
  if (!('percent' in proposed)) return against(couponUpTo?.amount, proposed)
  if ('amount' in proposed || !(proposed.percent > 0 && proposed.percent <= 100)) return 'not-an-amount'
  if (couponUpTo?.percent === undefined) return 'no-limit'
  return proposed.percent > couponUpTo.percent ? 'above-limit' : undefined
}

/** Whether the assistant may propose an action of this size at all. */
export function mayPropose(
  list: Pick<ResponsibilityList, 'rows'>,
  action: Action,
  proposed?: Proposed,
): boolean {
  return whyNotPropose(list, action, proposed) === undefined
}

function against(limit: Money | undefined, proposed: Proposed): WhyNot | undefined {
  if ('percent' in proposed || !(Number.isSafeInteger(proposed.amount) && proposed.amount > 0))
    return 'not-an-amount'
  if (limit === undefined) return 'no-limit'
  if (limit.currency !== proposed.currency) return 'other-currency'
  return proposed.amount > limit.amount ? 'above-limit' : undefined
}
