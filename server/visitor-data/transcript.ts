import { asSeenByVisitor, type LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { SiteSettings } from '#shared/site.ts'
import { textIn } from '#shared/widget-languages.ts'
import { type ConversationRow, eventsBetween } from '../conversation/index.ts'
import type { Reading } from '../store/store.ts'
import { type TranscriptWords, transcriptWords } from './transcript-words.ts'

/** For whom a conversation is written down. */
export interface Reader {
  locale: string
  /** A name such as Europe/Berlin. */
  timeZone: string
}

export interface Transcript {
  name: string
  text: string
  /** In which it is. */
  language: Language
  /** How the shop is called in it. */
  shop: string
}

/** The newest events that are written down; a longer conversation says that its beginning is left out (invariant 15). */
const mostEvents = 4_000

/** The conversation as its visitor may see it, as a text file in their language and at their times. */
export async function transcriptOf(
  read: Reading,
  row: ConversationRow,
  site: SiteSettings,
  reader: Reader,
): Promise<Transcript> {
  const events = await eventsBetween(read, row.id, row.head - mostEvents, row.head)
  const language: Language = reader.locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
  return {
    ...writeTranscript(events.map(asSeenByVisitor), {
      language,
      reader,
      isCut: row.head > mostEvents,
      shop: textIn(site.title, language),
      assistant: textIn(site.assistantName, language),
    }),
    language,
    shop: textIn(site.title, language),
  }
}

/**
 * Every entry begins at the margin and what was said is indented, so that no message can look like an entry of its own.
 * Names are isolated in their direction, and each line is a paragraph: Arabic beside English stays in its order.
 */
export function writeTranscript(
  events: readonly LogEvent[],
  of: { language: Language; reader: Reader; isCut: boolean; shop: string; assistant: string },
): { name: string; text: string } {
  const words = transcriptWords[of.language]
  const locale = of.reader.locale.toLowerCase().startsWith(of.language) ? of.reader.locale : of.language
  const { timeZone } = of.reader
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const lines = [words.title(isolated(of.shop)), words.zone(timeZone), ...(of.isCut ? [words.cut] : [])]
  for (const event of events) {
    const entry = entryOf(event, words, of.assistant)
    if (entry)
      lines.push('', `[${moment.format(event.at)}] ${entry.head}`, ...entry.body.map((line) => `    ${line}`))
  }
  const last = events.at(-1)?.at ?? 0
  const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(last)
  // The mark at the beginning tells every editor that this is UTF-8.
  return { name: words.fileName(day), text: `\ufeff${lines.join('\r\n')}\r\n` }
}

function entryOf(
  event: LogEvent,
  words: TranscriptWords,
  assistant: string,
): { head: string; body: string[] } | undefined {
  const notice = (head: string) => ({ head: `— ${head}`, body: [] })
  switch (event.type) {
    case 'message:posted': {
      const names = { visitor: words.you, assistant, agent: event.name ?? '', system: assistant }
      const files = event.attachments?.map(({ name }) => isolated(name)).join(', ')
      return {
        head: isolated(names[event.sender]),
        body: [...linesOf(event.text), ...(files ? [`${words.files}: ${files}`] : [])],
      }
    }
    case 'conversation:queued':
      return notice(words.queued)
    case 'conversation:assigned':
      return notice(words.assigned(isolated(event.name)))
    case 'conversation:handed-back':
      return notice(words.handedBack)
    case 'conversation:resolved':
      return notice(words.resolved)
    case 'conversation:reopened':
      return notice(words.reopened)
    default:
      return undefined
  }
}

/** However a line ends in Unicode; a message without words has none. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
}

/** A name on one line that turns nothing around it: what sets directions goes from it. */
function isolated(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ')
  return `\u2068${plain}\u2069`
}
