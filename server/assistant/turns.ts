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
import { type Deadline, openDeadline } from './deadline.ts'
import { keepingItsWord } from './handover-claimed.ts'
import { isOvertaken, keepDecision } from './keep-decision.ts'
import type { ModelChoice, Models } from './models/index.ts'
import { ownHosts } from './own-hosts.ts'
import { permittedProposal } from './permitted-proposal.ts'
import { type FollowUp, followUpDefaults } from './promises/make.ts'
import { memoryAsSeen, type Question, questionOf, summaryOf } from './question.ts'
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
  isDeskOpen(conversation: Pick<ConversationRow, 'workspace_id' | 'site_key' | 'team_id'>): Promise<boolean>
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
  const isDeskOpen = await parts.isDeskOpen(conversation)
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
  const isDeskOpen = await parts.isDeskOpen(conversation)
  const deadline = openDeadline(parts.deadline, parts.now() - work.dueAt)
  try {
    if (work.attempts > attemptsAllowed) throw new Error(`the turn broke ${work.attempts - 1} times before`)
    const turn = { conversation, question, isRetry: work.attempts > 1, isDeskOpen, turnId }
    return await deadline.hold(consider(parts, turn, deadline, recorder))
  } catch (reason) {
    parts.report(reason, `turn of conversation ${conversation.id}`)
    return {
      ...handOver('assistant-failure', question.language, { isDeskOpen }),
      rule: { name: 'turn-broken' },
    }
  } finally {
    deadline.clear()
  }
}

/** Gathers what the turn is asked and what it may use, and lets the assistant respond. */
async function consider(
  parts: AssistantParts,
  turn: {
    conversation: ConversationRow
    question: Question
    isRetry: boolean
    isDeskOpen: boolean
    turnId: string
  },
  { signal, endsAt }: Deadline,
  { record, spent }: Recorder,
): Promise<Decision> {
  const { conversation, question, isRetry, isDeskOpen, turnId } = turn
  const { workspace_id: workspaceId, visitor_id: visitorId } = conversation
  const visitor = await parts.store.read
    .selectFrom('visitor')
    .select('order_guesses')
    .where('id', '=', visitorId)
    .executeTakeFirstOrThrow()
  const knowledge = await parts.library.live(workspaceId)
  const responsibilities = await parts.responsibilitiesOf(workspaceId)
  const models = parts.models.modelsFor(parts.modelChoiceOf(workspaceId))
  const caseFile = caseOf(conversation)
  const decision = await respond(
    {
      conversationId: conversation.id,
      isRetry,
      text: question.text,
      messages: question.messages,
      language: question.language,
      history: question.history,
      hasFiles: question.hasFiles,
      caseFile: memoryAsSeen(memoryFor(caseFile), question),
      known: caseFile.facts,
      isLastUnhelpful: question.isLastUnhelpful,
      orderGuesses: visitor.order_guesses,
    },
    {
      knowledge,
      responsibilities,
      shop: parts.shopOf(workspaceId),
      model: models?.forTurn({ workspaceId, visitorId, signal, endsAt, spent }),
      // Only a model's words are judged; our own link to what the articles link to.
      ...(models && { allowedLinks: await ownHosts(parts.store.read, workspaceId) }),
      isDeskOpen,
      day: new Date(parts.now()).toISOString().slice(0, 10),
      signal,
      // What goes on after the deadline is not listened to any more.
      progress: (state, delta) => {
        if (!signal.aborted) parts.progress(conversation, turnId, state, delta)
      },
      report: parts.report,
      record,
    },
  )
  return keepingItsWord(permittedProposal(decision, responsibilities, { isDeskOpen, record }), { isDeskOpen })
}
