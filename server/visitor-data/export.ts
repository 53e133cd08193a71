import { fromJson } from '../store/json.ts'
import type { Reading } from '../store/store.ts'
import { inParts, wholeOf } from './whole.ts'

/**
 * Everything that is kept of a visitor, and of their contact with all devices, as JSON. Columns are named as the store
 * names them and times are milliseconds since 1970; of files it says where their bytes are. Left out is what is no word
 * of theirs and would let somebody in: the digest of a token. Throws `not-found`.
 */
export async function exportVisitor(
  read: Reading,
  request: { workspaceId: string; visitorId: string; at: number },
): Promise<object> {
  const whole = await wholeOf(read, request.workspaceId, request.visitorId)
  const visitors: object[] = []
  for (const ids of inParts(whole.visitorIds)) {
    const rows = await read
      .selectFrom('visitor')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('created_at')
      .execute()
    for (const { token_digest: _, page, context, ...row } of rows)
      visitors.push({
        ...row,
        page: json(page),
        context: json(context),
        ...(await besideVisitor(read, row.id)),
      })
  }
  const conversations: object[] = []
  for (const ids of inParts(whole.conversationIds)) {
    const rows = await read
      .selectFrom('conversation')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('created_at')
      .execute()
    for (const { case_file, attention, acts, ...row } of rows) {
      conversations.push({
        ...row,
        case_file: json(case_file),
        attention: json(attention),
        acts: json(acts),
        ...(await besideConversation(read, row.id)),
      })
    }
  }
  const contact =
    whole.contactId === null
      ? null
      : await read.selectFrom('contact').selectAll().where('id', '=', whole.contactId).executeTakeFirst()
  return { exportedAt: request.at, contact: contact ?? null, visitors, conversations }
}

async function besideVisitor(read: Reading, id: string): Promise<object> {
  const events = await read
    .selectFrom('visitor_event')
    .select(['at', 'name', 'data'])
    .where('visitor_id', '=', id)
    .orderBy('number')
    .execute()
  const consents = await read
    .selectFrom('consent')
    .select(['version', 'locale', 'text', 'address', 'at'])
    .where('visitor_id', '=', id)
    .orderBy('at')
    .execute()
  const uploads = await read
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'created_at'])
    .where('visitor_id', '=', id)
    .where('conversation_id', 'is', null)
    .execute()
  const blocks = await read
    .selectFrom('visitor_block')
    .select(['reason', 'until', 'at', 'by_name', 'refused', 'refused_at'])
    .where('visitor_id', '=', id)
    .execute()
  const modelUse = await read
    .selectFrom('model_use')
    .select(['day', 'calls', 'tokens', 'milliseconds'])
    .where('subject', '=', `visitor:${id}`)
    .orderBy('day')
    .execute()
  return {
    page_events: events.map(({ data, ...event }) => ({ ...event, data: json(data) })),
    consents,
    unsent_files: uploads,
    blocks,
    model_use: modelUse,
  }
}

async function besideConversation(read: Reading, id: string): Promise<object> {
  const events = await read
    .selectFrom('event')
    .select(['seq', 'at', 'type', 'payload'])
    .where('conversation_id', '=', id)
    .orderBy('seq')
    .execute()
  const proposals = await read.selectFrom('proposal').selectAll().where('conversation_id', '=', id).execute()
  const defects = await read.selectFrom('defect').selectAll().where('conversation_id', '=', id).execute()
  const files = await read
    .selectFrom('attachment')
    .select(['id', 'name', 'type', 'size', 'created_at'])
    .where('conversation_id', '=', id)
    .execute()
  const drafts = await read
    .selectFrom('copilot_draft')
    .selectAll()
    .where('conversation_id', '=', id)
    .execute()
  const watched = await read
    .selectFrom('watch_state')
    .select('state')
    .where('conversation_id', '=', id)
    .executeTakeFirst()
  return {
    events: events.map(({ payload, ...event }) => ({ ...event, ...fromJson<object>(payload) })),
    proposals: proposals.map(({ action, result, failure, ...row }) => ({
      ...row,
      action: json(action),
      result: json(result),
      failure: json(failure),
    })),
    defects,
    files: files.map((file) => ({ ...file, bytes: `/api/v1/attachments/${file.id}` })),
    watcher: json(watched?.state ?? null),
    copilot_drafts: drafts.map(({ articles, ...draft }) => ({ ...draft, articles: json(articles) })),
  }
}

function json(text: string | null): unknown {
  return text === null ? null : fromJson(text)
}
