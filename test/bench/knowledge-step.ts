import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { type EncoderSettings, openEncoder } from '#server/knowledge/encoder/open.ts'
import { goLive, makeRelease, openLibrary } from '#server/knowledge/index.ts'
import { articlePages } from '#server/knowledge/releases/article-pages.ts'
import { unpackIndexes } from '#server/knowledge/releases/pack.ts'
import { readIndex } from '#server/knowledge/releases/stored-index.ts'
import { queryOf } from '#server/knowledge/search/query.ts'
import type { SearchIndex } from '#server/knowledge/search/search-index.ts'
import { toJson } from '#server/store/json.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import type { Article, Language } from '#shared/knowledge.ts'
import { makeUpShop } from './made-up-articles.ts'
import { percentile, round } from './report.ts'

// One step of bench:knowledge, in a process of its own: STEP DIRECTORY SIZE [LANGUAGE]. Prints one line of JSON.

const day = '2026-01-01'
const questions = 300
const warmUp = 50

const [, , step, directory = '', count, language = 'en'] = process.argv as string[]
const size = Number(count)
const settings: EncoderSettings | undefined = process.argv.includes('--encoder')
  ? { kind: 'english' }
  : undefined
const encoder = settings && openEncoder(settings, fail)
const store = await openSqliteStore(directory)
const options = { encoder, encoderSettings: settings, report: fail }
const result =
  step === 'build' ? await build(language as Language) : step === 'load' ? await load() : await swap('en')
process.stdout.write(`${JSON.stringify(result)}\n`)
await encoder?.close()
await store.close()
process.exit(0)

/** A stored index that cannot be used would be measured as something else. */
function fail(reason: unknown): void {
  throw reason
}

async function build(own: Language) {
  const shop = await makeUpShop(own)
  await store.write((writing) =>
    writing
      .insertInto('workspace')
      .values({ id: own, name: own, created_at: 0, live_release: null, next_release: 1 })
      .execute(),
  )
  for (let start = 0; start < size; start += 500) {
    await addArticles(
      store,
      Array.from({ length: Math.min(500, size - start) }, (_, at) => shop.article(start + at)),
    )
  }
  return { buildSeconds: round(await release(own, 'first')) }
}

async function load() {
  const library = openLibrary(store, options)
  const loadMs = { en: 0, zh: 0 }
  for (const own of ['en', 'zh'] as const) {
    const began = performance.now()
    await library.live(own)
    loadMs[own] = performance.now() - began
  }
  const asked = { en: await ask('en'), zh: await ask('zh') }
  globalThis.gc?.()
  await setTimeout(200)
  const residentMB = round(process.memoryUsage.rss() / 1e6, 0)

  async function ask(own: Language) {
    const { engine } = (await library.live(own)) ?? {}
    const shop = await makeUpShop(own)
    const times: number[] = []
    for (let place = 0; place < warmUp + questions; place += 1) {
      const began = performance.now()
      await engine?.find(shop.question(place, size), { language: own, day })
      if (place >= warmUp) times.push(performance.now() - began)
    }
    return { queryP50Ms: round(percentile(times, 0.5)), queryP99Ms: round(percentile(times, 0.99)) }
  }

  const all = { residentMB, en: {}, zh: {} }
  for (const own of ['en', 'zh'] as const) {
    const bytes = await readIndex(store.read, { workspaceId: own, number: 1 })
    const articles: Article[] = []
    for await (const page of articlePages(store.read, own, 1)) articles.push(...page)
    if (bytes === undefined) throw new Error('the index was not stored')
    const index = unpackIndexes(bytes, articles).languages[own].search
    all[own] = {
      indexMB: round(bytes.length / 1e6, 1),
      loadMs: round(loadMs[own], 0),
      ...asked[own],
      floorP50Ms: round(await floorOf(index, own), 3),
    }
  }
  return all
}

async function floorOf(index: SearchIndex, own: Language): Promise<number> {
  const shop = await makeUpShop(own)
  const times: number[] = []
  let sum = 0
  for (let place = 0; place < warmUp + questions; place += 1) {
    const { terms } = queryOf(index, shop.question(place, size))
    const began = performance.now()
    for (const { id } of terms) {
      const [from, end] = [index.postingStart[id] ?? 0, index.postingStart[id + 1] ?? 0]
      for (let posting = from; posting < end; posting += 1) sum += index.postingDocument[posting] as number
    }
    if (place >= warmUp) times.push(performance.now() - began)
  }
  if (Number.isNaN(sum)) throw new Error('no postings')
  return percentile(times, 0.5)
}

async function swap(own: Language) {
  const library = openLibrary(store, options)
  const shop = await makeUpShop(own)
  await library.live(own)
  const [first] = [shop.article(0)]
  const loop = monitorEventLoopDelay({ resolution: 2 })
  let isOver = false
  const asking = (async () => {
    for (let place = 0; !isOver; place += 1) {
      const knowledge = await library.live(own)
      await knowledge?.engine.find(shop.question(place, size), { language: own, day })
      await setTimeout(20)
    }
  })()
  await setTimeout(1_000)
  loop.enable()
  await addArticles(store, [{ ...first, id: 'made-up-new' }])
  await release(own, 'second')
  while ((await library.live(own))?.release !== 2) await setTimeout(20)
  await setTimeout(500)
  loop.disable()
  isOver = true
  await asking
  return { swapPauseMs: round(loop.max / 1e6, 0) }
}

/** Makes a release and lets it answer; seconds that making it took. */
async function release(own: Language, note: string): Promise<number> {
  const began = performance.now()
  const { number } = await makeRelease(store, { workspaceId: own, by: 'bench', at: Date.now() }, note, {
    encoder: settings,
  })
  const seconds = (performance.now() - began) / 1000
  await store.write((writing) => goLive(writing, own, number, Date.now()))
  return seconds
}

async function addArticles(into: Store, articles: Article[]): Promise<void> {
  await into.write(async (writing) => {
    const own = articles.map(({ phrasings: _, body: __, ...head }) => head)
    await writing
      .insertInto('article')
      .values(
        own.map((head) => ({
          ...head,
          workspace_id: head.language,
          archived: 0,
          updated_at: 0,
          updated_by: 'bench',
        })),
      )
      .execute()
    await writing
      .insertInto('article_version')
      .values(
        articles.map((article) => ({
          ...article,
          workspace_id: article.language,
          phrasings: toJson(article.phrasings),
          valid_from: null,
          valid_until: null,
          created_at: 0,
          created_by: 'bench',
        })),
      )
      .execute()
  })
}
