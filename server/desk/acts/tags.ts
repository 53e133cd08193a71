import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { colourFor, type Tag, type TagColour, type TagUse, tagBounds, tagKey } from '#shared/tags.ts'
import { Refusal } from '../../refusal.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading, Writing } from '../../store/store.ts'

/** Who changes a tag, and when. */
interface Edit {
  workspaceId: string
  by: string
  at: number
}

type TagRow = Selectable<Tables['tag']>

function tagOf(row: TagRow): Tag {
  return {
    id: row.id,
    name: row.name,
    colour: row.colour as TagColour,
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    archivedAt: row.archived_at ?? undefined,
    mergedInto: row.merged_into ?? undefined,
  }
}

/** Every tag of a workspace by name, archived and merged ones too: old conversations show them. */
export async function listTags(read: Reading, workspaceId: string): Promise<Tag[]> {
  const rows = await read
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name_key')
    .orderBy('id')
    .execute()
  return rows.map(tagOf)
}

/** The same with how many conversations have each; a merged one counts for what it became. */
export async function listTagUse(read: Reading, workspaceId: string): Promise<TagUse[]> {
  const [tags, counts] = await Promise.all([
    listTags(read, workspaceId),
    read
      .selectFrom('conversation_tag')
      .innerJoin('tag', 'tag.id', 'conversation_tag.tag_id')
      .select(['tag.id', (each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count')])
      .where('tag.workspace_id', '=', workspaceId)
      .groupBy('tag.id')
      .execute(),
  ])
  const counted = new Map<string, number>()
  for (const tag of tags) {
    const id = tag.mergedInto ?? tag.id
    counted.set(id, (counted.get(id) ?? 0) + (counts.find((each) => each.id === tag.id)?.count ?? 0))
  }
  return tags.map((tag) => ({ ...tag, conversations: counted.get(tag.id) ?? 0 }))
}

/** A new tag, or the one that has this name already: of two who make one at once both get the same. */
export async function createTag(
  writing: Writing,
  edit: Edit,
  { name, colour }: { name: string; colour?: TagColour | undefined },
): Promise<Tag> {
  await holdWorkspace(writing, edit.workspaceId)
  const there = await namedTag(writing, edit.workspaceId, name)
  if (there) return tagOf(there)
  const { count } = await writing
    .selectFrom('tag')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', edit.workspaceId)
    .executeTakeFirstOrThrow()
  // Archived ones stay for the conversations that have them, so they count twice as far.
  if (count >= tagBounds.tags * 2 || (await countActive(writing, edit.workspaceId)) >= tagBounds.tags) {
    throw new Refusal(
      'too-large',
      `A workspace has at most ${tagBounds.tags} tags. Merge some of them first.`,
    )
  }
  const row = await writing
    .insertInto('tag')
    .values({
      id: randomUUID(),
      workspace_id: edit.workspaceId,
      name,
      name_key: tagKey(name),
      colour: colour ?? colourFor(name),
      version: 1,
      created_at: edit.at,
      updated_at: edit.at,
      updated_by: edit.by,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return tagOf(row)
}

/** Another name or colour, everywhere at once. Throws `conflict` where somebody else was first or has this name. */
export async function editTag(
  writing: Writing,
  edit: Edit,
  id: string,
  change: { name: string; colour: TagColour; version: number },
): Promise<Tag> {
  await holdWorkspace(writing, edit.workspaceId)
  const tag = await currentTag(writing, edit.workspaceId, id, change.version)
  const other = await namedTag(writing, edit.workspaceId, change.name)
  if (tag.archived_at === null && other && other.id !== id) throw nameTaken(other)
  return save(writing, edit, tag, {
    name: change.name,
    name_key: tagKey(change.name),
    colour: change.colour,
  })
}

/** Takes a tag out of what may be put on conversations, or back into it; those that have it keep it. */
export async function archiveTag(
  writing: Writing,
  edit: Edit,
  id: string,
  { version, archived }: { version: number; archived: boolean },
): Promise<Tag> {
  await holdWorkspace(writing, edit.workspaceId)
  const tag = await currentTag(writing, edit.workspaceId, id, version)
  if (!archived) {
    const other = await namedTag(writing, edit.workspaceId, tag.name)
    if (other && other.id !== id) throw nameTaken(other)
    if ((await countActive(writing, edit.workspaceId)) >= tagBounds.tags)
      throw new Refusal('too-large', `A workspace has at most ${tagBounds.tags} tags.`)
  }
  return save(writing, edit, tag, { archived_at: archived ? edit.at : null })
}

/**
 * Makes one tag of two: from now on the one stands for the other, on every conversation that has it. No conversation is
 * rewritten, so it takes no longer for a million of them.
 */
export async function mergeTags(
  writing: Writing,
  edit: Edit,
  id: string,
  { into, version }: { into: string; version: number },
): Promise<Tag> {
  await holdWorkspace(writing, edit.workspaceId)
  if (into === id) throw new Refusal('invalid', 'A tag cannot be merged with itself.')
  const tag = await currentTag(writing, edit.workspaceId, id, version)
  const target = await writing
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', edit.workspaceId)
    .where('id', '=', into)
    .executeTakeFirst()
  if (target === undefined) throw unknownTag()
  if (target.archived_at !== null)
    throw new Refusal('conflict', 'That tag is archived: nothing goes into it.')
  // What went into this one before goes along, so that no chain comes about.
  await writing
    .updateTable('tag')
    .set({ merged_into: into })
    .where('workspace_id', '=', edit.workspaceId)
    .where('merged_into', '=', id)
    .execute()
  await save(writing, edit, tag, { merged_into: into, archived_at: tag.archived_at ?? edit.at })
  return tagOf(target)
}

async function save(
  writing: Writing,
  edit: Edit,
  tag: TagRow,
  change: Partial<Pick<TagRow, 'name' | 'name_key' | 'colour' | 'archived_at' | 'merged_into'>>,
): Promise<Tag> {
  const row = await writing
    .updateTable('tag')
    .set({ ...change, version: tag.version + 1, updated_at: edit.at, updated_by: edit.by })
    .where('id', '=', tag.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return tagOf(row)
}

async function currentTag(
  writing: Writing,
  workspaceId: string,
  id: string,
  version: number,
): Promise<TagRow> {
  const tag = await writing
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (tag === undefined) throw unknownTag()
  if (tag.merged_into !== null) throw new Refusal('conflict', 'This tag has become another one.')
  if (tag.version !== version)
    throw new Refusal('conflict', `${tag.updated_by} changed this tag meanwhile; nothing was overwritten.`)
  return tag
}

async function namedTag(read: Reading, workspaceId: string, name: string): Promise<TagRow | undefined> {
  return read
    .selectFrom('tag')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name_key', '=', tagKey(name))
    .where('archived_at', 'is', null)
    .executeTakeFirst()
}

async function countActive(read: Reading, workspaceId: string): Promise<number> {
  const { count } = await read
    .selectFrom('tag')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** One at a time changes the tags of a workspace: names stay one tag's, and the bound holds. */
async function holdWorkspace(writing: Writing, workspaceId: string): Promise<void> {
  await writing
    .updateTable('workspace')
    .set((each) => ({ name: each.ref('name') }))
    .where('id', '=', workspaceId)
    .execute()
}

function unknownTag(): Refusal {
  return new Refusal('not-found', 'This tag does not exist.')
}

function nameTaken({ name }: TagRow): Refusal {
  return new Refusal('conflict', `There is a tag “${name}” already. Merge the two instead.`)
}
