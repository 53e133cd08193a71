import type { CaseUpdate } from '#shared/case/case-file.ts'
import type { HandoverReason, TurnDecided } from '#shared/conversation.ts'
import {
  askForCapture,
  hasNewerMessage,
  longestPause,
  type OpenLog,
  postOwnMessage,
  updateCase,
} from '../conversation/index.ts'
import { proposeAction } from '../desk/index.ts'
import { toldIn } from './operator/index.ts'
import { type FollowUp, handToPeople } from './promises/make.ts'
import type { Question } from './question.ts'
import { askForChase } from './silence/chase.ts'
import { bounded } from './trace/bounded.ts'
import type { Recorder } from './trace/recorder.ts'
import type { Decision } from './turn.ts'

type Recorded = ReturnType<Recorder['taken']>

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
    /** What the case file learns. */
    learned: CaseUpdate | undefined
    followUp: FollowUp
    isDeskOpen: boolean
    took: number
  } & Recorded,
): Promise<TurnDecided> {
  // What was done in the shop is said, whatever was written meanwhile: the turn of the newer message comes after it.
  const isOvertaken = turn.isOvertaken && decision.deed === undefined
  const taken = log.conversation.status !== 'automated' || isOvertaken
  const reply = taken
    ? undefined
    : await postOwnMessage(log, {
        sender: 'assistant',
        text: decision.text,
        locale: decision.language,
        citations: decision.citations,
        choices: decision.choices,
        ...(decision.cards && { cards: decision.cards, toldByCards: toldIn(decision) }),
      })
  const trace = bounded({
    type: 'turn:decided',
    turnId: turn.turnId,
    outcome: taken ? 'superseded' : decision.outcome,
    reason: decision.reason,
    rule: taken ? { name: isOvertaken ? 'newer-message' : 'taken-over' } : decision.rule,
    confidence: decision.confidence,
    release: turn.release,
    responsibilities: turn.responsibilities,
    question: turn.question,
    searched: turn.searched,
    replyId: reply?.messageId,
    steps: turn.steps,
    models: turn.models,
    model: decision.model,
    modelFailure: decision.modelFailure,
    took: Math.round(turn.took),
  })
  const decided = log.append(trace)
  if (decision.deed) log.append(decision.deed)
  if (taken && decision.deed && decision.facts)
    log.append({ type: 'case:updated', facts: { ...decision.facts } })
  // What the visitor said stays true, whoever leads now.
  if (taken && !turn.isOvertaken && turn.learned?.learned) {
    updateCase(log, { turn: turn.turnId, learned: turn.learned.learned })
  }
  if (taken) return trace
  if (decision.proposal) await proposeAction(log, { limit: {}, ...decision.proposal })
  if (turn.learned) updateCase(log, turn.learned)
  if (reply && decision.outcome === 'asked' && decision.facts?.awaiting) {
    await askForChase(log, reply.seq, turn.followUp)
  }
  if (decision.wrongOrderGuess) {
    await log.writing
      .updateTable('visitor')
      .set((each) => ({ order_guesses: each('order_guesses', '+', 1) }))
      .where('id', '=', log.conversation.visitor_id)
      .execute()
  }
  if (decision.outcome === 'handed-over' && decision.reason) {
    const handover = { reason: decision.reason, summary: decision.summary ?? turn.summary }
    await handToPeople(log, handover, turn)
  }
  const isHandedOver = decision.outcome === 'handed-over' && decision.reason !== undefined
  if (isDenied(decision) || (isHandedOver && isMiss(decision.reason))) await askForCapture(log, decided.seq)
  return trace
}

/** The visitor said, or showed by asking again, that the answer before missed: a defect without any thumb. */
function isDenied({ missSign }: Decision): boolean {
  return missSign === 'denied' || missSign === 'repeated'
}

/** Handovers that show a gap in the knowledge or a fault of the assistant: each becomes a defect. */
function isMiss(reason: HandoverReason | undefined): boolean {
  const misses: (HandoverReason | undefined)[] = [
    'low-confidence',
    'no-knowledge',
    'repeated-failure',
    'tool-failure',
    'assistant-failure',
  ]
  return misses.includes(reason)
}
