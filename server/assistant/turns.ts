import { randomUUID } from 'node:crypto'
import type { ProgressState } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { TurnDecided } from '#shared/trace.ts'
import type { ShopConnector } from '../connectors/index.ts'
import {
  type ConversationParts,
  type ConversationRow,
  caseOf,
  changeConversation,
} from '../conversation/index.ts'
import type { Library } from '../knowledge/index.ts'
import { type DueWork, finishWork } from '../store/due-work.ts'
import { memoryFor } from './case/case-update.ts'
import { learnedFrom } from './case/learned-from.ts'
import { isOvertaken, keepDecision } from './keep-decision.ts'
import type { ModelChoice, Models } from './models/index.ts'
import { permittedProposal } from './permitted-proposal.ts'
import { type FollowUp, followUpDefaults } from './promises/make.ts'
import { type Question, questionOf, summaryOf } from './question.ts'
import { respond } from './respond.ts'
import { handOver } from './responsible.ts'
import { openRecorder, type Recorder } from './trace/recorder.ts'
import type { Decision } from './turn.ts'

export interface AssistantParts extends ConversationParts {
  library: Library
  models: Models
  /** The models a workspace has chosen for itself, where it has. */
  modelChoiceOf(workspaceId: string): ModelChoice | undefined
  responsibilitiesOf(workspaceId: string): Promise<ResponsibilityList>
  shopOf(workspaceId: string): ShopConnector | undefined
  isDeskOpen(workspaceId: string): Promise<boolean>
  progress(conversation: ConversationRow, turnId: string, state: ProgressState, delta?: string): void
  /** Told of every turn that is on the record. Must neither wait nor throw. */
  traced?(turn: TracedTurn): void
  /** Milliseconds a turn may take. */
  deadline: number
  followUp?: FollowUp
  report(reason: unknown, about: string): void
}

/** A turn's record, for whoever follows turns outside the log. */
export interface TracedTurn {
  trace: TurnDecided
  workspaceId: string
  /** Milliseconds since 1970. */
  startedAt: number
}

/** A turn that broke this often goes to a person instead of being tried again. */
const attemptsAllowed = 2

/** The time that putting a decision on the record may take, in milliseconds. */
const longestCommit = 1_000

/** Somebody else holds this turn now; what this run made must not be kept. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/**
 * Runs one due turn to its end: an answer, a handover, or a truthful failure (invariant 7). Its effect and the end of
 * the work are one transaction, so a process killed at any point leaves the turn due, never done twice.
 */
export async function runTurn(parts: AssistantParts, work: DueWork, owner: string): Promise<void> {
  const conversationId = String(work.payload.conversationId)
  const started = performance.now()
  const turnId = randomUUID()
  const recorder = openRecorder()
  const conversation = await parts.store.read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirst()
  const question = conversation && (await questionOf(parts, conversation))
  if (conversation === undefined || question === undefined || conversation.status !== 'automated') {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  parts.progress(conversation, turnId, 'thinking')
  const decision = await decide(parts, work, conversation, question, turnId, recorder)
  const steps = recorder.taken().steps
  const learned = await learnedFrom(parts, { conversation, question, decision, turnId, steps })
  const isDeskOpen = await parts.isDeskOpen(conversation.workspace_id)
  try {
    const trace = await changeConversation(parts, conversationId, async (log) => {
      if (!(await finishWork(log.writing, work, owner))) throw new LeaseLost()
      return keepDecision(log, decision, {
        turnId,
        question: question.seq,
        isOvertaken: await isOvertaken(log, question),
        summary: summaryOf(question.text, caseOf(conversation)),
        learned,
        followUp: parts.followUp ?? followUpDefaults,
        isDeskOpen,
        ...recorder.taken(),
        took: performance.now() - started,
      })
    })
    const { workspace_id: workspaceId } = conversation
    parts.traced?.({ trace, workspaceId, startedAt: performance.timeOrigin + started })
  } catch (reason) {
    if (!(reason instanceof LeaseLost)) throw reason
  }
}

async function decide(
  parts: AssistantParts,
  work: DueWork,
  conversation: ConversationRow,
  question: Question,
  turnId: string,
  recorder: Recorder,
): Promise<Decision> {
  const isDeskOpen = await parts.isDeskOpen(conversation.workspace_id)
  const deadline = new AbortController()
  // What the turn waited for its place counts, and what is left keeps room for the reply to be committed in time.
  const waited = Math.min(Math.max(0, parts.now() - work.dueAt), parts.deadline / 2)
  const left = parts.deadline - waited - Math.min(longestCommit, parts.deadline / 10)
  const timer = setTimeout(() => deadline.abort(), left)
  const endsAt = performance.now() + left
  try {
    if (work.attempts > attemptsAllowed) throw new Error(`the turn broke ${work.attempts - 1} times before`)
    const visitor = await parts.store.read
      .selectFrom('visitor')
      .select('order_guesses')
      .where('id', '=', conversation.visitor_id)
      .executeTakeFirstOrThrow()
    const knowledge = await parts.library.live(conversation.workspace_id)
    const responsibilities = await parts.responsibilitiesOf(conversation.workspace_id)
    const models = parts.models.modelsFor(parts.modelChoiceOf(conversation.workspace_id))
    const decision = await respond(
      {
        conversationId: conversation.id,
        isRetry: work.attempts > 1,
        text: question.text,
        messages: question.messages,
        language: question.language,
        history: question.history,
        caseFile: memoryFor(caseOf(conversation)),
        known: caseOf(conversation).facts,
        isLastUnhelpful: question.isLastUnhelpful,
        orderGuesses: visitor.order_guesses,
      },
      {
        knowledge,
        responsibilities,
        shop: parts.shopOf(conversation.workspace_id),
        model: models?.forTurn({
          workspaceId: conversation.workspace_id,
          visitorId: conversation.visitor_id,
          signal: deadline.signal,
          endsAt,
          spent: recorder.spent,
        }),
        isDeskOpen,
        day: new Date(parts.now()).toISOString().slice(0, 10),
        signal: deadline.signal,
        progress: (state, delta) => parts.progress(conversation, turnId, state, delta),
        record: recorder.record,
      },
    )
    return permittedProposal(decision, responsibilities, { isDeskOpen, record: recorder.record })
  } catch (reason) {
    parts.report(reason, `turn of conversation ${conversation.id}`)
    return {
      ...handOver('assistant-failure', question.language, { isDeskOpen }),
      rule: { name: 'turn-broken' },
    }
  } finally {
    clearTimeout(timer)
  }
}
