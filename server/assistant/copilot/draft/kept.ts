import type { CopilotDraft } from '#shared/copilot.ts'
import type { OpenLog, Posted } from '../../../conversation/index.ts'
import { toJson } from '../../../store/json.ts'
import type { Reading, Writing } from '../../../store/store.ts'
import type { CopilotParts, CopilotRequest } from '../work.ts'
import { changeOf, type DraftChange } from './distance.ts'

/** Drafts of one conversation that nobody has sent; older ones go (invariant 15). */
const mostUnsent = 10

/** Keeps a draft under its id, for as long as its conversation is kept. */
export async function keepDraft(
  parts: Pick<CopilotParts, 'store' | 'now'>,
  { conversation, personId }: CopilotRequest,
  draft: CopilotDraft,
): Promise<void> {
  const articles = draft.citations.map(({ articleId, language, version }) => ({
    articleId,
    language,
    version,
  }))
  await parts.store.write(async (writing) => {
    await writing
      .insertInto('copilot_draft')
      .values({
        id: draft.draftId,
        workspace_id: conversation.workspace_id,
        conversation_id: conversation.id,
        person_id: personId,
        created_at: parts.now(),
        basis: draft.basis,
        by_model: draft.byModel ? 1 : 0,
        language: draft.language,
        text: draft.text,
        articles: toJson(articles),
      })
      .execute()
    await dropOldest(writing, conversation.id)
  })
}

async function dropOldest(writing: Writing, conversationId: string): Promise<void> {
  const unsent = await writing
    .selectFrom('copilot_draft')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('sent_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  const old = unsent.slice(mostUnsent).map(({ id }) => id)
  if (old.length > 0) await writing.deleteFrom('copilot_draft').where('id', 'in', old).execute()
}

/** A message that began as a draft of this person's, with how much of it they changed. */
export interface SentDraft extends DraftChange {
  draftId: string
  sent: string
}

/**
 * What an agent changed in a draft of theirs; `undefined` where there is no such draft any more. Read before the message
 * is sent: comparing two long texts must not hold the conversation.
 */
export async function sentDraftOf(
  read: Reading,
  sent: { draftId: string; conversationId: string; personId: string; text: string },
): Promise<SentDraft | undefined> {
  const row = await read
    .selectFrom('copilot_draft')
    .select('text')
    .where('id', '=', sent.draftId)
    .where('conversation_id', '=', sent.conversationId)
    .where('person_id', '=', sent.personId)
    .where('sent_at', 'is', null)
    .executeTakeFirst()
  return row && { draftId: sent.draftId, sent: sent.text, ...changeOf(row.text, sent.text) }
}

/** Keeps what became of a draft, with the message itself: evidence for whoever mends the knowledge, and no defect. */
export async function keepSentDraft(
  log: OpenLog,
  { messageId, at }: Posted,
  { draftId, sent, distance, measure }: SentDraft,
): Promise<void> {
  await log.writing
    .updateTable('copilot_draft')
    .set({ message_id: messageId, sent, distance, measure, sent_at: at })
    .where('id', '=', draftId)
    .where('sent_at', 'is', null)
    .execute()
}
