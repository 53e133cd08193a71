import type { LogEvent } from '#shared/conversation.ts'
import { askForWork, type DueWork, finishWork } from '../../../store/due-work.ts'
import { fromJson } from '../../../store/json.ts'
import type { Store, Writing } from '../../../store/store.ts'
import { searchTermsOf, termsVersion } from '../terms.ts'
import { facetsOf, facetTerms } from './facets.ts'
import { textsOf, wordedEvents } from './texts.ts'
import { changeEntry, makeEntry } from './write-entry.ts'

/** Events that are read in one piece of work: a longer log is read on in the next. */
const mostAtOnce = 500

export interface IndexParts {
  store: Store
  now(): number
}

/** Runs the due work that was asked for with what was appended. */
export async function runIndexing(parts: IndexParts, work: DueWork, owner: string): Promise<void> {
  const conversationId = String(work.payload.conversationId)
  await parts.store.write(async (writing) => {
    if (!(await finishWork(writing, work, owner))) return
    await indexConversation(writing, parts.store.dialect, conversationId, parts.now())
  })
}

/**
 * Brings the entry of a conversation up to its log, as far as one piece of work goes, and asks for the next. An entry of
 * another version of the terms is made anew, in its place. A conversation that was erased has none.
 */
export async function indexConversation(
  writing: Writing,
  dialect: Store['dialect'],
  conversationId: string,
  now: number,
): Promise<void> {
  const row = await writing
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirst()
  if (row === undefined) return
  const found = await writing
    .selectFrom('search_entry')
    .select(['number', 'head', 'version', 'facets'])
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  const known = found?.version === termsVersion ? found : undefined
  if (found !== undefined && known === undefined)
    await writing.deleteFrom('search_entry').where('conversation_id', '=', conversationId).execute()
  const { events, upTo } = await eventsToRead(writing, conversationId, known?.head ?? 0, row.head)
  const entry = { conversationId, workspaceId: row.workspace_id }
  const number =
    known?.number ??
    (await makeEntry(writing, dialect, { ...entry, head: 0, version: termsVersion }, row.created_at))
  const facets = facetTerms(facetsOf(row))
  const before = known === undefined || known.facets === '' ? [] : known.facets.split(' ')
  await changeEntry(
    writing,
    dialect,
    { ...entry, number },
    {
      head: upTo,
      version: termsVersion,
      facets: facets.join(' '),
      words: searchTermsOf(events.flatMap(textsOf)),
      added: facets.filter((each) => !before.includes(each)),
      removed: before.filter((each) => !facets.includes(each)),
    },
  )
  if (upTo < row.head)
    await askForWork(writing, {
      key: `search:${conversationId}`,
      kind: 'search',
      payload: { conversationId },
      dueAt: now,
    })
}

async function eventsToRead(
  writing: Writing,
  conversationId: string,
  after: number,
  head: number,
): Promise<{ events: LogEvent[]; upTo: number }> {
  const rows = await writing
    .selectFrom('event')
    .select(['seq', 'at', 'type', 'payload'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('type', 'in', wordedEvents)
    .orderBy('seq')
    .limit(mostAtOnce)
    .execute()
  const events = rows.map(
    ({ seq, at, type, payload }) => ({ ...fromJson<object>(payload), type, seq, at }) as LogEvent,
  )
  return { events, upTo: rows.length < mostAtOnce ? head : (rows.at(-1)?.seq ?? head) }
}
