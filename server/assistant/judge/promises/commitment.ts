/** What a promise is about. */
export type PromiseKind =
  | 'amount'
  | 'percent'
  | 'deadline'
  | 'refund'
  | 'compensation'
  | 'guarantee'
  | 'exception'
  /** Something is said to be done, or to be done at once: only a tool can do it. */
  | 'action'

/** What a tool can have done. */
export type ActionName = 'cancel' | 'refund' | 'change' | 'replace' | 'coupon' | 'return' | 'named' | 'other'

/** A way to commit without a sum or a time. */
export interface Commitment {
  kind: PromiseKind
  /** What tells two of a kind apart: a voucher proves no replacement. '' for what any of its kind proves. */
  value: string
  pattern: RegExp
}
