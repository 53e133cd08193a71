import { setImmediate } from 'node:timers/promises'
import type { Language } from '#shared/knowledge.ts'
import { Refusal } from '../../refusal.ts'
import { toJson } from '../../store/json.ts'
import type { Reading, Store } from '../../store/store.ts'
import type { Edit } from '../articles.ts'
import type { EncoderSettings } from '../encoder/open.ts'
import { type FrozenSynonyms, readSynonyms } from '../synonyms.ts'
import { articlePages, workingSetMark } from './article-pages.ts'
import { buildInThread } from './index-build.ts'
import { UnusableIndex } from './pack.ts'
import { liveReleaseOf, type ReleaseRecord, readRelease } from './releases.ts'
import { isOnePart, readIndex, removeOldIndexes, writeIndex, writePart } from './stored-index.ts'

/** Who makes the vectors of a release's texts. */
export interface ReleaseOptions {
  encoder?: EncoderSettings | undefined
}

/**
 * Makes an immutable release of the working set as it is now, synonyms included, with its index and its fitted models.
 * It answers nobody before it is published. Throws `conflict` where there is nothing to release.
 */
export async function makeRelease(
  store: Store,
  edit: Edit,
  note: string,
  { encoder }: ReleaseOptions = {},
): Promise<ReleaseRecord> {
  const { workspaceId } = edit
  const synonyms = await readSynonyms(store.read, workspaceId)
  const { versions, bytes, models } = await buildIndex(store.read, workspaceId, encoder, synonyms)
  const number = await nextNumber(store, workspaceId)
  const key = { workspaceId, number }
  // Rows that nobody sees before the row of the release is there: in several transactions, so that nobody waits.
  for (let start = 0; start < versions.length; start += 500) {
    const rows = versions
      .slice(start, start + 500)
      .map((row) => ({ ...row, workspace_id: workspaceId, number }))
    await store.write((writing) => writing.insertInto('release_article').values(rows).execute())
    await setImmediate()
  }
  for (let start = 0; start < synonyms.length; start += 500) {
    const rows = synonyms.slice(start, start + 500).map(({ id, version, words }) => ({
      workspace_id: workspaceId,
      number,
      group_id: id,
      version,
      words: toJson(words),
    }))
    await store.write((writing) => writing.insertInto('release_synonym').values(rows).execute())
    await setImmediate()
  }
  if (!isOnePart(bytes)) await writeIndex(store, key, bytes)
  await store.write(async (writing) => {
    if (isOnePart(bytes)) await writePart(writing, key, 0, bytes)
    await writing
      .insertInto('release')
      .values({
        workspace_id: workspaceId,
        number,
        note,
        created_at: edit.at,
        created_by: edit.by,
        confidence: toJson(models),
        published_at: null,
      })
      .execute()
  })
  await removeOldIndexes(store, key)
  return readRelease(store.read, workspaceId, number)
}

/** So often a release is begun anew because somebody edited articles while they were read. */
const ATTEMPTS = 5

async function buildIndex(
  read: Reading,
  workspaceId: string,
  encoder: EncoderSettings | undefined,
  groups: readonly FrozenSynonyms[],
) {
  const synonyms = groups.map(({ words }) => words)
  for (let attempt = 1; ; attempt += 1) {
    const mark = await workingSetMark(read, workspaceId)
    const versions: { article_id: string; language: Language; version: number }[] = []
    async function* pages() {
      for await (const articles of articlePages(read, workspaceId)) {
        for (const { id, language, version } of articles) versions.push({ article_id: id, language, version })
        yield articles
      }
      if (versions.length === 0) throw new Refusal('conflict', 'There is no article to release yet.')
      if (mark !== (await workingSetMark(read, workspaceId))) throw new EditedMeanwhile()
    }
    try {
      const earlier = encoder && (await liveIndex(read, workspaceId))
      return { ...(await buildInThread({ pages: pages(), encoder, synonyms, earlier })), versions }
    } catch (reason) {
      if (!(reason instanceof EditedMeanwhile)) throw reason
      if (attempt === ATTEMPTS)
        throw new Refusal('conflict', 'Articles are being edited. Release them after that.')
    }
  }
}

class EditedMeanwhile extends Error {}

/** The index of the live release, whose vectors are taken over; without it every text is encoded. */
async function liveIndex(read: Reading, workspaceId: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const number = await liveReleaseOf(read, workspaceId)
  if (number === null) return undefined
  try {
    return await readIndex(read, { workspaceId, number })
  } catch (reason) {
    if (reason instanceof UnusableIndex) return undefined
    throw reason
  }
}

/** Numbers are given out once: a release that failed leaves a gap. */
async function nextNumber(store: Store, workspaceId: string): Promise<number> {
  return store.write(async (writing) => {
    const workspace = await writing
      .updateTable('workspace')
      .set((each) => ({ next_release: each('next_release', '+', 1) }))
      .where('id', '=', workspaceId)
      .returning('next_release')
      .executeTakeFirstOrThrow()
    return workspace.next_release - 1
  })
}
