import type { z } from 'zod'
import type { SearchAnswers, SearchHit, searchRequests } from '#shared/search.ts'
import { type ConversationRow, inboxRowOf, tagIds } from '../../../conversation/index.ts'
import { Refusal } from '../../../refusal.ts'
import type { Store } from '../../../store/store.ts'
import { facetTerms } from '../entries/facets.ts'
import { findEntries, numbersBetween } from './find-entries.ts'
import { readQuery } from './query.ts'
import { startVerifying } from './verify.ts'

/** Conversations of one step, and of one answer at most: bounds what hostile words can make the store read. */
const candidatesAtOnce = 60
const mostCandidates = 300

type Request = z.output<(typeof searchRequests)['inbox:search']> & { workspaceId: string }

/**
 * One page of the conversations of a workspace in which all words of a text stand, those that began last first. The
 * index says where to look; whether the words are really there, and where, the texts say. Throws `invalid` for a cursor
 * that is not one of ours.
 */
export async function searchConversations(
  store: Store,
  request: Request,
): Promise<SearchAnswers['inbox:search']> {
  const query = readQuery(request.text)
  if (query.terms.length === 0) return { hits: [] }
  // A tag that others were merged into stands under several ids: then the rows alone say who has it.
  const tags = request.tag === undefined ? [] : await tagIds(store.read, request.tag)
  const facets = facetTerms({
    ...request,
    assigneeId: request.assignee,
    teamId: request.team,
    tagIds: tags.length === 1 ? tags : [],
  })
  const { from, to } = numbersBetween(request.since, request.until)
  const verify = startVerifying(store.read, query.words)
  const hits: SearchHit[] = []
  let before = Math.min(to, readPlace(request.cursor) ?? to)
  // Hardly any candidate turns out to be none: the first step looks at one page.
  let step = request.limit + 1
  for (let looked = 0; looked < mostCandidates; looked += step) {
    const numbers = await findEntries(store, {
      workspaceId: request.workspaceId,
      terms: [...query.terms, ...facets],
      from,
      to: before,
      limit: step,
    })
    const rows = await conversationsOf(store, request, numbers)
    const checked = await verify([...rows.values()])
    for (const number of numbers) {
      const row = rows.get(number)
      const excerpt = row && checked.get(row.id)
      if (row === undefined || excerpt === undefined) continue
      // One more than was asked for: there is a next page, and it begins behind the last of this one.
      if (hits.length === request.limit) return { hits, next: String(before) }
      hits.push({ conversation: inboxRowOf(row), ...(excerpt !== 'unknown' && { excerpt }) })
      before = number
    }
    if (numbers.length < step) return { hits }
    before = numbers.at(-1) ?? before
    step = candidatesAtOnce
  }
  return { hits, next: String(before) }
}

function readPlace(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (!/^\d{1,16}$/.test(cursor)) throw new Refusal('invalid', 'This cursor is not one of ours.')
  return Number(cursor)
}

/** The conversations of these entries that are of this workspace, and as the request wants them. */
async function conversationsOf(
  { read }: Store,
  request: Request,
  numbers: readonly number[],
): Promise<Map<number, ConversationRow>> {
  if (numbers.length === 0) return new Map()
  let query = read
    .selectFrom('search_entry')
    .innerJoin('conversation', 'conversation.id', 'search_entry.conversation_id')
    .selectAll('conversation')
    .select('search_entry.number')
    .where('search_entry.number', 'in', numbers)
    .where('conversation.workspace_id', '=', request.workspaceId)
  const { status, language, assignee, team, tag, priority } = request
  if (status !== undefined) query = query.where('conversation.status', '=', status)
  if (language !== undefined) query = query.where('conversation.language', '=', language)
  if (assignee !== undefined) query = query.where('conversation.assignee_id', '=', assignee)
  if (tag !== undefined) {
    const under = await tagIds(read, tag)
    query = query.where('conversation.id', 'in', (each) =>
      each
        .selectFrom('conversation_tag')
        .select('conversation_tag.conversation_id')
        .where('conversation_tag.tag_id', 'in', under),
    )
  }
  if (team !== undefined) query = query.where('conversation.team_id', '=', team)
  if (priority !== undefined) query = query.where('conversation.priority', '>=', priority)
  const rows = await query.execute()
  return new Map(rows.map(({ number, ...row }) => [number, row]))
}
