import { readdir, readFile } from 'node:fs/promises'
import type { Article, Language } from '#shared/knowledge.ts'

/** Articles and questions as many as wanted, the same ones each time. */
export interface MadeUpShop {
  article(place: number): Article
  /** A question about some article, in other words than its phrasings. */
  question(place: number, articles: number): string
}

const folder = new URL('../../knowledge-base/articles/', import.meta.url)

/** Words that there are in all, real and made up: what texts of this many words have by Heaps' law. */
const VOCABULARY = 400_000

const shape = { en: { question: 7, paragraph: 45, gap: ' ' }, zh: { question: 6, paragraph: 55, gap: '' } }

/**
 * Word frequencies follow Zipf's law: the demo shop's words by their frequency come first, words made of their
 * syllables or characters after them, so that the vocabulary grows with the number of articles as it does in life.
 */
export async function makeUpShop(language: Language): Promise<MadeUpShop> {
  const real = await wordsByFrequency(language)
  const { question: questionLength, paragraph, gap } = shape[language]
  const pieces = real.flatMap((word) =>
    language === 'en' ? (word.match(/[^aeiou]*[aeiou]+/g) ?? []) : [...word],
  )

  function wordAt(rank: number): string {
    const known = real[rank]
    if (known !== undefined) return known
    const random = randomFrom(rank)
    const length = language === 'en' ? 3 : 2
    return Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
  }

  /** Of a rank whose logarithm is even between the two: exactly Zipf's law. */
  function word(random: () => number, from = 1, to = VOCABULARY): string {
    return wordAt(Math.floor(from * (to / from) ** random()) - 1)
  }

  function subjectOf(random: () => number): string[] {
    return Array.from({ length: 8 }, () => word(random, 100))
  }

  function sentence(random: () => number, subject: readonly string[], length: number, share: number): string {
    const words = Array.from({ length }, () => {
      return random() < share ? (subject[Math.floor(random() * subject.length)] ?? '') : word(random)
    })
    return words.join(gap)
  }

  function article(place: number): Article {
    const random = randomFrom(2 * place + 1)
    const subject = subjectOf(random)
    const paragraphOf = () => sentence(random, subject, paragraph, 0.2)
    return {
      id: `made-up-${place}`,
      language,
      version: 1,
      title: sentence(random, subject, 5, 0.5),
      topic: 'other',
      phrasings: Array.from({ length: 3 }, () => sentence(random, subject, questionLength, 0.4)),
      body: `${paragraphOf()}.\n\n${paragraphOf()}.`,
    }
  }

  function question(place: number, articles: number): string {
    const random = randomFrom(-place - 1)
    const subject = subjectOf(randomFrom(2 * Math.floor(random() * articles) + 1))
    return sentence(random, subject, questionLength, 0.4)
  }

  return { article, question }
}

async function wordsByFrequency(language: Language): Promise<string[]> {
  const directory = new URL(`${language}/`, folder)
  const counts = new Map<string, number>()
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  for (const name of (await readdir(directory)).sort()) {
    const text = (await readFile(new URL(name, directory), 'utf8')).toLowerCase()
    for (const { segment } of segmenter.segment(text)) {
      if (language === 'en' ? /^[a-z]+$/.test(segment) : /^\p{Script=Han}+$/u.test(segment))
        counts.set(segment, (counts.get(segment) ?? 0) + 1)
    }
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([word]) => word)
}

/** Mulberry32: the same numbers, 0 to 1, for the same seed. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
