import type { CouponLimit, Money, ResponsibilityRow } from '#shared/responsibility.ts'
import { percent } from '../../shell/format.ts'
import { language, t } from '../../texts/texts.ts'
import type { Change } from './changes.ts'

/** The name of a topic that the product knows, as the trace has it too; others are shown as the shop writes them. */
export function topicName(topic: string): string {
  const { trace, responsibilities } = t()
  const names: Record<string, string> = {
    ...trace.tools,
    ...trace.topics,
    ...responsibilities.lockedTopics,
  }
  return Object.hasOwn(names, topic) ? (names[topic] ?? topic) : topic
}

export function roleName(role: string): string {
  const names: Record<string, string> = t().roles
  return Object.hasOwn(names, role) ? (names[role] ?? role) : role
}

/** "$100.00", or hundredths beside a code that is none. */
export function money({ amount, currency }: Money): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB'
  try {
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    return format.format(amount / 100)
  } catch {
    return `${amount / 100} ${currency}`
  }
}

export function coupon({ percent: share, amount }: CouponLimit): string {
  const words = t().responsibilities
  const parts = [share !== undefined && percent(share / 100), amount && money(amount)].filter(
    (each) => !!each,
  )
  return parts.length === 2
    ? words.either(String(parts[0]), String(parts[1]))
    : String(parts[0] ?? words.none)
}

/** The limits of a row in one line; nothing where the row has none and needs none. */
export function limitsOf({ topic, lead, refundUpTo, couponUpTo }: ResponsibilityRow): string {
  const words = t().responsibilities
  if (refundUpTo) return words.refundUpTo(money(refundUpTo))
  if (couponUpTo) return words.refundUpTo(coupon(couponUpTo))
  return (topic === 'refund' || topic === 'coupon') && lead !== 'person' ? words.noLimit : ''
}

/** A note in the console's language, or in the other one. */
export function noteOf({ note }: Pick<ResponsibilityRow, 'note'>): string {
  const own = note?.[language.value]
  return own || note?.en || note?.zh || ''
}

/** What a change is about and what it does, in words. */
export function changeText(change: Change): { about: string; field: string; text: string } {
  const words = t().responsibilities
  if (change.kind === 'list') {
    const { field, before, after } = change
    const say = (value: number) => (field === 'missesAllowed' ? String(value) : percent(value))
    return {
      about: words.thresholds,
      field: words.fields[field],
      text: words.fromTo(say(before), say(after)),
    }
  }
  if (change.kind !== 'row') {
    const { row } = change
    const says = [words.leads[row.lead], percent(row.answerAt), limitsOf(row)].filter((each) => each !== '')
    return { about: topicName(row.topic), field: words.change[change.kind], text: says.join(' · ') }
  }
  const { field, before, after } = change
  const text = words.fromTo(valueText(before, field), valueText(after, field))
  return { about: topicName(after.topic), field: words.fields[field], text }
}

function valueText(row: ResponsibilityRow, field: Extract<Change, { kind: 'row' }>['field']): string {
  const words = t().responsibilities
  switch (field) {
    case 'lead':
      return words.leads[row.lead]
    case 'accountable':
      return roleName(row.accountable)
    case 'answerAt':
      return percent(row.answerAt)
    case 'team':
      return row.team ?? words.none
    case 'refundUpTo':
      return row.refundUpTo ? money(row.refundUpTo) : words.none
    case 'couponUpTo':
      return row.couponUpTo ? coupon(row.couponUpTo) : words.none
    case 'note':
      return [row.note?.en, row.note?.zh].filter(Boolean).join(' / ') || words.none
  }
}
