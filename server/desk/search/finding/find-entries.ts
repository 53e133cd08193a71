import { sql } from 'kysely'
import type { Store } from '../../../store/store.ts'
import { placesPerMillisecond, spanLength, spanMark, spanOf, workspaceMark } from '../entries/scope.ts'

export interface Wanted {
  workspaceId: string
  /** All of them; never empty. Letters and digits, and the mark of facets. */
  terms: readonly string[]
  /** Entries from here, inclusive, to there, exclusive. */
  from: number
  to: number
  limit: number
}

/** The numbers of entries that have all these terms, newest first. */
export function findEntries(store: Store, wanted: Wanted): Promise<number[]> {
  return store.dialect === 'postgres' ? findOnPostgres(store, wanted) : findOnSqlite(store, wanted)
}

/** The index is in the order of the numbers: it is read from the newest on, until there are enough. */
async function findOnSqlite({ read }: Store, wanted: Wanted): Promise<number[]> {
  const mark = workspaceMark(wanted.workspaceId)
  const match = wanted.terms.map((term) => `"${mark}${term}"`).join(' AND ')
  const { rows } = await sql<{ number: number }>`select rowid as number from search_terms
    where search_terms match ${match} and rowid >= cast(${wanted.from} as integer)
      and rowid < cast(${wanted.to} as integer)
    order by rowid desc limit cast(${wanted.limit} as integer)`.execute(read)
  return rows.map(({ number }) => number)
}

/** Spans of the first step, and by how much each further one is longer, up to the most. */
const firstSpans = 2
const growth = 4
const mostSpans = 128

/**
 * An index of PostgreSQL knows no order, and a frequent word would first find all that ever had it. So the terms carry
 * their span of time, and spans are looked into newest first, a few and then more at once. `number + 0` keeps the
 * planner from walking through the index of numbers instead: it cannot know how rare a word is.
 */
async function findOnPostgres({ read }: Store, wanted: Wanted): Promise<number[]> {
  const mark = workspaceMark(wanted.workspaceId)
  const bounds = await read
    .selectFrom('search_entry')
    .select((each) => [each.fn.min('number').as('oldest'), each.fn.max('number').as('newest')])
    .where('workspace_id', '=', wanted.workspaceId)
    .executeTakeFirstOrThrow()
  if (bounds.oldest === null || bounds.newest === null) return []
  const last = spanOf(Math.max(wanted.from, bounds.oldest))
  const found: number[] = []
  let span = spanOf(Math.min(wanted.to - 1, bounds.newest))
  for (
    let spans = firstSpans;
    span >= last && found.length < wanted.limit;
    spans = Math.min(spans * growth, mostSpans)
  ) {
    const wholes = Array.from({ length: Math.min(spans, span - last + 1) }, (_, index) => span - index)
    const queries = wholes.map((each) =>
      wanted.terms.map((term) => `'${mark}${spanMark(each)}${term}'`).join(' & '),
    )
    const limit = wanted.limit - found.length
    const { rows } = await sql<{
      number: number
    }>`select entry.number from unnest(${queries}::text[]) as query
      cross join lateral (
        select number from search_entry
        where terms @@ query::tsquery and number + 0 >= ${wanted.from} and number + 0 < ${wanted.to}
        order by number + 0 desc limit ${limit}
      ) as entry
      order by entry.number desc limit ${limit}`.execute(read)
    found.push(...rows.map(({ number }) => number))
    span -= wholes.length
  }
  return found
}

/** The numbers of conversations that began from one time on, and before another. Milliseconds since 1970. */
export function numbersBetween(
  since: number | undefined,
  until: number | undefined,
): { from: number; to: number } {
  const latest = (Number.MAX_SAFE_INTEGER / placesPerMillisecond / spanLength) * spanLength
  return {
    from: Math.floor((since ?? 0) * placesPerMillisecond),
    to: Math.floor(Math.min(until ?? latest, latest) * placesPerMillisecond),
  }
}
