import type { Language } from '#shared/knowledge.ts'
import type { FaultKind } from '#shared/trace.ts'
import { languageOf } from '../../knowledge/index.ts'
import { evidenceOf, figures, type Reading, readingOf } from './evidence.ts'
import { leakOf, posesAsPerson } from './identity.ts'
import { knownLinksIn, unknownLinkIn } from './links.ts'
import { proofsOf, type ToolFact, unprovedBy } from './promises/guard.ts'
import { numberOf } from './promises/numbers.ts'
import { plainText, sentencesOf } from './promises/plain-text.ts'
import { type NamedPromise, namedPromisesIn } from './promises/promises-in.ts'
import { unsupported } from './support.ts'

export type { FaultKind }

/** What is wrong with one sentence of a draft. */
export interface Fault {
  kind: FaultKind
  sentence: string
  /** The link, the figure, `KIND VALUE` of the promise, or how the sentence parts from its sources. */
  detail?: string
}

/** What a tool said in this turn. */
export interface ToolResult {
  /** In words: what a sentence may repeat. */
  text: string
  facts: readonly ToolFact[]
}

/** A quoted article. Reading one takes some milliseconds and is kept with the object: give the same one again. */
export interface Passage {
  readonly title: string
  readonly text: string
}

/** What a draft may say. */
export interface Grounds {
  language: Language
  /** Quoted articles that are valid today. */
  passages: readonly Passage[]
  toolResults: readonly ToolResult[]
  visitorText: string
  /** Hosts of the workspace; their subdomains are allowed with them. */
  allowedLinks: readonly string[]
  /** `YYYY-MM-DD` in the shop's calendar: what "tomorrow" means. */
  today?: string
  /** The rules that the model was given, which it must not tell. */
  rules?: string
}

/** Everything in a draft that its grounds do not carry, in the order of its sentences; none where it may be sent. */
export function judgeDraft({ text, ...grounds }: Grounds & { text: string }): Fault[] {
  const faults = openJudge(grounds)(text)
  if (faults.length === 0 && languageOf(text, grounds.language) !== grounds.language) {
    return [{ kind: 'wrong-language', sentence: text.slice(0, 200) }]
  }
  return faults
}

/** Reads the grounds once; judges pieces of whole sentences as they come. */
export function openJudge(grounds: Grounds): (text: string) => Fault[] {
  const { language, passages, toolResults, visitorText, today } = grounds
  const articles = passages.map(readPassage)
  const said = toolResults.map(({ text }) => text)
  const evidence = evidenceOf([...articles.map(({ reading }) => reading), ...said], visitorText, language)
  const sources = [...articles.map(({ source }) => source), ...said].join('\n')
  const links = knownLinksIn(sources, visitorText, grounds.allowedLinks)
  const facts = toolResults.flatMap((result) => result.facts)
  const proofs = proofsOf(
    articles.flatMap(({ promises }) => promises),
    facts,
    today,
  )
  const isLeak = leakOf(grounds.rules ?? '')
  const numbers = new Set([
    ...evidence.numbers,
    ...valuesIn(plainText(visitorText)),
    ...facts.flatMap(numbersOf),
  ])

  return (text) => {
    const faults: Fault[] = []
    for (const whole of sentencesOf(text)) {
      const sentence = whole.trim()
      const add = (kind: FaultKind, detail?: string) =>
        faults.push({ kind, sentence: sentence.slice(0, 400), ...(detail !== undefined && { detail }) })
      if (isForeign(sentence, language, evidence.known)) {
        add('wrong-language')
        continue
      }
      const link = unknownLinkIn(sentence, links)
      if (link !== undefined) add('unknown-link', link)
      if (isLeak(sentence)) add('leaked-prompt')
      if (posesAsPerson(sentence)) add('posing-as-person')
      const { plain, proved } = withoutProved(plainText(sentence), proofs.values)
      const figure = digitsIn(plain).find(([, value]) => value !== undefined && !numbers.has(value))
      if (figure) add('figure-without-source', figure[0])
      for (const { kind, value } of unprovedBy(proofs, sentence)) {
        add('promise-without-provenance', `${kind} ${value}`.trim())
      }
      const why = unsupported(sentence, { ...evidence, numbers }, plain, proved)
      if (why !== undefined) add('unsupported-sentence', why)
    }
    return faults
  }
}

interface ReadPassage {
  source: string
  reading: Reading
  promises: readonly NamedPromise[]
}

// What a passage says never changes, and what it was read from is dropped with it.
const read = new WeakMap<Passage, ReadPassage>()

function readPassage(passage: Passage): ReadPassage {
  const known = read.get(passage)
  if (known !== undefined) return known
  const source = `${passage.title}\n${passage.text}`
  const made = { source, reading: readingOf(source), promises: namedPromisesIn(source) }
  read.set(passage, made)
  return made
}

/** A sentence in the other language, where it is more than a name that the sources or the visitor used. */
function isForeign(sentence: string, language: Language, known: string): boolean {
  if (language === 'en') {
    return (sentence.match(/\p{Script=Han}{2,}/gu) ?? []).some((run) => !known.includes(plainText(run)))
  }
  const words = plainText(sentence).match(/[a-z]{2,}/g) ?? []
  return !/\p{Script=Han}/u.test(sentence) && words.length >= 4 && words.some((word) => !known.includes(word))
}

/** The sentence without the figures whose value is proved in other words: 八折 by "20 % off". */
function withoutProved(said: string, values: ReadonlySet<string>): { plain: string; proved: number } {
  let plain = said
  let proved = 0
  for (const { kind, value, text } of namedPromisesIn(said)) {
    if (!values.has(`${kind} ${value}`) || !figureKinds.has(kind)) continue
    plain = plain.replace(text, ' ')
    proved += 1
  }
  return { plain, proved }
}

const figureKinds: ReadonlySet<string> = new Set(['amount', 'percent', 'deadline'])

const listNumber = /^\s*\(?\d{1,2}[.)、]\s/

function digitsIn(plain: string): [text: string, value: number | undefined][] {
  return Array.from(plain.replace(listNumber, '').matchAll(/\d+(?:[.,]\d+)*/g), ([each]) => [
    each,
    numberOf(each),
  ])
}

function valuesIn(plain: string): number[] {
  return Array.from(plain.matchAll(figures), ([each]) => numberOf(each) ?? 0)
}

function numbersOf(fact: ToolFact): number[] {
  switch (fact.kind) {
    case 'amount':
      return [fact.hundredths / 100]
    case 'percent':
      return [fact.percent]
    case 'date':
      return fact.date.split('-').map(Number)
    case 'days':
      return [fact.days]
    case 'action':
      return []
  }
}
