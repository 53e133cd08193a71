import { randomUUID } from 'node:crypto'
import { riskClassOf, type ShopAction } from '#shared/action.ts'
import { isSameAim, isWithinLimit, orderOf, type ProposalLimit } from '#shared/proposal.ts'
import type { Customer } from '../../connectors/index.ts'
import type { OpenLog } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { askForWork } from '../../store/due-work.ts'
import { toJson } from '../../store/json.ts'
import { actionOf, addProposal, openProposalsOf, type ProposalRow } from './record.ts'

/** Undecided proposals end after this long, in milliseconds. */
const proposalLifetime = 4 * 60 * 60 * 1000
/** The most that wait in one conversation at a time (invariant 15). */
const mostOpen = 5

export interface NewProposal {
  action: ShopAction
  /** Proved in the session, never taken from a message or a model (invariant 12). */
  customer: Customer
  /** The order that was proved, where the action names none. */
  order?: string | undefined
  /** For the person who decides. */
  why: string
  /** The person who proposes; without one it is the assistant. */
  person?: { name: string; mayExceed: boolean } | undefined
  /** What the responsibility list in force allows this action. */
  limit: ProposalLimit
}

/**
 * Puts an action before the people at the desk, in the transaction of whatever led to it. Asked for again while the
 * same is open it answers the open one, so that a visitor who asks twice gets one; who agrees to another address, or to
 * send back other items, means both, and a person sees both. Throws `forbidden` where the
 * assistant goes beyond its limits, and `conflict` where too much waits already.
 */
export async function proposeAction(log: OpenLog, proposal: NewProposal): Promise<ProposalRow> {
  const { action, customer, why, person, limit } = proposal
  const { writing, conversation, at } = log
  if (person === undefined && !isWithinLimit(action, limit)) {
    throw new Refusal('forbidden', 'This goes beyond what the assistant may propose.')
  }
  const open = await openProposalsOf(writing, conversation.id)
  const same = open.find((each) => isSame(actionOf(each), action))
  if (same && person === undefined) return same
  if (same) throw new Refusal('conflict', 'The same is proposed already and waits for a decision.')
  if (open.length >= mostOpen) throw new Refusal('conflict', 'Too many proposals of this conversation wait.')
  const row = await addProposal(writing, {
    id: randomUUID(),
    workspace_id: conversation.workspace_id,
    conversation_id: conversation.id,
    action: toJson(action),
    customer: customer.email,
    why,
    proposed_by: person?.name ?? null,
    key: randomUUID(),
    proposed_at: at,
    expires_at: at + proposalLifetime,
  })
  log.append({
    type: 'action:proposed',
    proposalId: row.id,
    version: row.version,
    action,
    customer: { email: customer.email },
    order: orderOf(action) ?? proposal.order,
    why,
    by: person ? 'person' : 'assistant',
    name: person?.name,
    limit,
    expiresAt: row.expires_at,
  })
  await askForWork(writing, {
    key: `action-expiry:${row.id}`,
    kind: 'action-expiry',
    payload: { proposalId: row.id },
    dueAt: row.expires_at,
  })
  return row
}

/** Of money there is one proposal an order, whatever its size; what gives nothing away is only the same with the same terms. */
function isSame(one: ShopAction, other: ShopAction): boolean {
  if (riskClassOf(other.tool) === 'approval') return isSameAim(one, other)
  return toJson(one) === toJson(other)
}
