import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { Refusal } from '../../refusal.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading, Writing } from '../../store/store.ts'

/** What people at the desk prepare for themselves, or for everybody in their workspace. */
export type ToolKind = 'reply' | 'macro'

/** Who reads or changes tools. */
export interface ToolUser {
  workspaceId: string
  personId: string
  /** May change what is shared. */
  mayShare: boolean
}

export interface ToolEdit extends ToolUser {
  /** A person's name. */
  by: string
  at: number
}

/** One tool; what is in it, its kind alone knows. */
export interface Tool<Content> {
  id: string
  content: Content
  shared: boolean
  version: number
  updatedAt: number
  updatedBy: string
}

/** What a kind of tool is called, and how many there may be. */
export interface ToolRules {
  kind: ToolKind
  /** The field whose value is one tool's only, among what is shared and among what is one's own. */
  keyField: string
  bounds: { shared: number; own: number }
  words: { missing: string; taken: string }
}

/** Whose is what everybody has. */
const everybody = ''

/** One page of what a person may use, by id: what is shared, and their own. */
export async function listTools<Content>(
  read: Reading,
  user: ToolUser,
  request: { kind: ToolKind; cursor?: string | undefined; limit: number },
): Promise<{ tools: Tool<Content>[]; next?: string | undefined }> {
  const rows = await read
    .selectFrom('desk_tool')
    .selectAll()
    .where('workspace_id', '=', user.workspaceId)
    .where('kind', '=', request.kind)
    .where('owner', 'in', [everybody, user.personId])
    .where('id', '>', request.cursor ?? '')
    .orderBy('id')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  return {
    tools: shown.map((row) => toolOf<Content>(row)),
    next: rows.length > request.limit ? shown.at(-1)?.id : undefined,
  }
}

/** Keeps a new tool. Throws `forbidden`, and `invalid` where its key is taken or there are too many. */
export async function addTool<Content>(
  writing: Writing,
  edit: ToolEdit,
  rules: ToolRules,
  tool: { key: string; content: Content; shared: boolean },
): Promise<Tool<Content>> {
  const owner = tool.shared ? everybody : edit.personId
  requireRight(edit, owner)
  await holdWorkspace(writing, edit.workspaceId)
  await requireRoom(writing, edit, rules, owner)
  await requireFree(writing, edit, rules, owner, tool.key)
  const row = {
    id: randomUUID(),
    workspace_id: edit.workspaceId,
    kind: rules.kind,
    owner,
    key: tool.key,
    content: toJson(tool.content),
    version: 1,
    created_at: edit.at,
    updated_at: edit.at,
    updated_by: edit.by,
  }
  await writing.insertInto('desk_tool').values(row).execute()
  return toolOf(row)
}

/** Changes a tool. `version` is the one that was edited: a newer one makes it a `conflict`. */
export async function editTool<Content>(
  writing: Writing,
  edit: ToolEdit,
  rules: ToolRules,
  tool: { id: string; key: string; content: Content; version: number },
): Promise<Tool<Content>> {
  await holdWorkspace(writing, edit.workspaceId)
  const current = await readOwn(writing, edit, rules, tool.id)
  if (current.version !== tool.version)
    throw new Refusal('conflict', `${current.updated_by} changed this meanwhile. Look at it again.`)
  await requireFree(writing, edit, rules, current.owner, tool.key, tool.id)
  const change = {
    key: tool.key,
    content: toJson(tool.content),
    version: tool.version + 1,
    updated_at: edit.at,
    updated_by: edit.by,
  }
  await writing.updateTable('desk_tool').set(change).where('id', '=', tool.id).execute()
  return toolOf({ ...current, ...change })
}

/** Removes a tool, and answers whether it was everybody's. */
export async function removeTool(
  writing: Writing,
  user: ToolUser,
  rules: ToolRules,
  id: string,
): Promise<{ shared: boolean }> {
  const current = await readOwn(writing, user, rules, id)
  await writing.deleteFrom('desk_tool').where('id', '=', id).execute()
  return { shared: current.owner === everybody }
}

/** Somebody else's is answered like one that does not exist. */
async function readOwn(
  read: Reading,
  user: ToolUser,
  rules: ToolRules,
  id: string,
): Promise<Selectable<Tables['desk_tool']>> {
  const row = await read
    .selectFrom('desk_tool')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', user.workspaceId)
    .where('kind', '=', rules.kind)
    .where('owner', 'in', [everybody, user.personId])
    .executeTakeFirst()
  if (row === undefined) throw new Refusal('not-found', rules.words.missing)
  requireRight(user, row.owner)
  return row
}

function requireRight(user: ToolUser, owner: string): void {
  if (owner === everybody && !user.mayShare)
    throw new Refusal('forbidden', 'Your role may keep its own only; what everybody has a trainer changes.')
}

async function requireRoom(writing: Writing, edit: ToolEdit, rules: ToolRules, owner: string): Promise<void> {
  const { count } = await writing
    .selectFrom('desk_tool')
    .select((each) => each.fn.countAll().as('count'))
    .where('workspace_id', '=', edit.workspaceId)
    .where('kind', '=', rules.kind)
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow()
  const most = owner === everybody ? rules.bounds.shared : rules.bounds.own
  if (Number(count) >= most) throw new Refusal('invalid', `There are ${most} already; remove one first.`)
}

async function requireFree(
  writing: Writing,
  edit: ToolEdit,
  rules: ToolRules,
  owner: string,
  key: string,
  id = '',
): Promise<void> {
  const taken = await writing
    .selectFrom('desk_tool')
    .select('id')
    .where('workspace_id', '=', edit.workspaceId)
    .where('kind', '=', rules.kind)
    .where('owner', '=', owner)
    .where('key', '=', key)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (taken === undefined) return
  const message = rules.words.taken
  throw new Refusal('invalid', message, { issues: [{ path: rules.keyField, message }] })
}

/** Of two who edit the tools of one workspace one is first, so that no key is there twice. */
async function holdWorkspace(writing: Writing, workspaceId: string): Promise<void> {
  await writing
    .updateTable('workspace')
    .set((each) => ({ next_release: each.ref('next_release') }))
    .where('id', '=', workspaceId)
    .execute()
}

function toolOf<Content>(row: Selectable<Tables['desk_tool']>): Tool<Content> {
  return {
    id: row.id,
    content: fromJson(row.content),
    shared: row.owner === everybody,
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}
