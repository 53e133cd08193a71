import { sql } from 'kysely'
import type { Store, Writing } from '../../../store/store.ts'
import { numberAt, placesPerMillisecond, spanMark, spanOf, workspaceMark } from './scope.ts'

export interface Entry {
  conversationId: string
  workspaceId: string
  number: number
  /** Up to which event it was read. */
  head: number
  version: number
}

type Dialect = Store['dialect']

/** The terms as they stand in the index of this dialect. */
export function scoped(
  dialect: Dialect,
  workspaceId: string,
  number: number,
  terms: Iterable<string>,
): string[] {
  const mark = workspaceMark(workspaceId) + (dialect === 'postgres' ? spanMark(spanOf(number)) : '')
  return Array.from(terms, (term) => mark + term)
}

/** Makes an entry without terms. Its number is the first free one from the time at which the conversation began. */
export async function makeEntry(
  writing: Writing,
  dialect: Dialect,
  entry: Omit<Entry, 'number'>,
  beganAt: number,
): Promise<number> {
  const id = [...entry.conversationId].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 0)
  const none = dialect === 'postgres' ? sql<string>`''::tsvector` : ''
  for (let number = numberAt(beganAt) + (id % placesPerMillisecond); ; number += 1) {
    const made = await writing
      .insertInto('search_entry')
      .values({
        conversation_id: entry.conversationId,
        workspace_id: entry.workspaceId,
        number,
        head: entry.head,
        version: entry.version,
        facets: '',
        terms: none,
      })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returning('number')
      .executeTakeFirst()
    if (made !== undefined) return made.number
  }
}

export interface Change {
  head: number
  version: number
  /** As the entry will keep them. */
  facets: string
  /** All without a mark: words that may be there already, facets that are new, facets that are gone. */
  words: ReadonlySet<string>
  added: readonly string[]
  removed: readonly string[]
}

/** Adds to an entry what it does not have yet; only facets ever leave it. */
export async function changeEntry(
  writing: Writing,
  dialect: Dialect,
  entry: Pick<Entry, 'conversationId' | 'workspaceId' | 'number'>,
  change: Change,
): Promise<void> {
  const inScope = (terms: Iterable<string>) => scoped(dialect, entry.workspaceId, entry.number, terms)
  const { head, version, facets } = change
  const update = writing.updateTable('search_entry').where('conversation_id', '=', entry.conversationId)
  if (dialect === 'postgres') {
    const more = inScope([...change.words, ...change.added])
    const kept = sql`ts_delete(terms, ${inScope(change.removed)}::text[])`
    await update
      .set({ head, version, facets, terms: sql<string>`${kept} || array_to_tsvector(${more}::text[])` })
      .execute()
    return
  }
  const { terms } = await writing
    .selectFrom('search_entry')
    .select('terms')
    .where('conversation_id', '=', entry.conversationId)
    .executeTakeFirstOrThrow()
  const known = new Set(terms.split(' ').filter((term) => term !== ''))
  const removed = inScope(change.removed).filter((term) => known.delete(term))
  const added = inScope([...change.words, ...change.added]).filter((term) => !known.has(term))
  // The index counts what goes in and out: nothing comes out alone.
  const [first] = known
  if (removed.length > 0 && added.length === 0 && first !== undefined) {
    removed.push(first)
    added.push(first)
  }
  for (const term of added) known.add(term)
  await update.set({ head, version, facets, terms: [...known].join(' ') }).execute()
  // A term goes in once and comes out once: the index holds each place of a term by itself.
  if (removed.length > 0)
    await sql`insert into search_terms (search_terms, rowid, terms)
      values ('delete', cast(${entry.number} as integer), ${removed.join(' ')})`.execute(writing)
  if (added.length > 0)
    await sql`insert into search_terms (rowid, terms)
      values (cast(${entry.number} as integer), ${added.join(' ')})`.execute(writing)
}
