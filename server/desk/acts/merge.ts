import { actBounds } from '#shared/acts.ts'
import type { InboxRow } from '#shared/protocol.ts'
import { tagBounds } from '#shared/tags.ts'
import {
  actsOf,
  type ConversationParts,
  type ConversationRow,
  changeTwoConversations,
  endConversation,
  inboxRowOf,
  isOfSameVisitor,
  type OpenLog,
  otherOpenConversations,
  queueForPeople,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import type { Reading } from '../../store/store.ts'
import { moveTags } from './mark.ts'

/** What else is open of the same visitor or contact: what a conversation may be merged with. */
export async function duplicatesOf(read: Reading, row: ConversationRow): Promise<InboxRow[]> {
  return (await otherOpenConversations(read, row, actBounds.duplicates)).map(inboxRowOf)
}

/**
 * Makes one conversation of two of the same visitor or contact. The younger one ends and names the older one, which names
 * it; every message stays where it was said, and what the visitor says next goes to the older one. That one is the
 * person's who merges: somebody has read both, and no question in the younger one is left to nobody. `settle` ends in the
 * same transaction what only the younger one could have kept.
 */
export async function mergeConversations(
  parts: ConversationParts,
  request: {
    one: ConversationRow
    other: ConversationRow
    fences: Readonly<Record<string, number>>
    person: { id: string; name: string }
  },
  settle: (log: OpenLog) => Promise<void>,
): Promise<{ conversationId: string; fence: number }> {
  const { one, other, person } = request
  if (one.id === other.id) throw new Refusal('invalid', 'A conversation cannot be merged with itself.')
  const [older, younger] = isOlder(one, other) ? [one, other] : [other, one]
  return changeTwoConversations(parts, [younger.id, older.id], async (closing, staying) => {
    if (!isOfSameVisitor(closing.conversation, staying.conversation)) {
      throw new Refusal(
        'invalid',
        'Only conversations of one visitor, or of one known contact, can be merged.',
      )
    }
    for (const { conversation } of [closing, staying]) {
      requireFree(conversation, person, request.fences[conversation.id])
    }
    const by = person.name
    closing.append({ type: 'conversation:merged', into: older.id, by })
    await settle(closing)
    await endConversation(closing, { isMerged: true, name: by })
    staying.append({ type: 'conversation:merged', from: younger.id, by })
    await takeTags(closing, staying, by)
    if (staying.conversation.status === 'automated') queueForPeople(staying, 'agent-takeover')
    if (staying.conversation.status === 'queued')
      staying.append({ type: 'conversation:assigned', name: person.name, personId: person.id })
    else if (actsOf(staying.conversation).snooze)
      staying.append({ type: 'conversation:woken', why: 'person', by })
    return { conversationId: older.id, fence: staying.conversation.fence }
  })
}

async function takeTags(closing: OpenLog, staying: OpenLog, by: string): Promise<void> {
  const there = actsOf(staying.conversation).tags ?? []
  const coming = (actsOf(closing.conversation).tags ?? [])
    .filter((id) => !there.includes(id))
    .slice(0, tagBounds.conversation - there.length)
  if (coming.length === 0) return
  const rows = await staying.writing
    .selectFrom('tag')
    .select(['id', 'name'])
    .where('id', 'in', coming)
    .execute()
  const added = coming.map((id) => ({ id, name: rows.find((row) => row.id === id)?.name ?? '' }))
  await moveTags(staying, coming, [])
  staying.append({ type: 'tags:changed', added, removed: [], by })
}

function requireFree(conversation: ConversationRow, person: { id: string }, fence: number | undefined): void {
  if (conversation.status === 'resolved')
    throw new Refusal('conflict', 'One of the two is resolved: only open conversations are merged.')
  if (conversation.status === 'assigned' && conversation.assignee_id !== person.id) {
    const owner = conversation.assignee_name ?? 'Somebody else'
    throw new Refusal('conflict', `${owner} has one of the two. Ask them first.`)
  }
  if (conversation.fence !== fence)
    throw new Refusal('stale', 'One of the two changed hands; nothing was done.')
}

function isOlder(one: ConversationRow, other: ConversationRow): boolean {
  return one.created_at === other.created_at ? one.id < other.id : one.created_at < other.created_at
}
