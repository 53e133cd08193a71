import type { Writing } from '#server/store/store.ts'

/** A new visitor, and a conversation of theirs. */
export async function addConversation(writing: Writing, id: string, at: number): Promise<void> {
  await writing
    .insertInto('visitor')
    .values({
      id: `visitor-${id}`,
      workspace_id: 'shop',
      site_key: 'site',
      token_digest: id,
      token_expires_at: 0,
      locale: 'en',
      created_at: 0,
      seen_at: 0,
      order_guesses: 0,
    })
    .execute()
  await writing
    .insertInto('conversation')
    .values({
      id,
      workspace_id: 'shop',
      site_key: 'site',
      visitor_id: `visitor-${id}`,
      status: 'automated',
      head: 0,
      fence: 0,
      language: 'en',
      preview: '',
      preview_sender: 'visitor',
      read_seq: 0,
      answered_seq: 0,
      case_file: '{}',
      created_at: at,
      updated_at: at,
    })
    .execute()
}
