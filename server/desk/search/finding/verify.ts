import type { LogEvent } from '#shared/conversation.ts'
import type { SearchExcerpt } from '#shared/search.ts'
import { type ConversationRow, caseOf } from '../../../conversation/index.ts'
import { fromJson } from '../../../store/json.ts'
import type { Reading } from '../../../store/store.ts'
import { textsOf, valueTexts } from '../entries/texts.ts'
import { excerptOf, lookFor } from './excerpt.ts'

/** Events that are read of one conversation, newest first, and for one answer. */
const mostOfOne = 400
const mostOfAnswer = 6_000

/** `unknown`: its log is longer than what was read, and what was read does not say. */
type Checked = Map<string, SearchExcerpt | 'unknown'>

/** Looks whether conversations really have all of the words, and where; those that have not are left out. */
export function startVerifying(
  read: Reading,
  words: readonly string[][],
): (rows: readonly ConversationRow[]) => Promise<Checked> {
  let left = mostOfAnswer
  return async (rows) => {
    const result: Checked = new Map()
    const short = rows.filter((row) => row.head <= mostOfOne)
    const events = await eventsOf(
      read,
      short.map(({ id }) => id),
    )
    for (const row of short) {
      const excerpt = check(words, row, events.get(row.id) ?? [])
      if (excerpt !== undefined) result.set(row.id, excerpt)
    }
    for (const row of rows.filter(({ head }) => head > mostOfOne)) {
      const newest = left > 0 ? await eventsOf(read, [row.id], row.head - mostOfOne) : new Map()
      left -= mostOfOne
      result.set(row.id, check(words, row, newest.get(row.id) ?? []) ?? 'unknown')
    }
    return result
  }
}

/** Messages and notes, newest first. */
async function eventsOf(read: Reading, ids: string[], after = 0): Promise<Map<string, LogEvent[]>> {
  const result = new Map<string, LogEvent[]>()
  if (ids.length === 0) return result
  const rows = await read
    .selectFrom('event')
    .select(['conversation_id', 'seq', 'at', 'type', 'payload'])
    .where('conversation_id', 'in', ids)
    .where('seq', '>', after)
    .where('type', 'in', ['message:posted', 'note:added'])
    .orderBy('conversation_id')
    .orderBy('seq', 'desc')
    .execute()
  for (const { conversation_id, seq, at, type, payload } of rows) {
    const event = { ...fromJson<object>(payload), type, seq, at } as LogEvent
    const events = result.get(conversation_id)
    if (events === undefined) result.set(conversation_id, [event])
    else events.push(event)
  }
  return result
}

/** The text with the most of the words, the newest of them; nothing where not every word stands somewhere. */
function check(
  words: readonly string[][],
  row: ConversationRow,
  events: readonly LogEvent[],
): SearchExcerpt | undefined {
  const everywhere = new Set<number>()
  let best: { count: number; excerpt: SearchExcerpt } | undefined
  function look(text: string, where: Omit<SearchExcerpt, 'text' | 'marks'>): void {
    const { found, marks } = lookFor(words, text)
    for (const index of found) everywhere.add(index)
    if (found.size > (best?.count ?? 0))
      best = { count: found.size, excerpt: { ...excerptOf(text, marks), ...where } }
  }
  for (const event of events) {
    const from = event.type === 'message:posted' ? event.sender : 'note'
    for (const text of textsOf(event)) look(text, { from, seq: event.seq, at: event.at })
  }
  for (const fact of caseOf(row).facts)
    for (const { value, at } of [fact, ...fact.others])
      for (const text of value === null ? [] : valueTexts(value)) look(text, { from: 'case', at })
  return everywhere.size === words.length ? best?.excerpt : undefined
}
