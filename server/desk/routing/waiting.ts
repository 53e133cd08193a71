import {
  type ConversationRow,
  caseOf,
  type Routing,
  replyWithinByDefault,
  routingOf,
} from '../../conversation/index.ts'
import type { Reading } from '../../store/store.ts'
import { waitingConversations } from '../queue.ts'
import type { Candidate, Waiting } from './decide.ts'
import { skillKey } from './people.ts'

/** A waiting conversation with the row it was read from. */
export interface WaitingRow {
  waiting: Waiting
  row: ConversationRow
}

/** What waits in those queues of a workspace that give out by themselves. */
export async function waitingToBeGiven(
  read: Reading,
  workspaceId: string,
  people: readonly Candidate[],
): Promise<WaitingRow[]> {
  const rows = await waitingConversations(read, workspaceId)
  const settings = new Map<string | null, Routing>()
  for (const teamId of new Set(rows.map(({ team_id }) => team_id)))
    settings.set(teamId, await routingOf(read, workspaceId, teamId))
  const given = rows.filter(({ team_id }) => settings.get(team_id)?.mode === 'automatic')
  const lastAgents = await lastAgentsOf(read, workspaceId, given)
  return given.map((row) => ({
    row,
    waiting: {
      id: row.id,
      priority: row.priority,
      queuedAt: row.queued_at ?? 0,
      team: row.team_id,
      needs: needsOf(row, people),
      lastAgent: row.last_agent_id ?? lastAgents(row),
      ...(row.returned_from !== null && {
        notTo: {
          person: row.returned_from,
          until: (row.returned_at ?? 0) + (settings.get(row.team_id)?.replyWithin ?? replyWithinByDefault),
        },
      }),
    },
  }))
}

/**
 * What whoever takes a conversation must know: its language, its topic, the product it is about, and a rank of the
 * customer that somebody at the desk or the shop has put on the record. A skill that nobody of the team has at all
 * would keep a visitor waiting for ever: it is not needed.
 */
export function needsOf(row: ConversationRow, people: readonly Candidate[]): string[] {
  const { facts, memory } = caseOf(row)
  const needs = [skillKey({ kind: 'language', value: row.language })]
  const topic = memory.topic
  if (typeof topic === 'object' && topic !== null && 'about' in topic && typeof topic.about === 'string')
    needs.push(skillKey({ kind: 'topic', value: topic.about }))
  for (const { name, value, source } of facts) {
    if (value === null) continue
    const values = typeof value === 'string' ? [value] : [value.en, value.zh]
    const product = values.map((each) => skillKey({ kind: 'product', value: each }))
    if (name === 'product') needs.push(product.find((each) => isKnown(each, row, people)) ?? '')
    // Whoever merely says that they are somebody is not.
    if (name === 'vip' && source !== 'visitor')
      needs.push(...values.map((each) => skillKey({ kind: 'vip', value: each })))
  }
  return [...new Set(needs)].filter((skill) => isKnown(skill, row, people))
}

function isKnown(skill: string, { team_id }: ConversationRow, people: readonly Candidate[]): boolean {
  return people.some(
    ({ teams, skills }) => (team_id === null || teams.includes(team_id)) && skills.includes(skill),
  )
}

/** Who had an earlier conversation of the same visitor or contact last. */
async function lastAgentsOf(
  read: Reading,
  workspaceId: string,
  rows: readonly ConversationRow[],
): Promise<(row: ConversationRow) => string | undefined> {
  if (rows.length === 0) return () => undefined
  const contacts = rows.flatMap(({ contact_id }) => contact_id ?? [])
  const visitors = rows.flatMap(({ contact_id, visitor_id }) => (contact_id === null ? visitor_id : []))
  const earlier = await read
    .selectFrom('conversation')
    .select(['visitor_id', 'contact_id', 'last_agent_id'])
    .where('workspace_id', '=', workspaceId)
    .where('last_agent_id', 'is not', null)
    .where((each) =>
      each.or([
        ...(contacts.length > 0 ? [each('contact_id', 'in', contacts)] : []),
        ...(visitors.length > 0
          ? [each.and([each('visitor_id', 'in', visitors), each('contact_id', 'is', null)])]
          : []),
      ]),
    )
    .orderBy('updated_at', 'desc')
    .limit(1_000)
    .execute()
  return ({ contact_id, visitor_id }) =>
    earlier.find((each) =>
      contact_id === null ? each.visitor_id === visitor_id : each.contact_id === contact_id,
    )?.last_agent_id ?? undefined
}
