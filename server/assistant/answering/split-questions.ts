import { withoutGreeting } from './asked-text.ts'
import { contentWords } from './content-words.ts'
import { pointsBack } from './follow-up.ts'

/** One of several things that a message asks. */
export interface AskedPart {
  text: string
  /** It is worded as a question; what is only told is answered where it can be, and never complained about. */
  isQuestion: boolean
}

/** More of a message is not split. UTF-16 units. */
const mostText = 2_000

// Where something new is announced. 还有 alone also means "still" (还有库存吗), so it must be followed by a pause or
// by a question word.
const announced =
  /(^|[.!?。！？;；,，\n]\s*|\s)(?:and )?(?:also,|(?<=[.!?;,\n]\s*(?:and )?)also\b|and also\b|and another (?:thing|question)\b|another (?:thing|question)\b|one (?:more|other) (?:thing|question)\b|by the way\b|btw\b|besides,|secondly\b|finally,|(?<=[,;]\s*)and (?=(?:how|when|where|why|what|which|can|could|do|does|is|are|will|would) )|另外|此外|顺便(?:问(?:一下|下)?|请问)?|再问(?:一下|下)?|还有(?:[,，:：]|就是|一?个问题|(?=怎么|如何|多久|多少|什么|哪|能不能|可不可以|可以))|对了|其次)[\s,，:：]*/giu
const listItem =
  /(?:^|\n|(?<=[\s.!?。！？;；:：]))(?:\(?\d{1,2}[.)、．）](?!\d)|[①-⑩]|[-*•](?=\s)|[一二三四五六七八九][、.])\s*/gu
const sentence = /(?:[^.!?。！？;；\n]|\.(?!\s|$))+(?:[.!?。！？;；\n]+|$)/gu

const opening =
  /^(?:and |or |but |so |then |ok,? |please )*(?:how|when|where|why|what|which|who|whose|can|could|do|does|did|is|are|was|were|will|would|should|may|have you|has|tell me|let me know|explain|i(?:'d| would) like to know|i want to know|i wonder|i was wondering)\b/i
const chineseQuestion =
  /[吗呢么][\s,.!?，。！？~～]*(?:$|谢|多谢|感谢|亲)|怎么|怎样|如何|咋|多[久少长大重高宽远厚深]|什么|啥|谁|哪[里儿个些种款家]|几[天个点号时]|能不能|可不可以|有没有|是不是|会不会|要不要|是否|能否|可否|想问|想知道|请问/

/**
 * The questions of a message, in order; one where it does not hold several of its own. A statement belongs to the
 * question after it, a trailing one to the question before, and what points back to what it points at.
 */
export function splitQuestions(text: string): AskedPart[] {
  const parts = segmentsOf(text.slice(0, mostText)).flatMap(partsOfSegment)
  const joined: AskedPart[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before && (pointsBack(part.text) || contentWords(part.text).join('').length < 2)) {
      before.text = `${before.text} ${part.text}`
      before.isQuestion ||= part.isQuestion
    } else {
      joined.push({ ...part })
    }
  }
  return joined
}

/** The sentences of a message, in order, each for itself. */
export function sentencesOf(text: string): string[] {
  return segmentsOf(text.slice(0, mostText))
    .flatMap((segment) => [...segment.matchAll(sentence)].map(([each]) => each.trim()))
    .filter((each) => /[\p{Letter}\p{Number}]/u.test(each))
}

/** What the visitor set apart: items of a list, and what follows "also" or 另外. */
function segmentsOf(text: string): string[] {
  const items = text.split(listItem).map((each) => each.trim())
  const listed = items.length > 2 ? items : [text]
  return listed
    .flatMap((each) => each.replace(announced, '$1\u0000').split('\u0000'))
    .filter((each) => /\p{Letter}/u.test(each))
}

function partsOfSegment(segment: string): AskedPart[] {
  const parts: AskedPart[] = []
  let told = ''
  for (const [each] of segment.matchAll(sentence)) {
    const text = each.trim()
    if (text === '') continue
    if (isQuestion(text)) {
      parts.push({ text: withoutGreeting(`${told} ${text}`.trim()), isQuestion: true })
      told = ''
    } else {
      told = `${told} ${text}`.trim()
    }
  }
  const last = parts.at(-1)
  if (told !== '' && last) last.text = `${last.text} ${told}`
  else if (told !== '') parts.push({ text: told, isQuestion: false })
  return parts
}

/** Whether a text is worded as a question that names something. */
export function isQuestion(text: string): boolean {
  const plain = withoutGreeting(text)
  return (
    contentWords(plain).length > 0 &&
    (/[?？]\s*$/.test(plain) || opening.test(plain) || chineseQuestion.test(plain))
  )
}
