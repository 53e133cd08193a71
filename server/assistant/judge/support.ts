import { contradicts, isCondition, isDenied, partsOf, reworded, undoes } from './contradiction.ts'
import { type Evidence, figures, han, holds, type Unit, unitsOf, withoutEnd } from './evidence.ts'
import { numberOf } from './promises/numbers.ts'
import { plainText } from './promises/plain-text.ts'
import { asksForSecret, isGarbled, isScrambled, isStrange, wantsSecret, warnsOfSecrets } from './strange.ts'

/** Below this share of its content words a sentence says something else than the sources do. */
const enough = { en: 0.6, zh: 0.6 }
/** Where no source is in the language of the draft, only names, figures and known synonyms can be compared. */
const enoughAcross = 0.25

/**
 * Why the sources do not carry a sentence; `undefined` where they do, or where it states nothing.
 *
 * @param proved how many figures those are: each says as much as a word
 * @param figuresIn the sentence, as `plainText` has it, without the figures and times that are proved otherwise ("two weeks" by "14 days")
 */
export function unsupported(
  sentence: string,
  evidence: Evidence,
  figuresIn = plainText(sentence),
  proved = 0,
): 'invented' | 'contradicted' | undefined {
  const plain = plainText(sentence)
  if (evidence.sentences.has(withoutEnd(plain))) return undefined
  if (wantsSecret(plain, evidence)) return 'invented'
  if (warnsOfSecrets(plain, evidence)) return undefined
  if (/[?？]\s*$/u.test(sentence.trim())) return isStrange(plain, evidence, coverage) ? 'invented' : undefined
  // A courtesy covers what it is said for, not what comes after it.
  const opening = courtesy.exec(plain)?.[0]
  if (opening !== undefined) {
    if (asksForSecret(opening, evidence)) return 'invented'
    return statedAfter(opening, sentence, plain, evidence, figuresIn, proved)
  }
  return stated(sentence, plain, evidence, figuresIn, proved)
}

function statedAfter(
  opening: string,
  sentence: string,
  plain: string,
  evidence: Evidence,
  figuresIn: string,
  proved: number,
): 'invented' | 'contradicted' | undefined {
  const rest = plain.slice(opening.length)
  if (!/[\p{L}\d]/u.test(rest)) return undefined
  const figures = figuresIn.startsWith(opening) ? figuresIn.slice(opening.length) : rest
  return stated(sentence.slice(-rest.length), rest, evidence, figures, proved)
}

function stated(
  sentence: string,
  plain: string,
  evidence: Evidence,
  figuresIn: string,
  proved: number,
): 'invented' | 'contradicted' | undefined {
  const units = unitsOf(figuresIn, evidence.language)
  if (units.length === 0) return undefined
  if (units.length > 2 && isScrambled(plain, evidence)) return 'invented'
  if (isGarbled(plain, evidence)) return 'invented'
  if (numbersIn(figuresIn).some((value) => !evidence.numbers.has(value))) return 'invented'
  if (foreignNames(sentence, evidence.known)) return 'invented'
  const scores = units.map((unit) => coverage(unit, evidence))
  // What only the visitor named counts neither for nor against.
  const counted = scores.filter(
    (score, place) => score > 0 || !evidence.visitorWords.has(units[place]?.word ?? ''),
  )
  // A long sentence of hardly anything else is the visitor's own, spoken by us.
  if (counted.length === 0 || (scores.length >= 6 && counted.length < scores.length / 2)) return 'invented'
  const share = (proved + counted.reduce((sum, score) => sum + score, 0)) / (proved + counted.length)
  if (share < (evidence.isSameLanguage ? enough[evidence.language] : enoughAcross)) return 'invented'
  return evidence.isSameLanguage && isContradicted(plain, evidence) ? 'contradicted' : undefined
}

/** 0 to 1: how far the sources speak of one word. A Chinese word may be cut otherwise there, so its characters count. */
function coverage({ word, concepts }: Unit, evidence: Evidence): number {
  if (evidence.words.has(word) || concepts.some((concept) => evidence.concepts.has(concept))) return 1
  if (!han.test(word)) return isAkin(word, evidence.words) ? 1 : 0
  if (evidence.plain.includes(word)) return 1
  const letters = [...word]
  if (letters.length < 2) return 0
  return (0.75 * letters.filter((letter) => evidence.plain.includes(letter)).length) / letters.length
}

/** "dryer" and "dry", "repairable" and "repair": one word begins with the other, or nearly. */
function isAkin(word: string, words: ReadonlySet<string>): boolean {
  for (let length = word.length - 1; length >= Math.max(3, word.length - 3); length -= 1) {
    if (words.has(word.slice(0, length))) return true
  }
  return ['e', 'i', 'y', 'er', 'or', 'abl', 'ion'].some((ending) => words.has(`${word}${ending}`))
}

/** Each part of the sentence is held against the clause of the sources that speaks most of the same. */
function isContradicted(plain: string, evidence: Evidence): boolean {
  const { language, clauses } = evidence
  if (undoes(plain, evidence.plain, language)) return true
  const all = unitsOf(plain, language)
  return partsOf(reworded(plain)).some((part) => {
    if (isCondition(part)) return false
    // A word that few clauses hold tells better which of them is meant.
    const units = unitsOf(part, language).flatMap((unit) => {
      const count = clauses.filter((clause) => holds(clause, unit)).length
      return [{ unit, weight: 1 / (1 + Math.log2(Math.max(1, count))) }]
    })
    const total = units.reduce((sum, { weight }) => sum + weight, 0)
    if (total === 0) return false
    const rated = clauses
      .map((clause) => {
        const held = units.filter(({ unit }) => holds(clause, unit))
        const shared = held.reduce((sum, { weight }) => sum + weight, 0) / total
        // A short clause says the same more plainly; the sentence around it tells two alike ones apart.
        const plainness = held.length / Math.max(1, clause.size)
        const around = all.filter((unit) => holds(clause.sentence, unit)).length / all.length
        return { clause, shared, score: shared + 0.2 * plainness + 0.4 * around }
      })
      .filter(({ shared }) => shared >= 0.5)
    const best = Math.max(0, ...rated.map(({ score }) => score))
    const nearest = rated.filter(({ score }) => score >= best - 0.03)
    // A denial may stand in another clause of the sentence that is meant.
    if (
      isDenied(part, language) &&
      nearest.some(({ clause }) => deniesSomewhere(clause.sentence.text, language))
    )
      return false
    return nearest.length > 0 && nearest.every(({ clause }) => contradicts(part, clause.text, language))
  })
}

function deniesSomewhere(sentence: string, language: Evidence['language']): boolean {
  return partsOf(reworded(sentence)).some((part) => isDenied(part, language))
}

function numbersIn(plain: string): number[] {
  return Array.from(plain.matchAll(figures), ([each]) => each)
    .filter((each) => each !== 'one' && !/^[一两千万百十半]$/.test(each))
    .flatMap((each) => numberOf(each) ?? [])
}

/** A name in the middle of an English sentence that neither the sources nor the visitor know. */
function foreignNames(sentence: string, known: string): boolean {
  return [...sentence.matchAll(/(?<=[\p{Ll},;] )\p{Lu}[\p{L}\d]{2,}/gu)].some(([name]) => {
    const stem = name.toLowerCase().replace(/(?:'s|s)$/, '')
    return !known.includes(stem) && !ownNames.has(name.toLowerCase())
  })
}

// Days are looked at as deadlines.
const ownNames = new Set(
  'please account orders return returns english chinese faq email monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split(
    ' ',
  ),
)

/** Greetings, thanks, regrets, and what only tells what the visitor said: up to the first pause they state no fact. */
const courtesy =
  /^(?:(?:you (?:asked|said|wrote|mentioned|told)|thank|thanks|sorry|i'm sorry|i am sorry|hello|hi(?=[ ,!]))[^,;:.!—–]*|(?:您好|你好|感谢|谢谢|抱歉|很抱歉|非常抱歉|不好意思|祝您|您(?:刚才)?(?:说|提到|问))[^,，;；:：。!！]*)[^\p{L}\d]*/u
