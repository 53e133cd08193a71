import type { ActionFailure, ActionOutcome } from '#shared/proposal.ts'
import {
  type ActionResult,
  ConnectorFailure,
  performAction,
  type ShopConnector,
  withinSignal,
} from '../../connectors/index.ts'
import { changeConversation, type OpenLog } from '../../conversation/index.ts'
import { type DueWork, finishWork, postponeWork } from '../../store/due-work.ts'
import { toJson } from '../../store/json.ts'
import { outcomeOf, summaryOfFailure, summaryOfOutcome } from './outcome.ts'
import { actionOf, changeProposal, type ProposalRow, readProposal } from './record.ts'
import { type CallPeople, type ProposalParts, peopleFor, tellVisitor } from './tell.ts'

export interface ActionParts extends ProposalParts {
  shopOf(workspaceId: string): ShopConnector | undefined
  report(reason: unknown, about: string): void
  /** The shop has this long for one try, in milliseconds; 10 000 where not said. */
  patience?: number
}

const defaultPatience = 10_000
/** Tries before a person looks; the pause before the next one doubles from this, in milliseconds. */
const triesAllowed = 5
const firstPause = 1_000

type Ended = { outcome: ActionOutcome } | { failure: ActionFailure }

/**
 * Carries out an approved action. A process killed at any point leaves the work due, and the next run uses the same
 * key, under which the shop does it once; what came of it and the end of the work are one transaction. A shop that
 * does not answer is asked again, a bounded number of times; then a person is told.
 */
export async function runAction(parts: ActionParts, work: DueWork, owner: string): Promise<void> {
  const proposal = await readProposal(parts.store.read, String(work.payload.proposalId))
  if (proposal?.state !== 'running') {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  const ended = await tryOnce(parts, proposal, work.attempts)
  if ('failure' in ended && mayTryAgain(ended.failure, work.attempts)) {
    const pause = firstPause * 2 ** (work.attempts - 1)
    await postponeWork(parts.store, work, owner, parts.now() + pause)
    return
  }
  const people = await peopleFor(parts, proposal.conversation_id)
  await changeConversation(parts, proposal.conversation_id, async (log) => {
    // Whoever holds the work now does it with the same key and keeps what comes of it.
    if (await finishWork(log.writing, work, owner)) await keep(log, proposal, ended, people)
  })
}

function mayTryAgain({ kind }: ActionFailure, attempts: number): boolean {
  return (kind === 'unavailable' || kind === 'nonsense') && attempts < triesAllowed
}

async function tryOnce(parts: ActionParts, proposal: ProposalRow, attempts: number): Promise<Ended> {
  const shop = parts.shopOf(proposal.workspace_id)
  if (shop === undefined)
    return { failure: { kind: 'refused', reason: 'not-offered', isUncertain: attempts > 1 } }
  const customer = { email: proposal.customer }
  let result: ActionResult
  try {
    const signal = AbortSignal.timeout(parts.patience ?? defaultPatience)
    // An adapter that does not heed its signal must not hold the work for ever.
    result = await withinSignal(
      performAction(shop, customer, actionOf(proposal), proposal.key, signal),
      signal,
    )
  } catch (reason) {
    if (isTimeout(reason)) return { failure: { kind: 'unavailable', reason: 'too slow', isUncertain: true } }
    if (!(reason instanceof ConnectorFailure)) parts.report(reason, `action of proposal ${proposal.id}`)
    return { failure: failureOf(reason, attempts) }
  }
  return { outcome: outcomeOf(result) }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}

/**
 * A shop that says no has done nothing; one that does not answer, or not any more, may have done it in an earlier try.
 */
function failureOf(reason: unknown, attempts: number): ActionFailure {
  if (!(reason instanceof ConnectorFailure)) return { kind: 'nonsense', reason: 'unknown', isUncertain: true }
  const { kind, message } = reason
  const isUncertain =
    kind === 'unavailable' || kind === 'nonsense' || (kind === 'unauthorised' && attempts > 1)
  return { kind, reason: message.slice(0, 300).toWellFormed(), isUncertain }
}

async function keep(log: OpenLog, proposal: ProposalRow, ended: Ended, people: CallPeople): Promise<void> {
  const isDone = 'outcome' in ended
  const beside = isDone ? { result: toJson(ended.outcome) } : { failure: toJson(ended.failure) }
  const closed = await changeProposal(log.writing, proposal, isDone ? 'finish' : 'fail', beside)
  if (closed === undefined) return
  const { tool } = actionOf(proposal)
  const summary = isDone ? summaryOfOutcome(ended.outcome) : summaryOfFailure(tool, ended.failure)
  log.append({ type: 'action:done', tool, summary, proposalId: closed.id, version: closed.version, ...ended })
  if (isDone) return tellVisitor(log, (words) => words.done(ended.outcome))
  await tellVisitor(log, (words) => words.failed(ended.failure), {
    people,
    reason: 'tool-failure',
    summary: () => `${summary} · ${proposal.why}`,
  })
}
