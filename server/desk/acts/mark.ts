import type { HandPriority } from '#shared/acts.ts'
import { tagBounds, tagsOf } from '#shared/tags.ts'
import { actsOf, type ConversationParts, changeConversation, type OpenLog } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { listTags } from './tags.ts'

/**
 * Puts tags on a conversation and takes others off; whoever owns it, for a tag is true for all. What is so already
 * changes nothing. Throws `not-found` for a tag of nobody or of another workspace, `conflict` for an archived one,
 * `too-large` beyond the bound.
 */
export async function tagConversation(
  parts: ConversationParts,
  request: { conversationId: string; add: string[]; remove: string[]; by: string },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { conversation } = log
    const { by } = request
    const known = new Map(
      (await listTags(log.writing, conversation.workspace_id)).map((tag) => [tag.id, tag]),
    )
    for (const id of [...request.add, ...request.remove]) {
      if (!known.has(id)) throw new Refusal('not-found', 'This tag does not exist.')
    }
    const now = actsOf(conversation).tags ?? []
    // Under whichever id it was put on: a tag that was merged goes with what it became.
    const standing = new Set(tagsOf(now, known).map(({ id }) => id))
    const added = tagsOf(request.add, known).filter(({ id }) => !standing.has(id))
    const off = new Set(tagsOf(request.remove, known).map(({ id }) => id))
    const removed = now.filter((id) => tagsOf([id], known).some((tag) => off.has(tag.id)))
    const archived = added.find(({ archivedAt }) => archivedAt !== undefined)
    if (archived) throw new Refusal('conflict', `The tag “${archived.name}” is archived.`)
    if (standing.size + added.length - off.size > tagBounds.conversation) {
      throw new Refusal('too-large', `A conversation has at most ${tagBounds.conversation} tags.`)
    }
    if (added.length + removed.length === 0) return { seq: conversation.head }
    await moveTags(
      log,
      added.map(({ id }) => id),
      removed,
    )
    const { seq } = log.append({
      type: 'tags:changed',
      added: added.map(({ id, name }) => ({ id, name })),
      removed: removed.map((id) => ({ id, name: known.get(id)?.name ?? '' })),
      by,
    })
    return { seq }
  })
}

/** What filters by tag go by, beside the record. */
export async function moveTags(
  log: OpenLog,
  added: readonly string[],
  removed: readonly string[],
): Promise<void> {
  const { id } = log.conversation
  if (removed.length > 0) {
    await log.writing
      .deleteFrom('conversation_tag')
      .where('conversation_id', '=', id)
      .where('tag_id', 'in', removed)
      .execute()
  }
  if (added.length > 0) {
    await log.writing
      .insertInto('conversation_tag')
      .values(added.map((tag) => ({ conversation_id: id, tag_id: tag, at: log.at })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Sets how urgent a person finds it, or with `null` takes that back; the higher of it and of what the watcher sees counts. */
export async function prioritiseConversation(
  parts: ConversationParts,
  request: { conversationId: string; level: HandPriority | null; by: string },
): Promise<{ seq: number }> {
  return changeConversation(parts, request.conversationId, async (log) => {
    const { level, by } = request
    if (log.conversation.status === 'resolved')
      throw new Refusal('conflict', 'This conversation is resolved.')
    if ((actsOf(log.conversation).priority?.level ?? null) === level) return { seq: log.conversation.head }
    return { seq: log.append({ type: 'priority:set', level, by }).seq }
  })
}
