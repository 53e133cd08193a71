import { spokenIn, textIn } from '#shared/widget-languages.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Store } from '../store/store.ts'
import { blockedWords } from './blocked-words.ts'
import type { VisitorScope } from './contact.ts'

/** Under what a visitor stands in the list of those who may not write: a known one with all devices. */
export function blockKey({ id, contactId }: Pick<VisitorScope, 'id' | 'contactId'>): string {
  return contactId === null ? `visitor:${id}` : `contact:${contactId}`
}

/** The block of a visitor that is in force; one that began before anybody knew who they are holds on that device. */
export async function blockOf(read: Reading, visitor: Pick<VisitorScope, 'id' | 'contactId'>, now: number) {
  return read
    .selectFrom('visitor_block')
    .selectAll()
    .where('id', 'in', [`visitor:${visitor.id}`, blockKey(visitor)])
    .where((each) => each.or([each('until', 'is', null), each('until', '>', now)]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Throws `forbidden`, with a sentence in the visitor's language, where a person does not let them write. What they would
 * have written is counted (`isCounted`) and kept nowhere.
 */
export async function requireNotBlocked(
  parts: { store: Store; now(): number },
  visitor: VisitorScope,
  isCounted: boolean,
): Promise<void> {
  const now = parts.now()
  const block = await blockOf(parts.store.read, visitor, now)
  if (block === undefined) return
  if (isCounted) {
    await parts.store.write((writing) =>
      writing
        .updateTable('visitor_block')
        .set((each) => ({ refused: each('refused', '+', 1), refused_at: now }))
        .where('id', '=', block.id)
        .execute(),
    )
  }
  const row = await parts.store.read
    .selectFrom('visitor')
    .select('locale')
    .where('id', '=', visitor.id)
    .executeTakeFirst()
  const { language } = spokenIn(row?.locale ?? 'en', (code) => Object.hasOwn(blockedWords, code))
  throw new Refusal('forbidden', textIn(blockedWords, language))
}
