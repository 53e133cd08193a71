import type { Selectable } from 'kysely'
import type { Block } from '#shared/act-requests.ts'
import { actBounds, type BlockReason } from '#shared/acts.ts'
import {
  blockKey,
  blockOf,
  type ConversationParts,
  changeConversation,
  readCursor,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading, Writing } from '../../store/store.ts'

interface Blocker {
  id: string
  name: string
  /** May block without an end, and let others' blocks go. */
  isSupervisor: boolean
}

/**
 * Keeps the visitor of a conversation, and where they are a contact the contact with all devices, from writing. They may
 * still read, and have their data handed out and erased, which ends the block with it.
 */
export async function blockVisitor(
  parts: ConversationParts,
  request: { conversationId: string; reason: BlockReason; until?: number | undefined; person: Blocker },
): Promise<{ until?: number | undefined }> {
  const { reason, until, person } = request
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation, at, writing } = log
    requireTime(until, at, person)
    await requireRoom(writing, conversation.workspace_id, at)
    const id = blockKey({ id: conversation.visitor_id, contactId: conversation.contact_id })
    const said = { reason, until: until ?? null, at, by_id: person.id, by_name: person.name }
    await writing
      .insertInto('visitor_block')
      .values({
        id,
        workspace_id: conversation.workspace_id,
        visitor_id: conversation.visitor_id,
        contact_id: conversation.contact_id,
        conversation_id: conversation.id,
        ...said,
        refused: 0,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ ...said, conversation_id: conversation.id }),
      )
      .execute()
    log.append({ type: 'visitor:blocked', reason, ...(until !== undefined && { until }), by: person.name })
    return { until }
  })
}

/** Lets the visitor of a conversation write again: whoever blocked them may, and every supervisor. */
export async function unblockVisitor(
  parts: ConversationParts,
  request: { conversationId: string; person: Blocker },
): Promise<object> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation, at, writing } = log
    const { person } = request
    const block = await blockOf(
      writing,
      { id: conversation.visitor_id, contactId: conversation.contact_id },
      at,
    )
    if (block === undefined) throw new Refusal('conflict', 'This visitor may write already.')
    if (!person.isSupervisor && block.by_id !== person.id)
      throw new Refusal(
        'forbidden',
        `${block.by_name} blocked this visitor; a supervisor can let them write again.`,
      )
    // Also what began on this device before anybody knew who they are.
    const ids = [`visitor:${conversation.visitor_id}`, block.id]
    await writing.deleteFrom('visitor_block').where('id', 'in', ids).execute()
    log.append({ type: 'visitor:unblocked', by: person.name })
    return {}
  })
}

/** Where a block was made; with it a supervisor lets the visitor write again. Throws `not-found`. */
export async function conversationOfBlock(read: Reading, workspaceId: string, id: string): Promise<string> {
  const block = await read
    .selectFrom('visitor_block')
    .select('conversation_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (block === undefined) throw new Refusal('not-found', 'This visitor is not blocked.')
  return block.conversation_id
}

/** The visitors who may not write, newest first. */
export async function listBlocks(
  read: Reading,
  request: { workspaceId: string; cursor?: string | undefined; limit: number; now: number },
): Promise<{ blocks: Block[]; next?: string | undefined }> {
  const after = readCursor(request.cursor)
  const rows = await read
    .selectFrom('visitor_block')
    .leftJoin('contact', 'contact.id', 'visitor_block.contact_id')
    .selectAll('visitor_block')
    .select('contact.name as contact_name')
    .where('visitor_block.workspace_id', '=', request.workspaceId)
    .where((each) => each.or([each('until', 'is', null), each('until', '>', request.now)]))
    .$if(after !== undefined, (query) =>
      query.where((each) =>
        each.or([
          each('at', '<', after?.at ?? 0),
          each.and([each('at', '=', after?.at ?? 0), each('visitor_block.id', '>', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('visitor_block.id')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return { blocks: shown.map(blockView), next: last && `${last.at}~${last.id}` }
}

function blockView(row: Selectable<Tables['visitor_block']> & { contact_name: string | null }): Block {
  return {
    id: row.id,
    visitor: { id: row.visitor_id, name: row.contact_name ?? undefined },
    conversationId: row.conversation_id,
    reason: row.reason as BlockReason,
    until: row.until ?? undefined,
    at: row.at,
    by: row.by_name,
    refused: row.refused,
    refusedAt: row.refused_at ?? undefined,
  }
}

function requireTime(until: number | undefined, at: number, { isSupervisor }: Blocker): void {
  const wrong = (message: string) => new Refusal('invalid', message, { issues: [{ path: 'until', message }] })
  if (until === undefined) {
    if (isSupervisor) return
    throw new Refusal('forbidden', 'Only a supervisor blocks somebody without an end. Choose until when.')
  }
  if (until < at + actBounds.shortestBlock) throw wrong('A block ends at least a minute from now.')
  if (until > at + actBounds.longestBlock) throw wrong('A block ends within a year, or has no end.')
  if (!isSupervisor && until > at + actBounds.longestBlockByAgent)
    throw new Refusal('forbidden', 'You can block somebody for at most 30 days; a supervisor for longer.')
}

async function requireRoom(writing: Writing, workspaceId: string, at: number): Promise<void> {
  await writing
    .deleteFrom('visitor_block')
    .where('workspace_id', '=', workspaceId)
    .where('until', '<=', at)
    .execute()
  const { count } = await writing
    .selectFrom('visitor_block')
    .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  if (count >= actBounds.blocks)
    throw new Refusal('too-large', `At most ${actBounds.blocks} visitors are blocked at once.`)
}
