import { randomUUID } from 'node:crypto'
import type { HandoverReason, LogEvent } from '#shared/conversation.ts'
import type { Defect, DefectKind } from '#shared/defect.ts'
import type { Language } from '#shared/knowledge.ts'
import {
  type ConversationParts,
  changeConversation,
  eventsBetween,
  type OpenLog,
  requireMessage,
} from '../conversation/index.ts'
import { Refusal } from '../refusal.ts'
import { type DueWork, finishWork } from '../store/due-work.ts'

type Message = LogEvent & { type: 'message:posted' }

/** Records a misanswer that a person at the desk saw. Flagging the same message for the same kind again answers the first defect. */
export async function flagMessage(
  parts: ConversationParts,
  flag: {
    conversationId: string
    messageId: string
    kind: DefectKind
    comment?: string | undefined
    person: string
  },
): Promise<{ defectId: string }> {
  return changeConversation(parts, flag.conversationId, async (log) => {
    const subject = aboutMessage(await eventsAround(log, flag.messageId), flag.messageId)
    const defectId = await record(log, {
      ...subject,
      kind: flag.kind,
      source: 'agent',
      comment: flag.comment,
      by: flag.person,
    })
    return { defectId }
  })
}

/**
 * Looks at one event that showed a misanswer (an unhelpful rating, a visitor who says that an answer was not it or asks
 * again, a handover for want of an answer) and records the defect. Due work: it happens once with effect, whatever dies in between.
 */
export async function captureDefect(parts: ConversationParts, work: DueWork, owner: string): Promise<void> {
  const conversationId = String(work.payload.conversationId)
  const seq = Number(work.payload.seq)
  await changeConversation(parts, conversationId, async (log) => {
    if (!(await finishWork(log.writing, work, owner))) return
    const events = await eventsBetween(log.writing, conversationId, seq - 60, log.conversation.head)
    const cause = events.find((event) => event.seq === seq)
    if (cause?.type === 'message:rated') {
      const subject = aboutMessage(await eventsAround(log, cause.messageId), cause.messageId)
      const by = 'visitor'
      await record(log, { ...subject, kind: 'wrong', source: 'visitor', comment: cause.comment, by })
    } else if (cause?.type === 'turn:decided') {
      const question = events.find(
        (event): event is Message => isMessage(event) && event.seq === cause.question,
      )
      if (question === undefined) return
      const missed = hasMissed(cause) && answerBefore(events, question.seq)
      if (missed) {
        const subject = aboutMessage(await eventsAround(log, missed), missed)
        const by = 'visitor'
        await record(log, { ...subject, kind: 'wrong', source: 'visitor', comment: question.text, by })
        return
      }
      const trace = traceOf(cause)
      await record(log, {
        subject: question.messageId,
        question: trace.question ?? question.text,
        language: question.locale,
        articleId: trace.articleId,
        release: cause.release,
        reason: cause.reason,
        kind: cause.reason === 'assistant-failure' || cause.reason === 'tool-failure' ? 'breach' : 'missed',
        source: 'handover',
        by: 'assistant',
      })
    }
  })
}

/** Whether the visitor's next message showed that an answer missed: it said so, or asked the same again. */
function hasMissed(turn: LogEvent & { type: 'turn:decided' }): boolean {
  return turn.steps.some(
    ({ specialist, detail }) =>
      specialist === 'answer' && (detail.missed === 'denied' || detail.missed === 'repeated'),
  )
}

/** The message that answered last from the knowledge before a question: no small talk, and no order's state. */
function answerBefore(events: LogEvent[], seq: number): string | undefined {
  const cited = events.flatMap((event) =>
    isMessage(event) && event.citations?.length ? event.messageId : [],
  )
  const answers = events.flatMap((event) =>
    event.type === 'turn:decided' && event.seq < seq && event.outcome === 'answered' ? event.replyId : [],
  )
  return answers.findLast((id) => id !== undefined && cited.includes(id))
}

interface Subject {
  /** The message the defect is about. */
  subject: string
  messageId?: string | undefined
  question: string
  answer?: string | undefined
  language: Language
  articleId?: string | undefined
  release?: number | undefined
  reason?: HandoverReason | undefined
}

/** The log around a message, however long ago it was said: its question before it, its turn after it. */
async function eventsAround(log: OpenLog, messageId: string): Promise<LogEvent[]> {
  const { seq } = await requireMessage(log, messageId)
  return eventsBetween(log.writing, log.conversation.id, seq - 60, seq + 20)
}

/** The question, the answer and the knowledge behind one message of the conversation. */
function aboutMessage(events: LogEvent[], messageId: string): Subject {
  const message = events.find((event): event is Message => isMessage(event) && event.messageId === messageId)
  if (message === undefined)
    throw new Refusal('not-found', 'This message does not exist in this conversation.')
  const turn = events.find((event) => event.type === 'turn:decided' && event.replyId === messageId)
  const decided = turn?.type === 'turn:decided' ? turn : undefined
  const before = events.filter((event): event is Message => isMessage(event) && event.seq < message.seq)
  const question =
    before.find((each) => each.seq === decided?.question) ??
    before.findLast((each) => each.sender === 'visitor')
  return {
    subject: messageId,
    messageId,
    question: (decided && traceOf(decided).question) ?? question?.text ?? message.text,
    answer: message.sender === 'visitor' ? undefined : message.text,
    language: question?.locale ?? message.locale,
    articleId: message.citations?.[0]?.articleId ?? (decided && traceOf(decided).articleId),
    release: decided?.release,
  }
}

function isMessage(event: LogEvent): event is Message {
  return event.type === 'message:posted'
}

/** What a turn was near to, and the question it understood where the visitor's message was only a part of it. */
function traceOf(turn: { steps: { specialist: string; detail: Record<string, unknown> }[] }): {
  articleId?: string
  question?: string
} {
  const detailOf = (specialist: string) => turn.steps.find((step) => step.specialist === specialist)?.detail
  const retrieved = detailOf('retrieve')
  const [nearest] = (retrieved?.candidates ?? []) as { articleId: string }[]
  const question = retrieved?.rewritten ?? detailOf('answer')?.clarified
  return {
    ...(nearest && { articleId: nearest.articleId }),
    ...(typeof question === 'string' && { question }),
  }
}

async function record(
  log: OpenLog,
  defect: Subject & { kind: DefectKind; source: Defect['source']; comment?: string | undefined; by: string },
): Promise<string> {
  const { id: conversationId, workspace_id } = log.conversation
  const known = await log.writing
    .selectFrom('defect')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('subject', '=', defect.subject)
    .where('kind', '=', defect.kind)
    .executeTakeFirst()
  if (known) {
    // The visitor who rated first and explained afterwards meant one misanswer.
    if (defect.comment) {
      await log.writing
        .updateTable('defect')
        .set({ comment: defect.comment })
        .where('id', '=', known.id)
        .execute()
    }
    return known.id
  }
  const id = randomUUID()
  await log.writing
    .insertInto('defect')
    .values({
      id,
      workspace_id,
      conversation_id: conversationId,
      subject: defect.subject,
      message_id: defect.messageId ?? null,
      kind: defect.kind,
      status: 'open',
      source: defect.source,
      question: defect.question,
      answer: defect.answer ?? null,
      language: defect.language,
      comment: defect.comment ?? null,
      reason: defect.reason ?? null,
      article_id: defect.articleId ?? null,
      reported_by: defect.by,
      reported_at: log.at,
      seen_in_release: defect.release ?? null,
    })
    .execute()
  log.append({
    type: 'defect:reported',
    defectId: id,
    kind: defect.kind,
    messageId: defect.messageId,
    name: defect.by,
  })
  return id
}
