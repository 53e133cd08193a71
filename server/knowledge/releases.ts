import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Article } from '#shared/knowledge.ts'
import type { Release } from '#shared/rest.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Store, Writing } from '../store/store.ts'
import { type Edit, readArticles } from './articles.ts'
import type { ConfidenceModel } from './engine.ts'

export type ReleaseRecord = Omit<Release, 'evaluation'>

/**
 * Makes an immutable release of the working set as it is now, with its fitted confidence. It answers nobody before
 * it is published. Throws `conflict` where there is nothing to release.
 */
export async function makeRelease(store: Store, edit: Edit, note: string): Promise<ReleaseRecord> {
  const articles = await readArticles(store.read, edit.workspaceId)
  if (articles.length === 0) throw new Refusal('conflict', 'There is no article to release yet.')
  const confidence = await fitConfidence(articles)
  const number = await store.write(async (writing) => {
    const workspace = await writing
      .updateTable('workspace')
      .set((each) => ({ next_release: each('next_release', '+', 1) }))
      .where('id', '=', edit.workspaceId)
      .returning('next_release')
      .executeTakeFirstOrThrow()
    const own = workspace.next_release - 1
    await writing
      .insertInto('release')
      .values({
        workspace_id: edit.workspaceId,
        number: own,
        note,
        created_at: edit.at,
        created_by: edit.by,
        confidence: toJson(confidence),
        published_at: null,
      })
      .execute()
    for (let start = 0; start < articles.length; start += 500) {
      await writing
        .insertInto('release_article')
        .values(
          articles.slice(start, start + 500).map((article) => ({
            workspace_id: edit.workspaceId,
            number: own,
            article_id: article.id,
            language: article.language,
            version: article.version,
          })),
        )
        .execute()
    }
    return own
  })
  return readRelease(store.read, edit.workspaceId, number)
}

/** Makes a release the one that answers; publishing an older one is the rollback. */
export async function goLive(
  writing: Writing,
  workspaceId: string,
  number: number,
  at: number,
): Promise<void> {
  const row = await writing
    .updateTable('release')
    .set({ published_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .returning('number')
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', `There is no release ${number}.`)
  await writing.updateTable('workspace').set({ live_release: number }).where('id', '=', workspaceId).execute()
}

/** The number of the release that answers visitors, or null before the first. */
export async function liveReleaseOf(read: Reading, workspaceId: string): Promise<number | null> {
  const row = await read
    .selectFrom('workspace')
    .select('live_release')
    .where('id', '=', workspaceId)
    .executeTakeFirst()
  return row?.live_release ?? null
}

export async function readRelease(
  read: Reading,
  workspaceId: string,
  number: number,
): Promise<ReleaseRecord> {
  const found = (await listReleases(read, workspaceId, number))[0]
  if (found === undefined) throw new Refusal('not-found', `There is no release ${number}.`)
  return found
}

/** The newest fifty releases, newest first, each with what differs from the live one; or only release `number`. */
export async function listReleases(
  read: Reading,
  workspaceId: string,
  number?: number,
): Promise<ReleaseRecord[]> {
  const live = await liveReleaseOf(read, workspaceId)
  const rows = await read
    .selectFrom('release')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(number !== undefined, (query) => query.where('number', '=', number ?? 0))
    .orderBy('number', 'desc')
    .limit(50)
    .execute()
  const held = await versionsIn(read, workspaceId, [...rows.map((row) => row.number), live ?? 0])
  return rows.map((row) => {
    const own = held.get(row.number) ?? new Map<string, number>()
    return {
      number: row.number,
      note: row.note,
      createdAt: row.created_at,
      createdBy: row.created_by,
      articles: own.size,
      changes: changesBetween(held.get(live ?? 0) ?? new Map(), own),
      live: row.number === live,
      publishedAt: row.published_at ?? undefined,
    }
  })
}

export async function readConfidence(
  read: Reading,
  workspaceId: string,
  number: number,
): Promise<ConfidenceModel> {
  const row = await read
    .selectFrom('release')
    .select('confidence')
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', `There is no release ${number}.`)
  return fromJson(row.confidence)
}

/** `article language` → version, of each release. */
async function versionsIn(
  read: Reading,
  workspaceId: string,
  numbers: number[],
): Promise<Map<number, Map<string, number>>> {
  const rows = await read
    .selectFrom('release_article')
    .select(['number', 'article_id', 'language', 'version'])
    .where('workspace_id', '=', workspaceId)
    .where('number', 'in', [...new Set(numbers)])
    .execute()
  const held = new Map<number, Map<string, number>>()
  for (const row of rows) {
    const own = held.get(row.number) ?? new Map<string, number>()
    own.set(`${row.article_id} ${row.language}`, row.version)
    held.set(row.number, own)
  }
  return held
}

function changesBetween(live: Map<string, number>, own: Map<string, number>): Release['changes'] {
  const changes: Release['changes'] = []
  for (const key of new Set([...live.keys(), ...own.keys()])) {
    const [articleId = '', language] = key.split(' ') as [string, 'en' | 'zh']
    if (!live.has(key)) changes.push({ articleId, language, change: 'added' })
    else if (!own.has(key)) changes.push({ articleId, language, change: 'removed' })
    else if (live.get(key) !== own.get(key)) changes.push({ articleId, language, change: 'edited' })
  }
  return changes
}

async function fitConfidence(articles: Article[]): Promise<ConfidenceModel> {
  const worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { workerData: articles })
  try {
    // `once` rejects on the worker's 'error' event, so a failing fit fails the release and nothing else.
    const [confidence] = (await once(worker, 'message')) as [ConfidenceModel]
    return confidence
  } finally {
    await worker.terminate()
  }
}
