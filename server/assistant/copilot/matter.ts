import type { CaseFile } from '#shared/case/case-file.ts'
import { lastMatter } from '#shared/case/summary.ts'
import type { LogEvent, MessagePosted } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { type ConversationRow, caseOf, eventsBetween } from '../../conversation/index.ts'
import type { Reading } from '../../store/store.ts'
import { memoryFor } from '../case/case-update.ts'
import { spokenLanguage } from '../reading/language.ts'
import { type Intent, type Triage, triage } from '../reading/triage.ts'
import type { Turn } from '../turn.ts'
import { greets } from './words/greetings.ts'

type Message = LogEvent & MessagePosted

/** What a conversation is about at this moment, as an agent who is to answer has to know it. */
export interface Matter {
  conversation: ConversationRow
  caseFile: CaseFile
  /** The newest part of the log. */
  events: LogEvent[]
  messages: Message[]
  /** What the visitor asks, one message each; empty where they only greet, thank or take leave. */
  asked: string[]
  /** The visitor's last message; `undefined` where they have written none. */
  last: Message | undefined
  /** What they do beside asking, where they ask nothing. */
  courtesy: 'greeting' | 'thanks' | 'goodbye' | undefined
  triage: Triage
  language: Language
  history: Turn['history']
  /** Somebody of the desk has written, or the assistant has greeted: nobody greets twice. */
  isGreeted: boolean
}

/** Events that the copilot looks back on; what is older is in the case file. */
const memory = 80
/** Messages that a model is shown. */
const shown = 8

const aboutNothing: readonly Intent[] = ['person', 'greeting', 'thanks', 'goodbye', 'unclear']

export async function matterOf(read: Reading, conversation: ConversationRow): Promise<Matter> {
  const events = await eventsBetween(read, conversation.id, conversation.head - memory, conversation.head)
  return matterIn(conversation, events)
}

/** The same of events that were read already. Pure. */
export function matterIn(conversation: ConversationRow, events: LogEvent[]): Matter {
  const messages = events.filter((event): event is Message => event.type === 'message:posted')
  const caseFile = caseOf(conversation)
  const visitors = messages.filter(({ sender, text }) => sender === 'visitor' && text.trim() !== '')
  const open = openOf(events, messages, visitors)
  const fallback = conversation.language === 'zh' ? 'zh' : 'en'
  const language = spokenLanguage(
    open.map(({ text }) => text),
    fallback,
  )
  const about = open.map(({ text }) => text).filter((text) => isAbout(text, language))
  const last = visitors.at(-1)
  const intent = last && triage(last.text, language).intent
  const courtesy = about.length === 0 ? courtesyOf(intent) : undefined
  const before = lastMatter(caseFile) ?? visitors.findLast(({ text }) => isAbout(text, language))?.text
  const asked = about.length > 0 ? about : courtesy || before === undefined ? [] : [before]
  const text = asked.join('\n')
  return {
    conversation,
    caseFile,
    events,
    messages,
    asked,
    last,
    courtesy,
    language,
    triage: { ...triage(text, language, asked), language },
    history: messages
      .filter((each) => each.text.trim() !== '' && !open.includes(each))
      .flatMap(({ sender, text: said }) => (sender === 'system' ? [] : [{ sender, text: said }]))
      .slice(-shown),
    isGreeted:
      conversation.head > memory ||
      messages.some(
        ({ sender, text: said }) => sender === 'agent' || (sender === 'assistant' && greets(said)),
      ),
  }
}

/** The matter as the assistant's engine is asked about it. */
export function turnOf({ conversation, asked, language, history, caseFile }: Matter): Turn {
  return {
    conversationId: conversation.id,
    text: asked.join('\n'),
    messages: asked,
    language,
    history,
    caseFile: memoryFor(caseFile),
    known: caseFile.facts,
    orderGuesses: 0,
  }
}

/** What nobody has answered; where all is answered, what the visitor wrote last. */
function openOf(
  events: readonly LogEvent[],
  messages: readonly Message[],
  visitors: readonly Message[],
): Message[] {
  const answered = new Set(
    events.flatMap((event) =>
      event.type === 'turn:decided' && event.outcome === 'answered' && event.replyId ? event.replyId : [],
    ),
  )
  const isAnswer = ({ sender, messageId }: Message) => sender === 'agent' || answered.has(messageId)
  const settled = messages.findLast(isAnswer)?.seq ?? 0
  const open = visitors.filter(({ seq }) => seq > settled)
  if (open.length > 0) return open
  const newest = visitors.at(-1)?.seq ?? 0
  const before = messages.findLast((each) => each.sender !== 'visitor' && each.seq < newest)?.seq ?? 0
  return visitors.filter(({ seq }) => seq > before)
}

function isAbout(text: string, language: Language): boolean {
  return !aboutNothing.includes(triage(text, language).intent)
}

function courtesyOf(intent: Intent | undefined): Matter['courtesy'] {
  return intent === 'greeting' || intent === 'thanks' || intent === 'goodbye' ? intent : undefined
}
