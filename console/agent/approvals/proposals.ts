import type { ShopAction } from '#shared/action.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { ActionProposed, ProposalState } from '#shared/proposal.ts'

/** A proposal as the log tells it. */
export interface ProposalView extends Omit<ActionProposed, 'type'> {
  state: ProposalState
  /** Who decided, where a person has. */
  decidedBy?: string | undefined
  /** What the visitor had written last when it was proposed. */
  words?: string | undefined
}

/** Every proposal of a conversation with its state, oldest first. Pure. */
export function proposalsOf(events: readonly LogEvent[]): ProposalView[] {
  const views = new Map<string, ProposalView>()
  let words: string | undefined
  for (const event of events) {
    if (event.type === 'message:posted' && event.sender === 'visitor') words = event.text
    if (event.type === 'action:proposed') views.set(event.proposalId, { ...event, state: 'proposed', words })
    if (!('proposalId' in event) || event.proposalId === undefined) continue
    const known = views.get(event.proposalId)
    if (known === undefined) continue
    if (event.type === 'action:approved') {
      const { version, action, name: decidedBy } = event
      views.set(event.proposalId, { ...known, version, action, decidedBy, state: 'running' })
    }
    if (event.type === 'action:refused') {
      const state = event.by === 'expiry' ? 'expired' : 'refused'
      views.set(event.proposalId, { ...known, version: event.version, decidedBy: event.name, state })
    }
    if (event.type === 'action:done') {
      views.set(event.proposalId, { ...known, state: event.failure ? 'failed' : 'done' })
    }
  }
  return [...views.values()]
}

/** What an agent may change of an action: how much is given. */
export type Terms = { percent: number } | { amount: number; currency: string }

export function termsOf(action: ShopAction): Terms | undefined {
  if (action.tool === 'coupon')
    return action.percent === undefined ? action.amount : { percent: action.percent }
  return action.tool === 'refund' ? action.amount : undefined
}

export function withTerms(action: ShopAction, terms: Terms): ShopAction {
  if (action.tool === 'refund') return 'amount' in terms ? { ...action, amount: terms } : action
  if (action.tool !== 'coupon') return action
  const { tool, reason } = action
  return 'percent' in terms ? { tool, reason, percent: terms.percent } : { tool, reason, amount: terms }
}

/** The order that the conversation has proved, to begin a form with. */
export function provedOrder(events: readonly LogEvent[]): { number: string; email: string } | undefined {
  for (const event of events.toReversed()) {
    if (event.type === 'action:proposed' && 'number' in event.action)
      return { number: event.action.number, email: event.customer.email }
    if (event.type !== 'case:updated') continue
    const { verified } = event.facts as { verified?: { email?: unknown; numbers?: unknown } | null }
    const number = Array.isArray(verified?.numbers) ? verified.numbers.at(-1) : undefined
    if (typeof verified?.email === 'string' && typeof number === 'string')
      return { number, email: verified.email }
  }
  return undefined
}

/** Hundredths of what somebody wrote, `1.5` or `1,50`; `undefined` where it is no amount above nothing. */
export function hundredths(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  if (!/^\d{1,7}(?:\.\d{1,2})?$/.test(plain)) return undefined
  const amount = Math.round(Number(plain) * 100)
  return amount > 0 ? amount : undefined
}
