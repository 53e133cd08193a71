import type { HandoverReason, TurnStep } from '#shared/conversation.ts'
import {
  askForCapture,
  hasNewerMessage,
  longestPause,
  type OpenLog,
  postOwnMessage,
  queueForPeople,
} from '../conversation/index.ts'
import type { Question } from './question.ts'
import type { Decision } from './turn.ts'

/**
 * Whether the visitor wrote on while the turn was at work: its reply would answer half of what they say, and the turn
 * of the newer message answers all. Whoever never stops is answered all the same.
 */
export async function isOvertaken(log: OpenLog, question: Question): Promise<boolean> {
  if (log.at - question.since >= longestPause) return false
  return log.conversation.head > question.seq && (await hasNewerMessage(log, question.seq))
}

/** Puts the decision on the record. After a takeover, or a newer message, nothing of it is said (invariant 8). */
export async function keepDecision(
  log: OpenLog,
  decision: Decision,
  turn: {
    turnId: string
    question: number
    isOvertaken: boolean
    summary: string
    steps: TurnStep[]
    release: number | undefined
    took: number
  },
): Promise<void> {
  const taken = log.conversation.status !== 'automated' || turn.isOvertaken
  const reply = taken
    ? undefined
    : await postOwnMessage(log, {
        sender: 'assistant',
        text: decision.text,
        locale: decision.language,
        citations: decision.citations,
        choices: decision.choices,
      })
  const decided = log.append({
    type: 'turn:decided',
    turnId: turn.turnId,
    outcome: taken ? 'superseded' : decision.outcome,
    reason: decision.reason,
    confidence: decision.confidence,
    release: turn.release,
    question: turn.question,
    replyId: reply?.messageId,
    steps: turn.steps,
    model: decision.model,
    modelFailure: decision.modelFailure,
    took: Math.round(turn.took),
  })
  if (taken) return
  if (decision.facts) log.append({ type: 'case:updated', facts: { ...decision.facts } })
  if (decision.wrongOrderGuess) {
    await log.writing
      .updateTable('visitor')
      .set((each) => ({ order_guesses: each('order_guesses', '+', 1) }))
      .where('id', '=', log.conversation.visitor_id)
      .execute()
  }
  if (decision.outcome === 'handed-over' && decision.reason) {
    queueForPeople(log, decision.reason, decision.summary ?? turn.summary)
    if (isMiss(decision.reason)) await askForCapture(log, decided.seq)
  }
}

/** Handovers that show a gap in the knowledge or a fault of the assistant: each becomes a defect. */
function isMiss(reason: HandoverReason): boolean {
  return ['low-confidence', 'no-knowledge', 'repeated-failure', 'tool-failure', 'assistant-failure'].includes(
    reason,
  )
}
