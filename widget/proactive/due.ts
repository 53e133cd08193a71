import { fitsPage } from '#shared/page-pattern.ts'
import type { ProactiveMessage } from '#shared/site.ts'

/** What is known of a visit to one page of the shop. */
export interface Visit {
  url: string
  /** When this page was come to. Milliseconds. */
  since: number
  /** As the page tells by `Baton.setContext({ cartValue })`; undefined where it has told nothing that is a number. */
  cartValue?: number | undefined
  /** The pointer has left the page. */
  hasLeft: boolean
  /** Whether a person of the shop would answer now. */
  isOpen: boolean
}

/** Whether everything that a message waits for has come about. Pure. */
export function isDue({ when }: Pick<ProactiveMessage, 'when'>, visit: Visit, now: number): boolean {
  const { cartValueAtLeast: least } = when
  return (
    mayBeDue({ when }, visit) &&
    now >= dueAt({ when }, visit) &&
    (least === undefined || (visit.cartValue !== undefined && visit.cartValue >= least)) &&
    (!when.exitIntent || visit.hasLeft) &&
    (!when.onlyWhileOpen || visit.isOpen)
  )
}

/** Whether it may come about on this page at all. */
export function mayBeDue({ when }: Pick<ProactiveMessage, 'when'>, { url }: Visit): boolean {
  return when.urlPattern === undefined || fitsPage(when.urlPattern, url)
}

/** When the visitor will have been on this page long enough. Milliseconds. */
export function dueAt({ when }: Pick<ProactiveMessage, 'when'>, { since }: Visit): number {
  return since + (when.secondsOnPage ?? 0) * 1_000
}

/** The cart's value in what a page tells of itself, as a number or as a shop's template writes one. */
export function cartValueIn(context: unknown): number | undefined {
  const { cartValue } = (context ?? {}) as { cartValue?: unknown }
  const isWritten =
    typeof cartValue === 'number' || (typeof cartValue === 'string' && cartValue.trim() !== '')
  const value = Number(cartValue)
  return isWritten && Number.isFinite(value) ? value : undefined
}
