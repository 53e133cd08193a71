import type { Hours } from '#shared/hours.ts'
import { type ConversationRow, rulesOf } from '../conversation/index.ts'
import type { Reading } from '../store/store.ts'

/** Hours change seldom; new ones are known to every process within this time, in milliseconds. */
const remembered = 2_000
const mostRemembered = 1_000

/** In whose hours people answer: those of a team, and of the site where there is none. */
type Placed = Pick<ConversationRow, 'workspace_id' | 'site_key'> & { team_id?: string | null }

/** The hours in which a conversation is answered, from memory for a moment: a busy queue asks for them often. */
export function openDeskHours(
  read: Reading,
  now: () => number,
): (conversation: Placed) => Promise<Hours | undefined> {
  const known = new Map<string, { at: number; hours: Promise<Hours | undefined> }>()
  return (conversation) => {
    const { team_id = null, site_key } = conversation
    const key = team_id === null ? `site ${site_key}` : `team ${team_id} ${site_key}`
    const found = known.get(key)
    if (found && now() - found.at < remembered) return found.hours
    if (known.size >= mostRemembered) known.clear()
    const hours = rulesOf(read, conversation, [team_id]).then((rules) => rules(team_id).hours)
    known.set(key, { at: now(), hours })
    hours.catch(() => known.delete(key))
    return hours
  }
}

/** The queues of teams in which somebody of these sites' workspaces waits. */
export async function queuesOfTeams(read: Reading, sites: readonly Placed[]): Promise<Placed[]> {
  if (sites.length === 0) return []
  const workspaces = [...new Set(sites.map(({ workspace_id }) => workspace_id))]
  return read
    .selectFrom('conversation')
    .select(['team_id', 'site_key', 'workspace_id'])
    .distinct()
    .where('team_id', 'is not', null)
    .where('queued_at', 'is not', null)
    .where('workspace_id', 'in', workspaces.slice(0, mostRemembered))
    .limit(mostRemembered)
    .execute()
}
