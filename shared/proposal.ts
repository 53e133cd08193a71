import type { ShopAction } from './action.ts'
import { type ActionLimits, type Proposed, whyNotPropose } from './responsibility.ts'

/** Where a proposed action stands. `running` has been approved and has its key; it can only become `done` or `failed`. */
export type ProposalState = 'proposed' | 'running' | 'done' | 'failed' | 'refused' | 'expired'

/** What can happen to a proposal. */
export type ProposalChange = 'approve' | 'refuse' | 'expire' | 'finish' | 'fail'

/** The state a change leads to, or `undefined` where the change is not possible any more. */
export function proposalAfter(state: ProposalState, change: ProposalChange): ProposalState | undefined {
  switch (change) {
    case 'approve':
      return state === 'proposed' ? 'running' : undefined
    case 'refuse':
      return state === 'proposed' ? 'refused' : undefined
    case 'expire':
      return state === 'proposed' ? 'expired' : undefined
    case 'finish':
      return state === 'running' ? 'done' : undefined
    case 'fail':
      return state === 'running' ? 'failed' : undefined
    default:
      return unreachable(change)
  }
}

/** Up to where a proposal may go without the permission `approvals`. */
export type ProposalLimit = Pick<ActionLimits, 'refundUpTo' | 'couponUpTo'>

/** What an action gives away: nothing, a share of the price, or an amount. */
export function worthOf(action: ShopAction): Proposed | undefined {
  if (action.tool === 'refund') return action.amount
  if (action.tool !== 'coupon') return undefined
  return action.percent === undefined ? action.amount : { percent: action.percent }
}

/** Whether an action stays within the limit, whoever leads its row: an action that gives nothing away always does. */
export function isWithinLimit(action: ShopAction, limit: ProposalLimit): boolean {
  const row = {
    topic: action.tool,
    lead: 'assistant-with-approval',
    accountable: '',
    answerAt: 0,
    ...limit,
  } as const
  return whyNotPropose({ rows: [row] }, action.tool, worthOf(action)) === undefined
}

/** Whether a changed action is still the proposed one: another amount is a change, another order is not. */
export function isSameAim(one: ShopAction, other: ShopAction): boolean {
  return one.tool === other.tool && orderOf(one) === orderOf(other)
}

/** The number of the order that an action is about. */
export function orderOf(action: ShopAction): string | undefined {
  return action.tool === 'coupon' ? undefined : action.number
}

/** What the shop answered to an action that it carried out. Amounts are hundredths. */
export type ActionOutcome =
  | { tool: 'return'; id: string; until?: string | undefined; labelUrl?: string | undefined }
  | { tool: 'address-change'; lines: string[] }
  | { tool: 'coupon'; code: string; validUntil?: string | undefined }
  | { tool: 'refund'; id: string; amount: number; currency: string }

/** Why an approved action was not done. `isUncertain`: the shop may have done it all the same; a person must look. */
export interface ActionFailure {
  kind: 'unavailable' | 'nonsense' | 'refused' | 'unauthorised'
  /** The shop's own word, for the desk. */
  reason: string
  isUncertain: boolean
}

export interface ActionProposed {
  type: 'action:proposed'
  proposalId: string
  /** What a decision must name: it grows with every change of the proposal. */
  version: number
  action: ShopAction
  /** Whom it is for, as the session proved it. */
  customer: { email: string }
  /** The order that the action is about, or that was proved for it. */
  order?: string | undefined
  why: string
  by: 'assistant' | 'person'
  /** The person's. */
  name?: string | undefined
  limit: ProposalLimit
  expiresAt: number
}

export interface ActionApproved {
  type: 'action:approved'
  proposalId: string
  version: number
  name: string
  /** As it will be done. */
  action: ShopAction
  isChanged: boolean
  comment?: string | undefined
}

export interface ActionRefused {
  type: 'action:refused'
  proposalId: string
  version: number
  /** `resolution`: the conversation was resolved while the proposal was open. */
  by: 'person' | 'expiry' | 'resolution'
  name?: string | undefined
  /** The visitor reads it. */
  comment?: string | undefined
}

/** An action is over. Without `proposalId` it needed no approval. */
export interface ActionDone {
  type: 'action:done'
  tool: string
  /** One line for the desk. */
  summary: string
  proposalId?: string | undefined
  version?: number | undefined
  outcome?: ActionOutcome | undefined
  failure?: ActionFailure | undefined
}

export type ActionEvent = ActionProposed | ActionApproved | ActionRefused | ActionDone

function unreachable(value: never): never {
  throw new TypeError(`unknown change of a proposal ${String(value)}`)
}
