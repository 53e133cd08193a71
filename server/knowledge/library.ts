import { setTimeout } from 'node:timers/promises'
import type { Article, Language } from '#shared/knowledge.ts'
import type { Store } from '../store/store.ts'
import type { Encoder } from './encoder/encoder.ts'
import type { EncoderSettings } from './encoder/open.ts'
import type { Engine } from './engine.ts'
import { loadRelease } from './releases/load-release.ts'
import { liveReleaseOf } from './releases/releases.ts'

/** A release ready to answer from. */
export interface Knowledge {
  release: number
  engine: Engine
  article(id: string, language: Language): Article | undefined
}

export interface Library {
  /** The release that answers this workspace's visitors now; `undefined` before the first is published. */
  live(workspaceId: string): Promise<Knowledge | undefined>
  /** Reads the live release of every workspace into memory, so that no visitor waits for it. */
  warm(): Promise<void>
  /** Any release, for evaluation or to reproduce an answer (invariant 19). */
  release(workspaceId: string, number: number): Promise<Knowledge>
}

export interface LibraryOptions {
  /** Of the questions. */
  encoder?: Encoder | undefined
  /** The same one, for a thread that makes an index anew. */
  encoderSettings?: EncoderSettings | undefined
  /** Is told why a stored index could not be used. */
  report?: (reason: unknown, doing: string) => void
  /** A question waits so long for a release that has just been published; then the one before it answers. Milliseconds. */
  patience?: number
}

/** Releases held in memory at once: a live and a tried one for a few workspaces. */
const MOST_RELEASES = 8

/** Nor are more articles held than these, unless one release alone has more: some 500 MB. */
const MOST_ARTICLES = 150_000

/** A shop of a few hundred articles is loaded long before; only a large one answers from the old release meanwhile. */
const PATIENCE = 500

interface Held {
  loading: Promise<Knowledge>
  knowledge?: Knowledge
  articles: number
}

/**
 * Releases by number. Which one is live is read from the store for each turn, so a release published on another
 * node answers from the first turn after it was loaded on, with no notice that could be lost.
 */
export function openLibrary(store: Store, options: LibraryOptions = {}): Library {
  const { report = () => undefined, patience = PATIENCE } = options
  // A Map keeps insertion order: the first key is the one used longest ago.
  const held = new Map<string, Held>()
  /** The release that answered each workspace's last turn. */
  const answering = new Map<string, number>()

  function hold(workspaceId: string, number: number): Held {
    const key = keyOf(workspaceId, number)
    const found = held.get(key) ?? load(key, workspaceId, number)
    held.delete(key)
    held.set(key, found)
    return found
  }

  function load(key: string, workspaceId: string, number: number): Held {
    function keep(knowledge: Knowledge, articles: number): Knowledge {
      Object.assign(own, { knowledge, articles })
      letGo(key)
      return knowledge
    }
    const loading = loadRelease(store, { workspaceId, number }, { ...options, report, replace: keep })
    const own: Held = {
      loading: loading.then(({ knowledge, articles }) => keep(knowledge, articles)),
      articles: 0,
    }
    // A load that failed is tried again by the next caller; this one is told by the promise itself.
    own.loading.catch(() => held.delete(key))
    return own
  }

  /** Lets go of what was used longest ago, never of the one just loaded. */
  function letGo(loaded: string): void {
    let articles = 0
    for (const each of held.values()) articles += each.articles
    for (const [key, each] of held) {
      if (held.size <= MOST_RELEASES && articles <= MOST_ARTICLES) return
      if (key === loaded || each.knowledge === undefined) continue
      articles -= each.articles
      held.delete(key)
    }
  }

  async function live(workspaceId: string): Promise<Knowledge | undefined> {
    const number = await liveReleaseOf(store.read, workspaceId)
    if (number === null) return undefined
    const wanted = hold(workspaceId, number)
    const before = held.get(keyOf(workspaceId, answering.get(workspaceId) ?? 0))?.knowledge
    const knowledge = wanted.knowledge ?? (await (before ? orBefore(wanted, before) : wanted.loading))
    answering.set(workspaceId, knowledge.release)
    return knowledge
  }

  /** The release that is being loaded, or the one before it where that takes long or fails. */
  async function orBefore({ loading }: Held, before: Knowledge): Promise<Knowledge> {
    const stop = new AbortController()
    const late = setTimeout(patience, before, { signal: stop.signal }).catch(() => before)
    const ready = loading.catch((reason) => {
      report(reason, 'loading a release')
      return before
    })
    const knowledge = await Promise.race([ready, late])
    stop.abort()
    return knowledge
  }

  return {
    live,
    release: async (workspaceId, number) => {
      const { knowledge, loading } = hold(workspaceId, number)
      return knowledge ?? loading
    },
    async warm() {
      const workspaces = await store.read.selectFrom('workspace').select('id').limit(MOST_RELEASES).execute()
      for (const { id } of workspaces) await live(id)
    },
  }
}

function keyOf(workspaceId: string, number: number): string {
  return `${workspaceId} ${number}`
}
