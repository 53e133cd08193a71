import type { LogEvent } from '#shared/conversation.ts'
import type { Mention } from '#shared/desk-tools.ts'
import { type OpenLog, readCursor } from '../../conversation/index.ts'
import { fromJson } from '../../store/json.ts'
import type { Reading, Store, Writing } from '../../store/store.ts'

/** How much of a note a list shows, in UTF-16 units. */
const shownText = 280

/** Keeps whom a note calls, in the note's own transaction. Nobody calls themselves. */
export async function keepMentions(
  log: OpenLog,
  note: { seq: number; byId: string; people: readonly { personId: string }[] },
): Promise<void> {
  const rows = note.people
    .filter(({ personId }) => personId !== note.byId)
    .map(({ personId }) => ({
      person_id: personId,
      at: log.at,
      conversation_id: log.conversation.id,
      seq: note.seq,
      by_id: note.byId,
      read_at: null,
    }))
  if (rows.length > 0) await log.writing.insertInto('mention').values(rows).execute()
}

/** One page of the notes that call a person, newest first. */
export async function listMentions(
  read: Reading,
  request: { workspaceId: string; personId: string; cursor?: string | undefined; limit: number },
): Promise<{ mentions: Mention[]; next?: string | undefined }> {
  const after = readCursor(request.cursor)
  const rows = await mentionsOf(read, request)
    .$if(after !== undefined, (query) =>
      query.where((each) =>
        each.or([
          each('mention.at', '<', after?.at ?? 0),
          each.and([
            each('mention.at', '=', after?.at ?? 0),
            each('mention.conversation_id', '>', after?.id ?? ''),
          ]),
        ]),
      ),
    )
    .orderBy('mention.at', 'desc')
    .orderBy('mention.conversation_id')
    .orderBy('mention.seq')
    .limit(request.limit + 1)
    .execute()
  const shown = rows.slice(0, request.limit)
  const last = rows.length > request.limit ? shown.at(-1) : undefined
  return {
    mentions: shown.map(mentionOf),
    next: last && `${last.at}~${last.conversationId}`,
  }
}

/** The note at `seq` as the person it calls sees it; `undefined` where it does not call them. */
export async function readMention(
  read: Reading,
  request: { workspaceId: string; personId: string; conversationId: string; seq: number },
): Promise<Mention | undefined> {
  const row = await mentionsOf(read, request)
    .where('mention.conversation_id', '=', request.conversationId)
    .where('mention.seq', '=', request.seq)
    .executeTakeFirst()
  return row && mentionOf(row)
}

/** How many notes call a person that they have not seen. */
export async function countUnread(read: Reading | Writing, personId: string): Promise<number> {
  const { count } = await read
    .selectFrom('mention')
    .select((each) => each.fn.countAll().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The person has seen every note of this conversation that calls them. Answers whether that is news. */
export async function readMentions(
  store: Store,
  request: { personId: string; conversationId: string; at: number },
): Promise<boolean> {
  const unread = await store.read
    .selectFrom('mention')
    .select('seq')
    .where('person_id', '=', request.personId)
    .where('conversation_id', '=', request.conversationId)
    .where('read_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (unread === undefined) return false
  await store.write((writing) =>
    writing
      .updateTable('mention')
      .set({ read_at: request.at })
      .where('person_id', '=', request.personId)
      .where('conversation_id', '=', request.conversationId)
      .where('read_at', 'is', null)
      .execute(),
  )
  return true
}

function mentionsOf(read: Reading, { workspaceId, personId }: { workspaceId: string; personId: string }) {
  return read
    .selectFrom('mention')
    .innerJoin('conversation', 'conversation.id', 'mention.conversation_id')
    .innerJoin('person', 'person.id', 'mention.by_id')
    .innerJoin('event', (join) =>
      join
        .onRef('event.conversation_id', '=', 'mention.conversation_id')
        .onRef('event.seq', '=', 'mention.seq'),
    )
    .select([
      'mention.conversation_id as conversationId',
      'mention.seq',
      'mention.at',
      'mention.read_at as readAt',
      'person.id as byId',
      'person.name as byName',
      'event.payload',
      'conversation.visitor_id as visitorId',
      'conversation.contact_name as visitorName',
    ])
    .where('mention.person_id', '=', personId)
    .where('conversation.workspace_id', '=', workspaceId)
}

interface Row {
  conversationId: string
  seq: number
  at: number
  readAt: number | null
  byId: string
  byName: string
  payload: string
  visitorId: string
  visitorName: string | null
}

function mentionOf(row: Row): Mention {
  const { text } = fromJson<Extract<LogEvent, { type: 'note:added' }>>(row.payload)
  return {
    conversationId: row.conversationId,
    seq: row.seq,
    at: row.at,
    by: { id: row.byId, name: row.byName },
    text: text.length <= shownText ? text : `${text.slice(0, shownText - 1).toWellFormed()}…`,
    visitor: { id: row.visitorId, name: row.visitorName ?? undefined },
    readAt: row.readAt ?? undefined,
  }
}
