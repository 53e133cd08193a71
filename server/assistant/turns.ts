import { randomUUID } from 'node:crypto'
import type { TurnStep } from '#shared/conversation.ts'
import type { ProgressState } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { OrderConnector } from '../connectors/index.ts'
import { type ConversationParts, type ConversationRow, changeConversation } from '../conversation/index.ts'
import type { Library } from '../knowledge/index.ts'
import { type DueWork, finishWork } from '../store/due-work.ts'
import { fromJson } from '../store/json.ts'
import { isOvertaken, keepDecision } from './keep-decision.ts'
import type { AnswerModel } from './model.ts'
import { type Question, questionOf, summaryOf } from './question.ts'
import { respond } from './respond.ts'
import { handOver } from './responsible.ts'
import type { CaseFile, Decision } from './turn.ts'

export interface AssistantParts extends ConversationParts {
  library: Library
  model: AnswerModel | undefined
  responsibilitiesOf(workspaceId: string): Promise<ResponsibilityList>
  ordersOf(workspaceId: string): OrderConnector | undefined
  isDeskOpen(workspaceId: string): Promise<boolean>
  progress(conversation: ConversationRow, turnId: string, state: ProgressState, delta?: string): void
  /** Milliseconds a turn may take. */
  deadline: number
  report(reason: unknown, about: string): void
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
  const steps: TurnStep[] = []
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
  const decision = await decide(parts, work, conversation, question, turnId, steps)
  const release = steps.find((step) => step.specialist === 'retrieve')?.detail.release as number | undefined
  try {
    await changeConversation(parts, conversationId, async (log) => {
      if (!(await finishWork(log.writing, work, owner))) throw new LeaseLost()
      await keepDecision(log, decision, {
        turnId,
        question: question.seq,
        isOvertaken: await isOvertaken(log, question),
        summary: summaryOf(question.text),
        steps,
        release,
        took: performance.now() - started,
      })
    })
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
  steps: TurnStep[],
): Promise<Decision> {
  const isDeskOpen = await parts.isDeskOpen(conversation.workspace_id)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), parts.deadline)
  try {
    if (work.attempts > attemptsAllowed) throw new Error(`the turn broke ${work.attempts - 1} times before`)
    const visitor = await parts.store.read
      .selectFrom('visitor')
      .select('order_guesses')
      .where('id', '=', conversation.visitor_id)
      .executeTakeFirstOrThrow()
    const knowledge = await parts.library.live(conversation.workspace_id)
    const responsibilities = await parts.responsibilitiesOf(conversation.workspace_id)
    let since = performance.now()
    return await respond(
      {
        text: question.text,
        messages: question.messages,
        language: question.language,
        history: question.history,
        caseFile: fromJson<CaseFile>(conversation.case_file),
        orderGuesses: visitor.order_guesses,
      },
      {
        knowledge,
        responsibilities,
        orders: parts.ordersOf(conversation.workspace_id),
        model: parts.model,
        isDeskOpen,
        day: new Date(parts.now()).toISOString().slice(0, 10),
        signal: deadline.signal,
        progress: (state, delta) => parts.progress(conversation, turnId, state, delta),
        record(specialist, detail) {
          const now = performance.now()
          steps.push({ specialist, took: Math.round((now - since) * 10) / 10, detail })
          since = now
        },
      },
    )
  } catch (reason) {
    parts.report(reason, `turn of conversation ${conversation.id}`)
    return handOver('assistant-failure', question.language, { isDeskOpen })
  } finally {
    clearTimeout(timer)
  }
}
