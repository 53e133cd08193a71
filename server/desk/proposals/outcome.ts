import type { ActionFailure, ActionOutcome } from '#shared/proposal.ts'
import type { ActionResult } from '../../connectors/index.ts'

/** What the visitor and the desk read of the shop's answer. */
export function outcomeOf(done: ActionResult): ActionOutcome {
  switch (done.tool) {
    case 'coupon': {
      const { code, validUntil } = done.result
      return { tool: 'coupon', code, ...(validUntil !== undefined && { validUntil }) }
    }
    case 'refund':
      return { tool: 'refund', id: done.result.id, ...done.result.amount }
    case 'return': {
      const { id, terms, labelUrl } = done.result
      const until = terms.until !== undefined && { until: terms.until }
      return { tool: 'return', id, ...until, ...(isLink(labelUrl) && { labelUrl }) }
    }
    case 'address-change': {
      const { name, lines, postalCode, city, region, country } = done.result
      const place = [postalCode, city, region, country].filter(Boolean).join(' ')
      return { tool: 'address-change', lines: [name, ...lines, place] }
    }
  }
}

/** One line for the desk, the same in every language: what the shop calls it. */
export function summaryOfOutcome(outcome: ActionOutcome): string {
  switch (outcome.tool) {
    case 'coupon':
      return outcome.code
    case 'refund':
      return `${outcome.id} · ${(outcome.amount / 100).toFixed(2)} ${outcome.currency}`
    case 'return':
      return outcome.id
    case 'address-change':
      return outcome.lines.join(', ')
  }
}

export function summaryOfFailure(tool: string, { kind, reason }: ActionFailure): string {
  return `${tool}: ${kind} (${reason})`
}

/** A shop's word is untrusted: only an address of the web is passed on. */
function isLink(text: string | undefined): text is string {
  return text !== undefined && /^https:\/\/\S+$/.test(text)
}
