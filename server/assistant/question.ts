import type { CaseFile as SharedCase } from '#shared/case/case-file.ts'
import { lastMatter } from '#shared/case/summary.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { type ConversationParts, type ConversationRow, eventsBetween } from '../conversation/index.ts'
import { spokenLanguage } from './reading/language.ts'
import { triage } from './reading/triage.ts'
import type { Turn } from './turn.ts'

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
  const before = messages.filter((each) => each.seq < first.seq)
  const answer = before.findLast((each) => each.sender === 'assistant')
  const rating = events.findLast(
    (each) => each.type === 'message:rated' && each.messageId === answer?.messageId,
  )
  return {
    text: open.map((each) => each.text).join('\n'),
    messages: open.map((each) => each.text),
    seq: last.seq,
    since: first.at,
    // What was spoken so far says more than the page: an order number alone is answered in the conversation's language.
    language: spokenLanguage(
      open.map((each) => each.text),
      answer?.locale ?? first.locale,
    ),
    history: before
      .flatMap((each) => (each.sender === 'system' ? [] : [{ sender: each.sender, text: each.text }]))
      .slice(-8),
    isLastUnhelpful: rating?.type === 'message:rated' && rating.rating === 'unhelpful',
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
