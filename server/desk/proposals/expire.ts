import { changeConversation, type OpenLog } from '../../conversation/index.ts'
import { type DueWork, finishWork } from '../../store/due-work.ts'
import { changeProposal, type ProposalRow, readProposal } from './record.ts'
import { type CallPeople, type ProposalParts, peopleFor, tellVisitor } from './tell.ts'

/**
 * Ends a proposal that nobody decided in time: the visitor is told so, and the conversation waits for a person, who reads
 * what it was about.
 */
export async function expireProposal(log: OpenLog, proposal: ProposalRow, people: CallPeople): Promise<void> {
  const expired = await changeProposal(log.writing, proposal, 'expire')
  // Whoever decided first has told the visitor.
  if (expired === undefined) return
  log.append({ type: 'action:refused', proposalId: expired.id, version: expired.version, by: 'expiry' })
  await tellVisitor(log, (words) => words.expired, {
    people,
    reason: 'policy',
    summary: (words) => words.expiredForDesk(expired.why),
  })
}

/** Runs the due work that was asked for with the proposal. Decided meanwhile, it does nothing. */
export async function runExpiry(parts: ProposalParts, work: DueWork, owner: string): Promise<void> {
  const known = await readProposal(parts.store.read, String(work.payload.proposalId))
  if (known?.state !== 'proposed') {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  const people = await peopleFor(parts, known.conversation_id)
  await changeConversation(parts, known.conversation_id, async (log) => {
    if (!(await finishWork(log.writing, work, owner))) return
    const proposal = await readProposal(log.writing, known.id)
    if (proposal) await expireProposal(log, proposal, people)
  })
}
