import type { Article, Language } from '#shared/knowledge.ts'
import type { Encoder } from '../encoder/encoder.ts'
import { makeSearchIndex, PASSAGE, type SearchIndex, textOf } from '../search/search-index.ts'
import {
  fitSentences,
  fitWords,
  MAX_WORK,
  SENTENCE_LENGTH,
  type SentenceClassifier,
  type WordClassifier,
} from './classifier.ts'
import type { LanguageIndex } from './ranking.ts'
import { encodeTexts } from './sentence-vectors.ts'
import { rowsOf, vectorOf, vocabularyOf } from './vectors.ts'

/** The article of every text of an index, and its document in the search index. */
export interface Texts {
  article: Uint32Array
  document: Uint32Array
}

/** Titles and phrasings of the articles, in the order of the index's texts. */
export function textsOf({ documentKind, documentLength, documentArticle }: SearchIndex): Texts {
  const all = Uint32Array.from(documentKind.keys())
  const document = all.filter((each) => documentKind[each] !== PASSAGE && (documentLength[each] ?? 0) > 0)
  return { article: document.map((each) => documentArticle[each] ?? 0), document }
}

/** Makes the articles of one language searchable, and fits the classifiers on their titles and phrasings. */
export async function makeLanguageIndex(
  articles: readonly Article[],
  language: Language,
  encoder: Encoder | undefined,
): Promise<LanguageIndex> {
  const search = makeSearchIndex(articles, language)
  const texts = textsOf(search)
  const textStart = new Uint32Array(articles.length + 1)
  for (const article of texts.article) textStart[article + 1] = (textStart[article + 1] ?? 0) + 1
  for (const article of articles.keys())
    textStart[article + 1] = (textStart[article + 1] ?? 0) + (textStart[article] ?? 0)
  const strings = Array.from(texts.document, (document) => textOf(search, document))
  const index: LanguageIndex = {
    search,
    textStart,
    ...(isTooMuch(strings.length, articles.length) ? undefined : wordingOf(strings)),
    sentences: encoder && (await encodeTexts({ strings, article: texts.article, textStart }, encoder)),
  }
  const trained = trainClassifiers(index, texts, Uint32Array.from(strings.keys()))
  index.words = trained.words
  if (index.sentences) index.sentences.classifier = trained.sentences
  return index
}

function wordingOf(strings: readonly string[]): Pick<LanguageIndex, 'vocabulary' | 'rows'> {
  const vocabulary = vocabularyOf(strings)
  const vectors = strings.map((text) => vectorOf(vocabulary, text))
  return { vocabulary, rows: rowsOf(vectors, vocabulary.idf.length) }
}

/** More work than this is not done at a release; the search, and an encoder's vectors, carry on alone. */
function isTooMuch(texts: number, classes: number): boolean {
  return texts * classes > MAX_WORK
}

/** Classifiers that know the chosen texts only; none where there are too many articles or too few texts of one. */
export function trainClassifiers(
  index: LanguageIndex,
  { article }: Texts,
  chosen: Uint32Array,
): { words: WordClassifier | undefined; sentences: SentenceClassifier | undefined } {
  const classes = index.search.articles.length
  const { rows, sentences } = index
  if (rows === undefined || classes < 2 || isTooMuch(chosen.length, classes))
    return { words: undefined, sentences: undefined }
  const worded = chosen.filter((text) => (rows.start[text + 1] ?? 0) > (rows.start[text] ?? 0))
  const words = fitWords(rows, { label: article, classes, chosen: worded })
  if (sentences === undefined) return { words, sentences: undefined }
  const { row, width } = sentences
  const label = new Uint32Array(sentences.text.length / width)
  for (const [text, own] of row.entries()) if (own >= 0) label[own] = article[text] ?? 0
  const encoded = Uint32Array.from(chosen, (text) => (row[text] ?? -1) + 1).filter(Boolean)
  const value = new Float32Array(sentences.text).map((each) => each * SENTENCE_LENGTH)
  return {
    words,
    sentences: fitSentences({ value, width }, { label, classes, chosen: encoded.map((own) => own - 1) }),
  }
}
