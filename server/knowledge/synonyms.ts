import { randomUUID } from 'node:crypto'
import { type SynonymGroup, synonymBounds } from '#shared/synonyms.ts'
import { Refusal } from '../refusal.ts'
import { fromJson, toJson } from '../store/json.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Edit } from './articles.ts'
import { isSearched, isTooCommon, synonymKey } from './search/words/own-synonyms.ts'

/** A group as a release keeps it. */
export type FrozenSynonyms = Pick<SynonymGroup, 'id' | 'version' | 'words'>

type Saved = Omit<SynonymGroup, 'isLive'>

/** One page of a workspace's groups, by id; each says whether the live release has it as it is. */
export async function listSynonyms(
  read: Reading,
  request: { workspaceId: string; liveRelease: number | null; cursor?: string | undefined; limit: number },
): Promise<{ synonyms: SynonymGroup[]; next?: string | undefined }> {
  const rows = await read
    .selectFrom('synonym_group')
    .leftJoin('release_synonym', (join) =>
      join
        .onRef('release_synonym.workspace_id', '=', 'synonym_group.workspace_id')
        .on('release_synonym.number', '=', request.liveRelease ?? 0)
        .onRef('release_synonym.group_id', '=', 'synonym_group.id'),
    )
    .selectAll('synonym_group')
    .select('release_synonym.version as live_version')
    .where('synonym_group.workspace_id', '=', request.workspaceId)
    .where('synonym_group.id', '>', request.cursor ?? '')
    .orderBy('synonym_group.id')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  return {
    synonyms: shown.map((row) => ({
      id: row.id,
      version: row.version,
      words: fromJson(row.words),
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
      isLive: row.live_version === row.version,
    })),
    next: rows.length > request.limit ? shown.at(-1)?.id : undefined,
  }
}

/** A new group. Throws `invalid` where a word cannot be searched for or stands in another group. */
export async function addSynonyms(writing: Writing, edit: Edit, words: string[]): Promise<Saved> {
  requireSense(words)
  await holdWorkspace(writing, edit.workspaceId)
  const { groups } = await writing
    .selectFrom('synonym_group')
    .select((each) => each.fn.countAll().as('groups'))
    .where('workspace_id', '=', edit.workspaceId)
    .executeTakeFirstOrThrow()
  if (Number(groups) >= synonymBounds.groups)
    throw new Refusal('invalid', `There are ${synonymBounds.groups} groups already; remove one first.`)
  const id = randomUUID()
  await writing
    .insertInto('synonym_group')
    .values({
      workspace_id: edit.workspaceId,
      id,
      version: 1,
      words: toJson(words),
      updated_at: edit.at,
      updated_by: edit.by,
    })
    .execute()
  await takeWords(writing, edit.workspaceId, id, words)
  return { id, version: 1, words, updatedAt: edit.at, updatedBy: edit.by }
}

/** Other words for a group. `version` is the one that was edited: a newer one makes it a `conflict`. */
export async function editSynonyms(
  writing: Writing,
  edit: Edit,
  id: string,
  { words, version }: { words: string[]; version: number },
): Promise<Saved> {
  requireSense(words)
  await holdWorkspace(writing, edit.workspaceId)
  const current = await writing
    .selectFrom('synonym_group')
    .select(['version', 'updated_by'])
    .where('workspace_id', '=', edit.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (current === undefined) throw notThere()
  if (current.version !== version)
    throw new Refusal('conflict', `${current.updated_by} changed this group meanwhile. Look at it again.`)
  const change = {
    version: version + 1,
    words: toJson(words),
    updated_at: edit.at,
    updated_by: edit.by,
  }
  await writing
    .updateTable('synonym_group')
    .set(change)
    .where('workspace_id', '=', edit.workspaceId)
    .where('id', '=', id)
    .execute()
  await leaveWords(writing, edit.workspaceId, id)
  await takeWords(writing, edit.workspaceId, id, words)
  return { id, version: change.version, words, updatedAt: edit.at, updatedBy: edit.by }
}

/** Removes a group; releases that have it keep it. */
export async function removeSynonyms(writing: Writing, workspaceId: string, id: string): Promise<void> {
  const row = await writing
    .deleteFrom('synonym_group')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) throw notThere()
  await leaveWords(writing, workspaceId, id)
}

/** Every group of a workspace as it is now. */
export async function readSynonyms(read: Reading, workspaceId: string): Promise<FrozenSynonyms[]> {
  const rows = await read
    .selectFrom('synonym_group')
    .select(['id', 'version', 'words'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, words: fromJson(row.words) }))
}

/** The words of the groups that a release was made with (invariant 19). */
export async function readReleaseSynonyms(
  read: Reading,
  workspaceId: string,
  number: number,
): Promise<string[][]> {
  const rows = await read
    .selectFrom('release_synonym')
    .select('words')
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .orderBy('group_id')
    .execute()
  return rows.map((row) => fromJson(row.words))
}

/** Of two who edit the groups of one workspace one is first, so that no word gets into two of them. */
async function holdWorkspace(writing: Writing, workspaceId: string): Promise<void> {
  await writing
    .updateTable('workspace')
    .set((each) => ({ next_release: each.ref('next_release') }))
    .where('id', '=', workspaceId)
    .execute()
}

async function takeWords(writing: Writing, workspaceId: string, id: string, words: string[]): Promise<void> {
  const keys = words.map(synonymKey)
  const taken = await writing
    .selectFrom('synonym_word')
    .innerJoin('synonym_group', (join) =>
      join
        .onRef('synonym_group.workspace_id', '=', 'synonym_word.workspace_id')
        .onRef('synonym_group.id', '=', 'synonym_word.group_id'),
    )
    .select(['synonym_word.word', 'synonym_group.words'])
    .where('synonym_word.workspace_id', '=', workspaceId)
    .where('synonym_word.word', 'in', keys)
    .execute()
  if (taken.length > 0) {
    throw invalid(
      taken.map((row) => {
        const place = keys.indexOf(row.word)
        const others = fromJson<string[]>(row.words).slice(0, 3).join(', ')
        return [place, `“${words[place]}” is in another group already: ${others}.`]
      }),
    )
  }
  await writing
    .insertInto('synonym_word')
    .values(keys.map((word) => ({ workspace_id: workspaceId, word, group_id: id })))
    .execute()
}

async function leaveWords(writing: Writing, workspaceId: string, id: string): Promise<void> {
  await writing
    .deleteFrom('synonym_word')
    .where('workspace_id', '=', workspaceId)
    .where('group_id', '=', id)
    .execute()
}

/** What only the search can tell of words that are well-formed. */
function requireSense(words: string[]): void {
  const keys = words.map(synonymKey)
  const problems: [number, string][] = []
  for (const [place, word] of words.entries()) {
    const first = keys.indexOf(keys[place] ?? '')
    if (isTooCommon(word)) problems.push([place, `“${word}” is too common a word to mean one thing.`])
    else if (first < place)
      problems.push([place, `“${word}” and “${words[first]}” are one word to the search already.`])
  }
  if (problems.length > 0) throw invalid(problems)
  if (!words.some(isSearched))
    throw invalid([[0, 'Long numbers are not searched for. Add a word that says what they are.']])
}

function invalid(problems: [place: number, message: string][]): Refusal {
  const issues = problems.map(([place, message]) => ({ path: `words.${place}`, message }))
  return new Refusal('invalid', issues[0]?.message ?? 'Not valid.', { issues })
}

function notThere(): Refusal {
  return new Refusal('not-found', 'This group of synonyms does not exist.')
}
