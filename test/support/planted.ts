import { sql } from 'kysely'
import type { Store } from '#server/store/store.ts'
import type { Whole } from '#server/visitor-data/index.ts'

/** No text of ours has this in it, in whatever case. */
export const planted = 'zq7needle'

/** Tables in which nothing of a visitor can ever stand, and why. A new table is in here or in `rowsOf`. */
const neverTheirs: Record<string, string> = {
  setting: 'numbers of the store itself',
  workspace: 'the shop’s own',
  site: 'the shop’s own',
  person: 'people of the shop',
  credential: 'people of the shop',
  invitation: 'people of the shop',
  invitation_link: 'people of the shop',
  second_factor: 'people of the shop',
  recovery_code: 'people of the shop',
  person_act: 'people of the shop',
  open_id_attempt: 'people of the shop',
  identity_key: 'secrets of the shop',
  identity_use: 'the digest of a token of the shop, until it expires',
  article: 'written by the shop',
  article_version: 'written by the shop',
  release: 'made from articles',
  release_article: 'made from articles',
  release_index: 'made from articles',
  release_synonym: 'written by the shop',
  synonym_group: 'written by the shop',
  synonym_word: 'written by the shop',
  responsibility: 'written by the shop',
  loader_version: 'a script of ours',
  tag: 'written by the shop',
  team: 'the shop’s own',
  team_member: 'people of the shop',
  desk_profile: 'people of the shop',
  desk_tool: 'written by the shop',
  presence: 'people of the shop',
  presence_lease: 'people of the shop',
  routing: 'settings of the shop',
  search_terms_config: 'of the index itself',
  search_terms_data: 'the terms of search_entry, by word',
  search_terms_idx: 'the terms of search_entry, by word',
  erasure: 'the id of who is erased, which nothing holds any more',
}

/** How the rows of one human being are found, in every other table. */
function rowsOf({
  visitorIds,
  conversationIds,
  contactId,
}: Whole): Record<string, [column: string, ids: string[]]> {
  const byConversation: [string, string[]] = ['conversation_id', conversationIds]
  return {
    visitor: ['id', visitorIds],
    visitor_event: ['visitor_id', visitorIds],
    consent: ['visitor_id', visitorIds],
    contact: ['id', [contactId ?? '']],
    conversation: ['id', conversationIds],
    event: byConversation,
    message: byConversation,
    watch_state: byConversation,
    conversation_tag: byConversation,
    mention: byConversation,
    visitor_block: ['visitor_id', visitorIds],
    proposal: byConversation,
    copilot_draft: byConversation,
    search_entry: byConversation,
    defect: byConversation,
    attachment: byConversation,
    attachment_part: ['attachment_id', []],
    due_work: ['key', []],
    model_use: ['subject', visitorIds.map((id) => `visitor:${id}`)],
    evaluation_case: ['defect_id', []],
    evaluation: ['id', []],
  }
}

/** Columns in which no word of a visitor can stand: ids, digests, and words of ours. */
const ours =
  /^(?:(?:\w+_)?(?:id|digest|key|owner)|subject|status|kind|source|type|state|version|language|preview_sender|day|outcome|sender_id|number|\w+_at|reason|bytes|payload|result|expect|question|locale|facets|at|attention|team|action|assignee_name|basis|measure|articles|proposed_by|decided_by|reported_by|closed_by|closing_reason|by_name|ending|cause|merged_into)$/

/** Of the columns that `ours` leaves out by their name, those that hold words of a visitor all the same. */
const theirsAllTheSame = new Set([
  'contact.subject',
  'event.payload',
  'due_work.payload',
  'evaluation.result',
  'evaluation_case.question',
  'defect.question',
  'attachment_part.bytes',
  'proposal.action',
  'proposal.result',
])

/** All tables but the one that is no table: what the index of words holds stands in tables of its own. */
async function tablesOf(store: Store) {
  const tables = await store.read.introspection.getTables()
  return tables.filter(({ name }) => name !== 'search_terms')
}

/** Every column of every table that could hold a visitor's words, as `table.column`; throws at a table nobody has judged. */
export async function columnsOfVisitors(store: Store, whole: Whole): Promise<string[]> {
  const rows = rowsOf(whole)
  const columns: string[] = []
  for (const table of await tablesOf(store)) {
    if (table.name in neverTheirs) continue
    if (!(table.name in rows)) throw new Error(`nobody has said whether ${table.name} holds data of visitors`)
    for (const { name, dataType } of table.columns) {
      const place = `${table.name}.${name}`
      if (!/text|bytea/i.test(dataType)) continue
      if (!ours.test(name) || theirsAllTheSame.has(place)) columns.push(place)
    }
  }
  return columns.sort()
}

/** Writes the planted word into each of these columns, in rows of this human being, past everything that checks. */
export async function plantEverywhere(store: Store, whole: Whole, columns: readonly string[]): Promise<void> {
  const rows = rowsOf(whole)
  await store.write(async (writing) => {
    for (const place of columns) {
      const [table = '', column = ''] = place.split('.')
      const [by = '', ids = []] = rows[table] ?? []
      // By its own terms an entry is taken out of the index again: the word comes into them with the messages.
      if (ids.length === 0 || place === 'search_entry.terms') continue
      const isJson = [
        'page',
        'context',
        'data',
        'case_file',
        'acts',
        'payload',
        'action',
        'result',
        'failure',
        'state',
      ].includes(column)
      const value = isJson ? JSON.stringify({ said: planted }) : planted
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ${sql.ref(by)} in (${sql.join(ids)})`.execute(
        writing,
      )
    }
  })
}

/** Where the planted word stands, in every table and column there is, as `table.column`. */
export async function whereIsIt(store: Store): Promise<string[]> {
  const found = new Set<string>()
  for (const { name } of await tablesOf(store)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(store.read)
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)
        if (text.toLowerCase().includes(planted)) found.add(`${name}.${column}`)
      }
    }
  }
  return [...found].sort()
}

/** How many rows there are in every table; the index of words cuts its own into rows as it likes. */
export async function rowsIn(store: Store): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of await tablesOf(store)) {
    if (name.startsWith('search_terms')) continue
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      store.read,
    )
    counts[name] = Number(rows[0]?.count)
  }
  return counts
}
