import type { Article, Language } from '#shared/knowledge.ts'
import type { Encoder } from '../encoder/encoder.ts'
import { type FittedModel, fitModel } from '../ranking/fit.ts'
import { makeLanguageIndex } from '../ranking/language-index.ts'
import type { LanguageIndex } from '../ranking/ranking.ts'
import { type ExactTexts, makeExactTexts } from '../search/exact-texts.ts'
import { passagesOf } from '../search/passages.ts'
import type { ReadArticle, Reading } from '../search/search-index.ts'
import {
  makeSynonymTable,
  type SynonymReader,
  type SynonymTable,
  type SynonymWords,
  synonymReaders,
} from '../search/words/own-synonyms.ts'

/** What is fitted at a release, by language. Plain JSON, stored with the release. */
export interface FittedModels {
  version: number
  languages: Record<Language, FittedModel>
}

/** Another version's models do not fit this code's measures and are fitted anew. */
export const modelVersion = 3

/** What answers in one language. */
export interface ShopIndex extends LanguageIndex {
  exact: ExactTexts
  /** Per article, 1 where the other language has no article of its id. */
  untranslated: Uint8Array
}

/** What is made of a release's articles before a question can be asked. */
export interface Indexes {
  /** The name of the encoder whose vectors the indexes hold. */
  encoder: string | undefined
  models: FittedModels
  /** The shop's own: questions are read with them as the articles were. */
  synonyms: SynonymTable
  languages: Record<Language, ShopIndex>
}

export interface BuildOptions {
  /** Makes sentence vectors; without one the words have to do. */
  encoder?: Encoder | undefined
  /** The stored models of the same release; fitting is then skipped. Those of another version are fitted anew. */
  fitted?: FittedModels | undefined
  /** Words that mean the same in this shop. */
  synonyms?: readonly SynonymWords[] | undefined
}

/** Makes the articles searchable and fits ranking and confidence on their phrasings. */
export async function makeIndexes(
  articles: readonly Article[],
  { encoder, fitted, synonyms = [] }: BuildOptions = {},
): Promise<Indexes> {
  const own = articlesByLanguage(articles)
  const ids = { en: idsOf(own.en), zh: idsOf(own.zh) }
  const table = makeSynonymTable(synonyms, { en: questionsOf(own.en), zh: questionsOf(own.zh) })
  const readers = synonymReaders(table)
  const languages = {
    en: await makeShopIndex(readWith(readers.en, own.en), 'en', ids.zh, encoder),
    zh: await makeShopIndex(readWith(readers.zh, own.zh), 'zh', ids.en, encoder),
  }
  const models: FittedModels =
    fitted?.version === modelVersion
      ? fitted
      : { version: modelVersion, languages: { en: fitModel(languages.en), zh: fitModel(languages.zh) } }
  return { encoder: encoder?.name, models, synonyms: table, languages }
}

function* questionsOf(articles: readonly Article[]): Generator<string> {
  for (const { title, phrasings } of articles) yield* [title, ...phrasings]
}

function readWith(read: SynonymReader | undefined, articles: readonly Article[]): readonly ReadArticle[] {
  return read ? articles.map((article) => ({ ...article, reading: readingOf(article, read) })) : articles
}

/** Passage by passage: the one that is found is shown as it is written. */
function readingOf({ title, phrasings, body }: Article, read: SynonymReader): Reading {
  const readEach = (texts: readonly string[]) => texts.map((text) => read(text))
  return { title: read(title), phrasings: readEach(phrasings), passages: readEach(passagesOf(body)) }
}

/** The newest version of every article, in the order in which an index holds them. */
export function articlesByLanguage(articles: readonly Article[]): Record<Language, Article[]> {
  const latest = { en: new Map<string, Article>(), zh: new Map<string, Article>() }
  for (const article of articles) {
    const own = latest[article.language]
    if (article.version >= (own.get(article.id)?.version ?? Number.NEGATIVE_INFINITY))
      own.set(article.id, article)
  }
  return { en: [...latest.en.values()], zh: [...latest.zh.values()] }
}

async function makeShopIndex(
  articles: readonly ReadArticle[],
  language: Language,
  translated: ReadonlySet<string>,
  encoder: Encoder | undefined,
): Promise<ShopIndex> {
  return {
    ...(await makeLanguageIndex(articles, language, encoder)),
    exact: makeExactTexts(articles),
    untranslated: Uint8Array.from(articles, ({ id }) => (translated.has(id) ? 0 : 1)),
  }
}

function idsOf(articles: readonly Article[]): Set<string> {
  return new Set(articles.map(({ id }) => id))
}
