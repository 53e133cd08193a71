import { setImmediate } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Language } from '#shared/knowledge.ts'
import type { Release } from '#shared/rest.ts'
import { Refusal } from '../../refusal.ts'
import { fromJson } from '../../store/json.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading, Writing } from '../../store/store.ts'
import type { FittedModels } from './indexes.ts'

export type ReleaseRecord = Omit<Release, 'evaluation'>

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
  const row = await releaseRows(read, workspaceId).where('number', '=', number).executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', `There is no release ${number}.`)
  return recordOf(read, row, await liveReleaseOf(read, workspaceId))
}

/** The newest fifty releases, newest first, each with what differs from the live one. */
export async function listReleases(read: Reading, workspaceId: string): Promise<ReleaseRecord[]> {
  const live = await liveReleaseOf(read, workspaceId)
  const records: ReleaseRecord[] = []
  for (const row of await releaseRows(read, workspaceId).orderBy('number', 'desc').limit(50).execute()) {
    records.push(await recordOf(read, row, live))
    // Comparing takes its time where there are many articles; in between others have their turn.
    await setImmediate()
  }
  return records
}

function releaseRows(read: Reading, workspaceId: string) {
  return read
    .selectFrom('release')
    .select(['workspace_id', 'number', 'note', 'created_at', 'created_by', 'published_at'])
    .where('workspace_id', '=', workspaceId)
}

type ReleaseRow = Omit<Selectable<Tables['release']>, 'confidence'>

async function recordOf(read: Reading, row: ReleaseRow, live: number | null): Promise<ReleaseRecord> {
  const { articles } = await read
    .selectFrom('release_article')
    .select((each) => each.fn.countAll().as('articles'))
    .where('workspace_id', '=', row.workspace_id)
    .where('number', '=', row.number)
    .executeTakeFirstOrThrow()
  return {
    number: row.number,
    note: row.note,
    createdAt: row.created_at,
    createdBy: row.created_by,
    articles: Number(articles),
    changes: row.number === live ? [] : await changesSince(read, row, live ?? 0),
    synonymChanges: row.number === live ? undefined : await synonymChangesSince(read, row, live ?? 0),
    live: row.number === live,
    publishedAt: row.published_at ?? undefined,
  }
}

/** What was fitted at a release. */
export async function readModels(read: Reading, workspaceId: string, number: number): Promise<FittedModels> {
  const row = await read
    .selectFrom('release')
    .select('confidence')
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', `There is no release ${number}.`)
  return fromJson(row.confidence)
}

/** What a release has that another has not, or has otherwise, and what it lacks. */
async function changesSince(
  read: Reading,
  { workspace_id, number }: Pick<ReleaseRow, 'workspace_id' | 'number'>,
  other: number,
): Promise<Release['changes']> {
  const differing = (own: number, than: number) =>
    read
      .selectFrom('release_article as own')
      .leftJoin('release_article as other', (join) =>
        join
          .onRef('other.workspace_id', '=', 'own.workspace_id')
          .on('other.number', '=', than)
          .onRef('other.article_id', '=', 'own.article_id')
          .onRef('other.language', '=', 'own.language'),
      )
      .select(['own.article_id', 'own.language', 'other.version'])
      .where('own.workspace_id', '=', workspace_id)
      .where('own.number', '=', own)
      .orderBy('own.article_id')
      .orderBy('own.language')
  const present = await differing(number, other)
    .where((each) =>
      each.or([each('other.version', 'is', null), each('other.version', '<>', each.ref('own.version'))]),
    )
    .execute()
  const lacking = await differing(other, number).where('other.version', 'is', null).execute()
  return [
    ...lacking.map((row) => changeOf(row, 'removed')),
    ...present.map((row) => changeOf(row, row.version === null ? 'added' : 'edited')),
  ]
}

/** How many groups of synonyms a release has more, otherwise, or fewer than another. */
async function synonymChangesSince(
  read: Reading,
  { workspace_id, number }: Pick<ReleaseRow, 'workspace_id' | 'number'>,
  other: number,
): Promise<Release['synonymChanges']> {
  const counted = (own: number, than: number) =>
    read
      .selectFrom('release_synonym as own')
      .leftJoin('release_synonym as other', (join) =>
        join
          .onRef('other.workspace_id', '=', 'own.workspace_id')
          .on('other.number', '=', than)
          .onRef('other.group_id', '=', 'own.group_id'),
      )
      .select((each) => each.fn.countAll().as('groups'))
      .where('own.workspace_id', '=', workspace_id)
      .where('own.number', '=', own)
  const [added, edited, removed] = [
    await counted(number, other).where('other.version', 'is', null).executeTakeFirstOrThrow(),
    await counted(number, other)
      .where((each) => each('other.version', '<>', each.ref('own.version')))
      .executeTakeFirstOrThrow(),
    await counted(other, number).where('other.version', 'is', null).executeTakeFirstOrThrow(),
  ].map(({ groups }) => Number(groups))
  if (!added && !edited && !removed) return undefined
  return { added: added ?? 0, edited: edited ?? 0, removed: removed ?? 0 }
}

function changeOf(
  row: { article_id: string; language: string },
  change: 'added' | 'edited' | 'removed',
): Release['changes'][number] {
  return { articleId: row.article_id, language: row.language as Language, change }
}
