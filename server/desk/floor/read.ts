import { type Floor, type FloorPerson, floorBounds, longestDay } from '#shared/floor.ts'
import type { Presence } from '#shared/presence.ts'
import type { Reading } from '../../store/store.ts'
import { candidatesOf } from '../routing/people.ts'
import { listTeams } from '../teams/index.ts'
import { ageingConversations, ownedConversations, recentBreaches } from './conversations.ts'
import { floorQueues } from './queues.ts'

/** Whoever has something comes first, then who is here. */
const order: readonly Presence[] = ['online', 'busy', 'away', 'offline']

/**
 * Everything a supervisor sees of a workspace now. Each part goes by an index and is bounded.
 *
 * @param request.since when the day began where the asker is
 * @param request.isHere the connections of this very node
 */
export async function readFloor(
  read: Reading,
  request: {
    workspaceId: string
    people: readonly { id: string; name: string }[]
    since: number | undefined
    now: number
    isHere: (personId: string) => boolean
  },
): Promise<Floor> {
  const { workspaceId, now } = request
  const [teams, candidates, owned, ageing, breaches, today] = await Promise.all([
    listTeams(read, workspaceId),
    candidatesOf(read, workspaceId, now, request.isHere),
    ownedConversations(read, workspaceId),
    ageingConversations(read, workspaceId),
    recentBreaches(read, workspaceId, now),
    countDay(read, workspaceId, dayFrom(request.since, now)),
  ])
  const known = new Map(candidates.map((each) => [each.id, each]))
  const byOwner = Map.groupBy(owned, ({ assignee }) => assignee?.id)
  const people = request.people.flatMap(({ id, name }): FloorPerson[] => {
    const candidate = known.get(id)
    if (candidate === undefined) return []
    const { presence, load, capacity, teams } = candidate
    return [{ id, name, presence, load, capacity, teams: [...teams], conversations: byOwner.get(id) ?? [] }]
  })
  return {
    at: now,
    queues: await floorQueues(read, workspaceId, teams, candidates, now),
    people: people.toSorted(
      (one, other) =>
        other.load - one.load ||
        order.indexOf(one.presence) - order.indexOf(other.presence) ||
        one.name.localeCompare(other.name),
    ),
    ageing,
    breaches,
    today,
  }
}

/** A day began some time ago, and not longer ago than a day is. */
function dayFrom(since: number | undefined, now: number): number {
  return Math.max(Math.min(since ?? now - longestDay, now), now - longestDay)
}

async function countDay(read: Reading, workspaceId: string, since: number): Promise<Floor['today']> {
  const count = async (column: 'handed_over_at' | 'replied_at' | 'resolved_at') => {
    const { count } = await read
      .selectFrom(
        read
          .selectFrom('conversation')
          .select('id')
          .where('workspace_id', '=', workspaceId)
          .where(column, '>=', since)
          .limit(floorBounds.today + 1)
          .as('some'),
      )
      .select((each) => each.cast<number>(each.fn.countAll(), 'bigint').as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
  const [handedOver, answered, resolved] = await Promise.all([
    count('handed_over_at'),
    count('replied_at'),
    count('resolved_at'),
  ])
  return { handedOver, answered, resolved }
}
