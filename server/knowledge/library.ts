import type { Article, Language } from '#shared/knowledge.ts'
import type { Reading } from '../store/store.ts'
import { readArticles } from './articles.ts'
import { buildEngine, type Engine } from './engine.ts'
import { liveReleaseOf, readConfidence } from './releases.ts'

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

/** Releases held in memory at once: a live and a tried one for a few workspaces. */
const heldReleases = 8

/**
 * Releases by number. Which one is live is read from the store for each turn, so a release published on another
 * node answers from its next turn on, with no notice that could be lost.
 */
export function openLibrary(read: Reading): Library {
  // A Map keeps insertion order: the first key is the one used longest ago.
  const held = new Map<string, Promise<Knowledge>>()

  function release(workspaceId: string, number: number): Promise<Knowledge> {
    const key = `${workspaceId} ${number}`
    const found = held.get(key) ?? load(read, workspaceId, number)
    held.delete(key)
    held.set(key, found)
    // A load that failed is tried again by the next caller; this one is told by `found` itself.
    found.catch(() => held.delete(key))
    const oldest = held.keys().next().value
    if (held.size > heldReleases && oldest !== undefined) held.delete(oldest)
    return found
  }

  async function live(workspaceId: string): Promise<Knowledge | undefined> {
    const number = await liveReleaseOf(read, workspaceId)
    return number === null ? undefined : release(workspaceId, number)
  }

  return {
    release,
    live,
    async warm() {
      const workspaces = await read.selectFrom('workspace').select('id').limit(heldReleases).execute()
      for (const { id } of workspaces) await live(id)
    },
  }
}

async function load(read: Reading, workspaceId: string, number: number): Promise<Knowledge> {
  const confidence = await readConfidence(read, workspaceId, number)
  const articles = await readArticles(read, workspaceId, number)
  const byKey = new Map(articles.map((article) => [`${article.id} ${article.language}`, article]))
  return {
    release: number,
    engine: buildEngine(articles, confidence),
    article: (id, language) => byKey.get(`${id} ${language}`),
  }
}
