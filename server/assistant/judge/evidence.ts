import type { Language } from '#shared/knowledge.ts'
import { languageOf, termsOf } from '../../knowledge/index.ts'
import { contentWords } from '../answering/content-words.ts'
import { partsOf, reworded } from './contradiction.ts'
import { courtesies } from './courtesies.ts'
import { number, numberOf } from './promises/numbers.ts'
import { plainText, sentencesOf } from './promises/plain-text.ts'

/** What the sentences of a draft may stand on, read once. */
export interface Evidence {
  language: Language
  /** Some source is in the language of the draft. */
  isSameLanguage: boolean
  /** Everything the sources say, as `plainText` has it, and what the visitor wrote. */
  plain: string
  /** The words of the visitor, who names things and proves nothing. */
  visitorWords: ReadonlySet<string>
  words: ReadonlySet<string>
  concepts: ReadonlySet<string>
  numbers: ReadonlySet<number>
  /** What the sources say, a clause each. */
  clauses: (Spoken & { sentence: Spoken })[]
  /** The sentences of the sources, word for word. */
  sentences: ReadonlySet<string>
  /** Names in the sources and the visitor's messages, lower case. */
  known: string
}

/** One source, read once. */
export interface Reading {
  language: Language
  plain: string
  words: ReadonlySet<string>
  concepts: ReadonlySet<string>
  numbers: readonly number[]
  clauses: (Spoken & { sentence: Spoken })[]
  sentences: readonly string[]
}

/** Brings the sources together. `visitorText` names things, and proves nothing. */
export function evidenceOf(
  sources: readonly (string | Reading)[],
  visitorText: string,
  language: Language,
): Evidence {
  const readings = sources.map((source) => (typeof source === 'string' ? readingOf(source) : source))
  const same = readings.filter((reading) => reading.language === language)
  const plain = readings.map((reading) => reading.plain).join('\n')
  const visitor = plainText(visitorText)
  return {
    language,
    isSameLanguage: same.length > 0,
    plain,
    visitorWords: new Set(unitsOf(visitor, language).map(({ word }) => word)),
    words: new Set(readings.flatMap(({ words }) => [...words])),
    concepts: new Set(readings.flatMap(({ concepts }) => [...concepts])),
    numbers: new Set(readings.flatMap(({ numbers }) => numbers)),
    clauses: same.flatMap(({ clauses }) => clauses),
    sentences: new Set(readings.flatMap(({ sentences }) => sentences)),
    known: `${plain} ${visitor}`,
  }
}

const listed = /^\s*(?:[-•*–]|\d{1,2}[.)、])\s/

/** Items of a list say what the line before the list begins to say: "cannot be returned:" holds for each. */
function withLeads(sentences: readonly string[]): string[] {
  let lead = ''
  return sentences.map((sentence) => {
    if (listed.test(sentence)) return lead === '' ? sentence : `${lead} ${sentence.replace(listed, '')}`
    const line = sentence.trim()
    lead = /[.!?。！？;]$/u.test(line)
      ? ''
      : (line
          .replace(/[:：]$/u, '')
          .split(/[.!?。]/u)
          .at(-1) ?? '')
    return sentence
  })
}

/** Reads one source: some milliseconds for an article, so whoever judges more than once keeps it. */
export function readingOf(source: string): Reading {
  const language = languageOf(source, 'en')
  const plain = plainText(source)
  const sentences = sentencesOf(plain)
  const clauses = withLeads(sentences).flatMap((text) => {
    const parts = partsOf(reworded(text)).map((part) => spokenIn(part, language))
    const sentence = spokenIn(text, language)
    return parts.map((part) => ({ ...part, sentence }))
  })
  const said = [...new Set(clauses.map(({ sentence }) => sentence))]
  return {
    language,
    plain,
    words: new Set(said.flatMap(({ words }) => [...words])),
    concepts: new Set(said.flatMap(({ concepts }) => [...concepts])),
    numbers: Array.from(plain.matchAll(figures), ([each]) => numberOf(each) ?? 0),
    // A question, as titles are, says nothing either way.
    clauses: clauses.filter(({ sentence }) => !/\?\s*$/.test(sentence.text)),
    sentences: sentences.map(withoutEnd),
  }
}

/** A word that names something, with what it has in common with its synonyms. */
export interface Unit {
  word: string
  concepts: readonly string[]
}

/** The naming words of a text of `plainText`; figures are looked at for themselves. */
export function unitsOf(plain: string, language: Language): Unit[] {
  return contentWords(plain.replace(figures, ' '))
    .flatMap((word) => {
      const terms = termsOf(word, language)
      const concepts = terms.filter((term) => term.startsWith('~'))
      if (han.test(word)) return [{ word, concepts }]
      const [stem] = terms.filter((term) => !term.startsWith('~'))
      return stem === undefined ? [] : [{ word: stem, concepts }]
    })
    .filter(({ word }) => !courtesies.has(word))
}

export const han = /^\p{Script=Han}/u
export const figures = new RegExp(number, 'g')

/** A sentence as it is compared word for word: without the marks around it. */
export function withoutEnd(sentence: string): string {
  return sentence.replace(/^[\s•-]+|[.。!！;；\s]+$/gu, '')
}

/** A piece of a source, read once. */
export interface Spoken {
  text: string
  words: ReadonlySet<string>
  concepts: ReadonlySet<string>
  size: number
}

function spokenIn(text: string, language: Language): Spoken {
  const units = unitsOf(text, language)
  return {
    text,
    words: new Set(units.map(({ word }) => word)),
    concepts: new Set(units.flatMap(({ concepts }) => concepts)),
    size: units.length,
  }
}

/** Whether a piece of a source speaks of a word. */
export function holds({ text, words, concepts: known }: Spoken, { word, concepts }: Unit): boolean {
  return (
    words.has(word) || (han.test(word) && text.includes(word)) || concepts.some((each) => known.has(each))
  )
}
