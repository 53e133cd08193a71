import { askedText } from './answering/asked-text.ts'
import { contentWords } from './answering/content-words.ts'
import { pointsBack } from './answering/follow-up.ts'
import { oneLine, quoted } from './answering/quoted.ts'
import { isQuestion, sentencesOf } from './answering/split-questions.ts'
import { type Intent, isSmallTalk, type Triage, triage } from './reading/triage.ts'
import type { CaseFile, Decision } from './turn.ts'
import { words } from './words.ts'

/** What a message wants done, and what it asks beside that. */
export interface Beside {
  /** The message as triage reads the part that wants something done. */
  deed: Triage
  /** The other questions, as the visitor wrote them. */
  asked: string
  isAskedFirst: boolean
}

/** What is answered by the knowledge or by a few words; everything else is something to do. */
const spoken: ReadonlySet<Intent> = new Set([
  'greeting',
  'thanks',
  'goodbye',
  'person',
  'question',
  'unclear',
])

/** What is wanted by a clause only where its sentence wants it, too. */
const whole: ReadonlySet<Intent> = new Set(['return', 'address-change'])

/**
 * A message that wants something done and asks something else beside it: `undefined` where it holds only one of the
 * two. The proof of an order that we waited for counts as something to do.
 */
export function besideDeed(
  message: Triage,
  messages: readonly string[],
  awaiting: CaseFile['awaiting'],
): Beside | undefined {
  const read = (text: string) => triage(text, message.language)
  const isDeed = (text: string) => {
    const part = read(text)
    // What proves an order belongs to it, whether we asked for it or it comes along.
    const isProof = (part.orderNumber ?? part.email) !== undefined
    return !spoken.has(part.intent) || (isProof && (awaiting === 'order-proof' || !isQuestion(text)))
  }
  // "I want to return my tent, what are the steps?" asks one thing; 快递到哪了，怎么开发票？ asks two.
  const isApart = (text: string) => isDeed(text) && !whole.has(read(text).intent)
  const sentences = sentencesOf(askedText(messages)).flatMap((each) => clausesOf(each, isApart))
  const deeds: string[] = []
  const others: { text: string; place: number }[] = []
  for (const [place, text] of sentences.entries()) {
    const before = deeds.at(-1)
    // "Where is my order? When will it come?" is one thing, "can I still cancel it?" is another.
    const isMore =
      before !== undefined && isBareOf(text) && others.length === 0 && isDeed(`${before} ${text}`)
    if (isDeed(text) || isMore) deeds.push(text)
    else if (!isSmallTalk(text)) others.push({ text, place })
  }
  const [first] = deeds
  const question = others.find(({ text }) => isQuestion(text))
  if (first === undefined || question === undefined) return undefined
  const intent = deeds.map((text) => read(text).intent).find((each) => !spoken.has(each))
  return {
    deed: intent ? { ...message, intent } : message,
    asked: others.map(({ text }) => text).join(' '),
    isAskedFirst: question.place < sentences.indexOf(first),
  }
}

/** The clauses of a sentence where one of them wants something done and another asks: 快递到哪了，怎么开发票？ */
function clausesOf(sentence: string, isDeed: (text: string) => boolean): string[] {
  const clauses = sentence
    .split(/[，,]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const isMixed = clauses.some(isDeed) && clauses.some((each) => isQuestion(each) && !isDeed(each))
  return clauses.length > 1 && isMixed ? clauses : [sentence]
}

function isBareOf(text: string): boolean {
  return pointsBack(text) || contentWords(text).join('').length < 2
}

/** One reply to both, in the order they were asked; what we ask the visitor for stands at the end, where it is seen. */
export function repliedTo(done: Decision, other: Decision, { asked, isAskedFirst }: Beside): Decision {
  const { language } = done
  if (done.outcome === 'handed-over') return done
  const isLost = other.outcome === 'declined' || (other.outcome === 'handed-over' && isUnknown(other))
  if (done.outcome === 'asked' && other.outcome === 'asked' && !other.citations) {
    // One of the titles is a question of its own, also while we wait for what the other one needs.
    const choices = [...(other.choices ?? []), ...(done.choices ?? [])]
    return { ...done, text: `${other.text}\n\n${done.text}`, ...(choices.length > 0 && { choices }) }
  }
  if (isLost || (other.outcome === 'asked' && done.outcome === 'asked')) {
    const named = words[language].unanswered([quoted(asked)])
    const { text, choices = [] } = done
    const blocks = done.outcome === 'asked' ? [named, text] : [text, named]
    return {
      ...done,
      text: blocks.join('\n\n'),
      choices: [...new Set([...choices, words[language].person])],
    }
  }
  const isLast = other.outcome !== 'answered' || (done.outcome === 'answered' && !isAskedFirst)
  const blocks = [done.text, titled(other)]
  return {
    ...done,
    ...other,
    outcome: other.outcome === 'answered' ? done.outcome : other.outcome,
    rule: other.outcome === 'answered' ? done.rule : other.rule,
    text: (isLast ? blocks : blocks.reverse()).join('\n\n'),
    facts:
      isLast && other.outcome !== 'answered'
        ? { ...done.facts, ...other.facts }
        : { ...other.facts, ...done.facts },
  }
}

/** Nobody has to take over at once for a question that only nothing was found for, while another was dealt with. */
function isUnknown({ reason }: Decision): boolean {
  return reason === 'no-knowledge' || reason === 'low-confidence'
}

function titled({ outcome, text, citations = [], model }: Decision): string {
  const [only] = citations
  return outcome === 'answered' && only && citations.length === 1 && !model
    ? `**${oneLine(only.title)}**\n\n${text}`
    : text
}
