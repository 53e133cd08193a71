import { setImmediate } from 'node:timers/promises'
import type { Article, Language } from '#shared/knowledge.ts'
import type { Store } from '../../store/store.ts'
import { engineOf } from '../engine.ts'
import type { Knowledge, LibraryOptions } from '../library.ts'
import { readReleaseSynonyms } from '../synonyms.ts'
import { articlePages } from './article-pages.ts'
import { buildInThread } from './index-build.ts'
import type { Indexes } from './indexes.ts'
import { UnusableIndex, unpackIndexes } from './pack.ts'
import { readModels } from './releases.ts'
import { isKept, type ReleaseKey, readIndex, writeIndex } from './stored-index.ts'

interface Loaded {
  knowledge: Knowledge
  articles: number
}

interface LoadOptions extends LibraryOptions {
  report: (reason: unknown, doing: string) => void
  /** Takes what answers better than what was loaded: the same release, with the vectors it lacked. */
  replace(knowledge: Knowledge, articles: number): void
}

/**
 * A release with its stored index, or with one that is made anew from its articles where there is none that can be
 * used (invariant 19). An index without the vectors of the present encoder answers at once and is made anew meanwhile.
 */
export async function loadRelease(store: Store, key: ReleaseKey, options: LoadOptions): Promise<Loaded> {
  const { encoder, report } = options
  const doing = `reading the index of release ${key.number}`
  const fitted = await readModels(store.read, key.workspaceId, key.number)
  const articles: Article[] = []
  for await (const page of articlePages(store.read, key.workspaceId, key.number)) articles.push(...page)
  const byId = { en: new Map<string, Article>(), zh: new Map<string, Article>() }
  for (const article of articles) byId[article.language].set(article.id, article)
  const loadedOf = (indexes: Indexes): Loaded => ({
    knowledge: {
      release: key.number,
      engine: engineOf(indexes, encoder),
      article: (id, language: Language) => byId[language].get(id),
    },
    articles: articles.length,
  })

  async function makeAnew(): Promise<Loaded> {
    const { bytes } = await buildInThread({
      pages: pagesOf(articles),
      encoder: options.encoderSettings,
      fitted,
      synonyms: await readReleaseSynonyms(store.read, key.workspaceId, key.number),
    })
    if (await isKept(store.read, key)) {
      // The next start is quicker where it can be stored; where it cannot, this one answers all the same.
      await writeIndex(store, key, bytes).catch((reason) => report(reason, doing))
    }
    return loadedOf(unpackIndexes(bytes, articles))
  }

  try {
    const bytes = await readIndex(store.read, key)
    const indexes = bytes && unpackIndexes(bytes, articles)
    if (indexes) {
      if (encoder && options.encoderSettings && indexes.encoder !== encoder.name) {
        makeAnew().then(
          ({ knowledge, articles }) => options.replace(knowledge, articles),
          (reason) => report(reason, doing),
        )
      }
      return loadedOf(indexes)
    }
  } catch (reason) {
    if (!(reason instanceof UnusableIndex)) throw reason
    report(reason, doing)
  }
  return makeAnew()
}

/** Between two pages others have their turn. */
async function* pagesOf(articles: readonly Article[]): AsyncGenerator<Article[]> {
  for (let start = 0; start < articles.length; start += 500) {
    yield articles.slice(start, start + 500)
    await setImmediate()
  }
}
