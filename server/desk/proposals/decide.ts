import type { ShopAction } from '#shared/action.ts'
import { isSameAim, isWithinLimit, type ProposalState } from '#shared/proposal.ts'
import { limitsFor, type ResponsibilityList } from '#shared/responsibility.ts'
import { changeConversation, type OpenLog } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { askForWork } from '../../store/due-work.ts'
import { toJson } from '../../store/json.ts'
import { expireProposal } from './expire.ts'
import { type NewProposal, proposeAction } from './propose.ts'
import {
  actionOf,
  changeProposal,
  openProposalsOf,
  type ProposalRow,
  readProposal,
  stateOf,
} from './record.ts'
import { type ProposalParts, peopleFor, tellVisitor } from './tell.ts'

/** Who decides. `mayExceed`: not bound by the limits of the responsibility list. */
export interface Decider {
  name: string
  mayExceed: boolean
}

export interface ProposalDecision {
  workspaceId: string
  proposalId: string
  version: number
  decision: 'approve' | 'refuse'
  /** Approved instead of what was proposed. */
  action?: ShopAction | undefined
  comment?: string | undefined
  person: Decider
  /** In force now. */
  responsibilities: ResponsibilityList
}

/**
 * Decides a proposal in one step. Of two who decide at once one wins and the other gets `conflict`, as does whoever
 * comes after the time is up, whether or not that has been noted yet. `stale` for another version than the one
 * decided on, `forbidden` above the person's limits, `not-found` for another workspace's (invariant 9).
 */
export async function decideProposal(
  parts: ProposalParts,
  decision: ProposalDecision,
): Promise<{ state: ProposalState }> {
  const known = await readProposal(parts.store.read, decision.proposalId)
  if (known?.workspace_id !== decision.workspaceId) {
    throw new Refusal('not-found', 'This proposal does not exist.')
  }
  const people = await peopleFor(parts, known.conversation_id)
  const state = await changeConversation(parts, known.conversation_id, async (log) => {
    const proposal = (await readProposal(log.writing, known.id)) ?? known
    requireUndecided(proposal)
    if (proposal.expires_at <= log.at) {
      await expireProposal(log, proposal, people)
      return 'expired'
    }
    if (proposal.version !== decision.version) {
      throw new Refusal('stale', 'This proposal changed; look at it again.')
    }
    if (log.conversation.status === 'resolved') {
      throw new Refusal('conflict', 'This conversation is resolved; nothing was done.')
    }
    return decision.decision === 'approve'
      ? approve(log, proposal, decision)
      : refuse(log, proposal, decision)
  })
  // Only after the commit: the expiry must stand although the decision is refused.
  if (state === 'expired') throw new Refusal('conflict', 'This proposal has expired; nothing was done.')
  return { state }
}

/** Proposes an action for a person, and approves it at once where that person may. */
export async function proposeByPerson(
  log: OpenLog,
  proposal: Omit<NewProposal, 'person' | 'limit'> & { person: Decider; responsibilities: ResponsibilityList },
): Promise<{ proposalId: string; state: ProposalState }> {
  const { responsibilities, person } = proposal
  const limit = limitOf(responsibilities, proposal.action)
  const row = await proposeAction(log, { ...proposal, limit })
  if (!person.mayExceed && !isWithinLimit(proposal.action, limit)) {
    await tellVisitor(log, (words) => words.waiting)
    return { proposalId: row.id, state: 'proposed' }
  }
  return { proposalId: row.id, state: await approve(log, row, { person, responsibilities }) }
}

/** Up to where the list lets an action go without the permission to exceed it. */
export function limitOf(list: ResponsibilityList, action: ShopAction) {
  const { refundUpTo, couponUpTo } = limitsFor(list, action.tool)
  return { ...(refundUpTo && { refundUpTo }), ...(couponUpTo && { couponUpTo }) }
}

/** Refuses whatever is open in a conversation that a person ends: nothing is approved once it is over. */
export async function refuseOpenProposals(log: OpenLog, name: string): Promise<void> {
  for (const proposal of await openProposalsOf(log.writing, log.conversation.id)) {
    const refused = await changeProposal(log.writing, proposal, 'refuse', by(name, log))
    if (refused === undefined) continue
    const { id: proposalId, version } = refused
    log.append({ type: 'action:refused', proposalId, version, by: 'resolution', name })
    await tellVisitor(log, (words) => words.resolved)
  }
}

async function approve(
  log: OpenLog,
  proposal: ProposalRow,
  { person, action: changed, comment, responsibilities }: Partial<ProposalDecision> & Approval,
): Promise<ProposalState> {
  const proposed = actionOf(proposal)
  const action = changed ?? proposed
  if (!isSameAim(action, proposed)) {
    throw new Refusal('invalid', 'Only the terms of a proposal can be changed, not what it is about.')
  }
  if (!person.mayExceed && !isWithinLimit(action, limitOf(responsibilities, action))) {
    throw new Refusal('forbidden', 'This goes beyond the limit; a supervisor has to decide.')
  }
  const running = await changeProposal(log.writing, proposal, 'approve', {
    ...by(person.name, log),
    action: toJson(action),
  })
  if (running === undefined) throw wasFirst(proposal)
  log.append({
    type: 'action:approved',
    proposalId: running.id,
    version: running.version,
    name: person.name,
    action,
    isChanged: toJson(action) !== toJson(proposed),
    comment,
  })
  await askForWork(log.writing, {
    key: `action:${running.id}`,
    kind: 'action',
    payload: { proposalId: running.id },
    dueAt: log.at,
  })
  return stateOf(running)
}

interface Approval {
  person: Decider
  responsibilities: ResponsibilityList
}

async function refuse(
  log: OpenLog,
  proposal: ProposalRow,
  { person, comment }: ProposalDecision,
): Promise<ProposalState> {
  const refused = await changeProposal(log.writing, proposal, 'refuse', by(person.name, log))
  if (refused === undefined) throw wasFirst(proposal)
  const { id: proposalId, version } = refused
  log.append({ type: 'action:refused', proposalId, version, by: 'person', name: person.name, comment })
  await tellVisitor(log, (words) => words.refused(comment || undefined))
  return stateOf(refused)
}

function by(name: string, log: OpenLog) {
  return { decided_by: name, decided_at: log.at }
}

function requireUndecided(proposal: ProposalRow): void {
  if (stateOf(proposal) !== 'proposed') throw wasFirst(proposal)
}

function wasFirst({ state, decided_by }: ProposalRow): Refusal {
  if (state === 'expired') return new Refusal('conflict', 'This proposal has expired; nothing was done.')
  return new Refusal('conflict', `${decided_by ?? 'Somebody else'} was first and has decided this.`)
}
