import { contentWords, isFunctionWord, wordsOf } from './content-words.ts'

/** What a message that leans on an earlier question says of its own. */
export interface Ellipsis {
  /** Without "and", "what about", 那, 呢. */
  rest: string
  content: string[]
  /** It points back: "it", "that one", 它, 这个. */
  hasPronoun: boolean
}

/** A fragment with more words that name something is a question of its own. */
const mostContent = 3
/** A fragment with nothing that points back must be even shorter. */
const mostBareContent = 2

const fillers =
  /^(?:(?:ok(?:ay)?|oh|well|yes|no|so|then|thanks|thank you|好的?|嗯+|哦|谢谢|对|对了)[\s,.!，。！、]+)+/i
const englishOpener =
  /^(?:(?:and|but|or|so|then)\s+)?(?:what about|how about|what if|same (?:for|with))\b[\s,]*|^(?:and|but|or|plus|also)\b[\s,]*/i
const chineseOpener = /^(?:那么?(?![个些种款里儿边家])|还有|以及|或者|要是|如果是?|换成|至于)[，,\s]*/
const chineseEnd = /呢[\s?？!！。~～]*$/
const englishPronoun = /\b(?:it|that|this|these|those|they|them|that one|this one)\b/gi
const chinesePronoun = /它们?|这个|那个|这款|那款|这件|那件|这种|那种|这些|那些|这双|那双/g
const clauseStart =
  /^(?:how|when|where|why|what|which|who|whose|can|could|do|does|did|is|are|was|were|will|would|should|may|have|has|am|i|we|you|my|the|please|there)\b/i
const preposition =
  /^(to|for|in|from|with|without|on|at|by|via|of|before|after|during|into|within|through)\s+(.+)$/i

/**
 * What an elliptical message says of its own; `undefined` for a question that stands by itself. Whether it is read
 * together with the earlier question is decided by what the knowledge says to both readings, not here.
 */
export function ellipsisOf(text: string): Ellipsis | undefined {
  const plain = text.trim().replace(fillers, '')
  if (plain.length > 80) return undefined
  const opener = englishOpener.exec(plain)?.[0] ?? chineseOpener.exec(plain)?.[0] ?? ''
  const isOpen = opener !== '' || chineseEnd.test(plain)
  const rest = plain
    .slice(opener.length)
    .replace(chineseEnd, '')
    .replace(/[\s.?!。？！~～，,]+$/u, '')
  const content = contentWords(rest)
  const hasPronoun = rest.search(englishPronoun) >= 0 || rest.search(chinesePronoun) >= 0
  const ellipsis = { rest, content, hasPronoun }
  if (wordsOf(rest).length === 0 || content.length > mostContent) return undefined
  if (clauseStart.test(rest)) return hasPronoun || content.length === 0 ? ellipsis : undefined
  if (isOpen || hasPronoun || preposition.test(rest)) return ellipsis
  return content.length <= mostBareContent && wordsOf(rest).length <= 5 ? ellipsis : undefined
}

/** Whether a message plainly points back, by its opening or a pronoun, and is no question without what came before. */
export function pointsBack(text: string): boolean {
  const ellipsis = ellipsisOf(text)
  return ellipsis !== undefined && (ellipsis.hasPronoun || ellipsis.content.length === 0 || hasOpener(text))
}

/** One word without anything around it that asks: it names a subject, or a part of one, and asks nothing about it. */
export function asksNothing(text: string): boolean {
  return wordsOf(text).length <= 1 && !hasOpener(text) && !/[?？吗么]/.test(text)
}

/** The same with "and what about" before it. */
export function namesOneThing(text: string): boolean {
  return asksNothing(ellipsisOf(text)?.rest ?? text)
}

function hasOpener(text: string): boolean {
  const plain = text.trim()
  return englishOpener.test(plain) || chineseOpener.test(plain) || chineseEnd.test(plain)
}

/**
 * The questions an elliptical message may stand for, likeliest first: the earlier question with the new part in the
 * place of an old one, the new question about the old subject, and both together.
 */
export function readingsOf({ rest, content, hasPronoun }: Ellipsis, earlier: string): string[] {
  const base = earlier.replace(/[\s.?!。？！]+$/u, '')
  const subject = contentWords(base).join(' ')
  const readings: string[] = []
  // One word asked nothing that could be asked of another thing.
  if (!hasPronoun && content.length > 0 && asksNothing(earlier)) return readings
  if (hasPronoun || content.length === 0) {
    readings.push(aboutSubject(rest, subject))
  } else {
    readings.push(...withNewPart(base, rest))
  }
  readings.push(`${base} ${rest}`)
  return [...new Set(readings.map(tidy))]
}

/** The new question with the subject in the place of what points back to it. */
export function aboutSubject(rest: string, subject: string): string {
  const bare = rest.replace(englishPronoun, ' ').replace(chinesePronoun, ' ')
  return tidy(`${subject} ${bare}`)
}

/** Single blanks, and none between Chinese characters: 退 货 is not found where 退货 is. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim()
}

/** The earlier question with the new part in a place it fits: after the same preposition, or of a word that names something. */
function withNewPart(base: string, rest: string): string[] {
  const [, word = '', object = rest] = preposition.exec(rest) ?? []
  if (word !== '') {
    const place = new RegExp(`\\b${word}\\s+(?:(?:the|a|an|my|your)\\s+)?[\\p{Letter}\\p{Number}-]+`, 'iu')
    if (place.test(base)) return [base.replace(place, () => `${word} ${object}`)]
    return []
  }
  const known = new Set(contentWords(rest))
  const replaceable = contentWords(base).filter((each) => !known.has(each) && !isFunctionWord(each))
  return replaceable.slice(0, 3).map((each) => base.replace(new RegExp(escaped(each), 'iu'), () => rest))
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
