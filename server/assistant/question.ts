import type { CaseFile as SharedCase } from '#shared/case/case-file.ts'
import { lastMatter } from '#shared/case/summary.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { type ConversationParts, type ConversationRow, eventsBetween } from '../conversation/index.ts'
import { spokenLanguage } from './reading/language.ts'
import { triage } from './reading/triage.ts'
import type { CaseFile, Turn } from './turn.ts'

/** Events before the question that a turn looks back on. */
export const memory = 40

export interface Question {
  text: string
  messages: string[]
  /** Of its last message. */
  seq: number
  /** When its first message was posted. */
  since: number
  language: Language
  history: Turn['history']
  /** Whether pictures or files came with it. */
  hasFiles: boolean
  /** Some of it was written before our last reply could be read: what that reply says or asks is not what it speaks of. */
  isUnseen: boolean
  /** Whether our last message before it was rated unhelpful, and that still stands. */
  isLastUnhelpful: boolean
}

/** The visitor's messages nobody has answered yet, with what was said before; `undefined` where there are none. */
export async function questionOf(
  parts: Pick<ConversationParts, 'store'>,
  conversation: ConversationRow,
): Promise<Question | undefined> {
  const from = Math.min(conversation.answered_seq, conversation.head - memory)
  const events = await eventsBetween(parts.store.read, conversation.id, from, conversation.head)
  const messages = events.filter((event): event is LogEvent & { type: 'message:posted' } => {
    return event.type === 'message:posted'
  })
  const open = messages.filter((each) => each.sender === 'visitor' && each.seq > conversation.answered_seq)
  const [first] = open
  const last = open.at(-1)
  if (first === undefined || last === undefined) return undefined
  // A reply that was kept though the visitor wrote on stands behind the message that is still open.
  const before = messages.filter((each) => !open.includes(each))
  const answer = before.findLast((each) => each.sender === 'assistant')
  const rating = events.findLast(
    (each) => each.type === 'message:rated' && each.messageId === answer?.messageId,
  )
  const texts = open.map((each) => each.text).filter((text) => text.trim() !== '')
  return {
    text: texts.join('\n'),
    messages: texts,
    hasFiles: open.some((each) => each.attachments !== undefined),
    seq: last.seq,
    since: first.at,
    // What was spoken so far says more than the page: an order number alone is answered in the conversation's language.
    language: spokenLanguage(texts, answer?.locale ?? first.locale),
    history: before
      .flatMap(({ sender, text }) => (sender === 'system' || text.trim() === '' ? [] : [{ sender, text }]))
      .slice(-8),
    isUnseen: answer !== undefined && answer.seq > first.seq,
    isLastUnhelpful: rating?.type === 'message:rated' && rating.rating === 'unhelpful',
  }
}

/**
 * The assistant's memory as far as the visitor knew it when they wrote: a "yes" agrees to nothing that was shown after
 * it, picks no title, and asking again before the answer could be read is no complaint about it.
 */
export function memoryAsSeen(memory: CaseFile, { isUnseen }: Pick<Question, 'isUnseen'>): CaseFile {
  if (!isUnseen) return memory
  const { operation, awaiting, ...rest } = memory
  const { shown: _shown, ...unshown } = operation ?? {}
  return {
    ...rest,
    given: null,
    ...(awaiting !== 'clarification' && awaiting !== undefined && { awaiting }),
    ...(operation && { operation: unshown as typeof operation }),
  }
}

/**
 * What the person who takes over reads first: what the visitor asked, in the visitor's words. Who only asks for a
 * person asked something before, as the case file has it; the rest of the case stands beside it on the screen.
 */
export function summaryOf(text: string, caseFile?: SharedCase): string {
  const before = caseFile && isAboutNothing(text) ? lastMatter(caseFile) : undefined
  const line = (before ?? text).replaceAll(/\s+/g, ' ').trim()
  return line.length <= 300 ? line : `${line.slice(0, 299).toWellFormed()}…`
}

function isAboutNothing(text: string): boolean {
  return ['person', 'greeting', 'thanks', 'unclear'].includes(triage(text, 'en').intent)
}
