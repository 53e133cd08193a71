import type { Language } from '#shared/knowledge.ts'
import { contentWords } from '../../answering/content-words.ts'
import { sentencesOf } from '../../judge/promises/plain-text.ts'

/** The share of the sentences that stays, and the fewest that are left. */
const kept = 0.5
const fewest = 2

// What a reader acts on: a figure, a link, a question, what must not be done, and what is to be done next.
const weighty =
  /\d|https?:\/\/|[?？]|\b(?:not|never|cannot|only|must|please|except)\b|n't\b|不|别|勿|仅|只|必须|请|除/iu

/**
 * The same text with fewer sentences, all of them its own: those that a reader acts on stay, the others by how much
 * they share with the rest (sentence ranking by overlap, after Mihalcea and Tarau 2004, without the iteration).
 * `undefined` where nothing can go.
 */
export function shorterText(text: string, language: Language): string | undefined {
  const blocks = text.split(/\n{2,}/).map((block) => ({ block, sentences: sentencesOf(block) }))
  const sentences = blocks.flatMap(({ sentences: own }) => own)
  if (sentences.length <= fewest) return undefined
  const words = sentences.map((sentence) => new Set(contentWords(sentence)))
  const ranked = sentences
    .map((sentence, place) => ({ place, score: scoreOf(place, words), isWeighty: weighty.test(sentence) }))
    .sort((one, other) => Number(other.isWeighty) - Number(one.isWeighty) || other.score - one.score)
  const wanted = Math.max(fewest, Math.ceil(sentences.length * kept))
  const staying = new Set(
    ranked.filter(({ isWeighty }, rank) => isWeighty || rank < wanted).map(({ place }) => place),
  )
  if (staying.size === sentences.length) return undefined
  let place = 0
  const left = blocks.map(({ sentences: own }) => {
    const mine = own.filter(() => staying.has(place++))
    return joined(mine, language)
  })
  return left.filter((block) => block !== '').join('\n\n')
}

/** How much of a sentence the others speak of, by the length of both. */
function scoreOf(place: number, words: readonly ReadonlySet<string>[]): number {
  const own = words[place] ?? new Set()
  let score = 0
  for (const [other, theirs] of words.entries()) {
    if (other === place || own.size === 0 || theirs.size === 0) continue
    const shared = [...own].filter((word) => theirs.has(word)).length
    score += shared / (Math.log(own.size + 1) + Math.log(theirs.size + 1))
  }
  return score
}

/** Lines of a list stay lines. */
function joined(sentences: readonly string[], language: Language): string {
  const between = language === 'zh' ? '' : ' '
  return sentences
    .reduce((text, sentence) => {
      const isLine = text.endsWith('\n') || text === ''
      return isLine ? text + sentence.trimStart() : `${text.trimEnd()}${between}${sentence.trimStart()}`
    }, '')
    .trim()
}
