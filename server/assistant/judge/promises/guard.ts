import type { ActionName } from './commitment.ts'
import { lengthOf, namesOfDay } from './deadlines.ts'
import { type FoundPromise, type NamedPromise, namedPromisesIn, promisesIn } from './promises-in.ts'

/** One thing a tool found out or did in this turn. */
export type ToolFact =
  /** In hundredths of the currency; `currency` is ISO 4217. */
  | { kind: 'amount'; hundredths: number; currency: string }
  | { kind: 'percent'; percent: number }
  /** `YYYY-MM-DD` in the shop's calendar. */
  | { kind: 'date'; date: string }
  | { kind: 'days'; days: number; isWorking?: boolean }
  /** Done, not proposed: a proposal that waits for a person proves nothing. */
  | { kind: 'action'; action: Exclude<ActionName, 'named'> }

/** What a draft may stand on. */
export interface Provenance {
  /** The quoted text of articles that are valid today; a person's own article is provenance for itself. */
  passages: readonly string[]
  facts: readonly ToolFact[]
  /** `YYYY-MM-DD` in the shop's calendar: what "tomorrow" means. */
  today?: string
}

/** What an action that was done says beside itself. */
const saidBy: Readonly<Record<string, readonly string[]>> = {
  refund: ['refund '],
  coupon: ['compensation voucher', 'compensation discount', 'compensation amends'],
  replace: ['compensation replacement'],
}

/**
 * The promises of a draft that nothing proves (invariant 13): no tool of this turn found or did it, and no quoted
 * article says the same kind with the same value. What is said to be done only a tool proves.
 */
export function guardPromises(draft: string, provenance: Provenance): FoundPromise[] {
  return unprovedBy(proofsIn(provenance), draft)
}

/** The same with the proofs read once, for who judges sentence by sentence. */
export function unprovedBy({ values, sentences }: Proofs, draft: string): FoundPromise[] {
  const promises = promisesIn(draft)
  const isProved = ({ kind, value, sentence }: FoundPromise) => {
    if (values.has(`${kind} ${value}`)) return true
    if (kind === 'refund' && value === '' && values.has('refund full')) return true
    // Word for word an article proves what it says, except that something was done for this visitor.
    return sentences.has(sentence) && !(kind === 'action' && addressed.test(sentence))
  }
  const shares = Map.groupBy(
    promises.filter((each) => each.kind === 'percent' && isProved(each)),
    sentenceOf,
  )
  return promises.filter((promise) => {
    if (isProved(promise)) return false
    // "A discount of 20 %" is the twenty per cent, which stand for themselves.
    const isDiscount = promise.kind === 'compensation' && promise.value === 'discount'
    const share = isDiscount ? shares.get(promise.sentence)?.pop() : undefined
    return share === undefined || !standTogether(promise, share)
  })
}

/** Whether two promises of one sentence stand in the same breath. */
function standTogether({ text: one, sentence }: FoundPromise, { text: other }: FoundPromise): boolean {
  const [first, second] = [one, other].map((text) => ({ start: sentence.indexOf(text), size: text.length }))
  if (first === undefined || second === undefined) return false
  const [left, right] = first.start < second.start ? [first, second] : [second, first]
  const between = sentence.slice(left.start + left.size, right.start)
  return between.length <= 24 && !/[,;:—]/.test(between)
}

function sentenceOf({ sentence }: FoundPromise): string {
  return sentence
}

const addressed = /(?<![a-z])(?:i|i've|you|your)(?![a-z])|我(?!们)|[您你]/

/** What passages and tools prove. */
export interface Proofs {
  /** `KIND VALUE`. */
  values: ReadonlySet<string>
  /** The sentences of the passages that name a promise, as `plainText` has them. */
  sentences: ReadonlySet<string>
}

/** Reads everything that passages and tools prove. */
export function proofsIn({ passages, facts, today }: Provenance): Proofs {
  return proofsOf(passages.flatMap(namedPromisesIn), facts, today)
}

/** The same with the passages read before. */
export function proofsOf(
  named: readonly NamedPromise[],
  facts: readonly ToolFact[],
  today: string | undefined,
): Proofs {
  const values = new Set<string>()
  const sentences = new Set<string>()
  for (const { kind, value, sentence, excuses } of named) {
    sentences.add(sentence)
    if (kind === 'action') continue
    const isFigure = kind === 'amount' || kind === 'percent' || kind === 'deadline'
    // A sum is said, however its sentence goes on; what an article denies or leaves open it does not promise.
    if (isFigure || !(excuses.has('denied') || excuses.has('unpromised') || excuses.has('open'))) {
      values.add(`${kind} ${value}`)
    }
  }
  for (const fact of facts) for (const proof of valuesOf(fact, today)) values.add(proof)
  return { values, sentences }
}

function valuesOf(fact: ToolFact, today: string | undefined): string[] {
  switch (fact.kind) {
    case 'amount':
      return [`amount ${fact.currency} ${fact.hundredths}`]
    case 'percent':
      return [`percent ${fact.percent}%`]
    case 'date':
      return namesOfDay(fact.date, today).map((name) => `deadline ${name}`)
    case 'days':
      return [`deadline ${lengthOf(fact.days, 'days', fact.isWorking ?? false)}`]
    case 'action':
      return [`action ${fact.action}`, ...(saidBy[fact.action] ?? [])]
  }
}
