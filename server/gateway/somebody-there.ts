import { isSomebodyOnline, membersOnline } from '../desk/index.ts'
import type { Reading } from '../store/store.ts'
import type { Report } from './answer.ts'
import { type DeskNamespace, rooms } from './live.ts'

/** How long what the store said of who is there is believed, in milliseconds. */
const presenceAge = 500

export interface SomebodyThere {
  /** Whether somebody is online in a workspace, or in a team of it that has people at all. */
  ask(workspaceId: string, teamId: string | null): Promise<boolean>
  /** Somebody came or went: the next question is asked anew. */
  forget(workspaceId: string): void
}

/**
 * Who is at the desk, for those who wait. A connection to this very node counts at once; of other nodes the store
 * tells. Where it cannot be read, only what this node knows counts: presence is a hint, and a visitor must not wait
 * for it.
 */
export function openSomebodyThere(
  desk: DeskNamespace,
  parts: { read: Reading; now(): number; report: Report },
): SomebodyThere {
  const known = new Map<string, Map<string | null, { at: number; isThere: Promise<boolean> }>>()

  async function look(workspaceId: string, teamId: string | null): Promise<boolean> {
    const here = peopleHere(workspaceId)
    if (teamId === null && here.length > 0) return true
    try {
      if (teamId !== null && here.length > 0 && (await membersOnline(parts.read, teamId, here))) return true
      return await isSomebodyOnline(parts.read, workspaceId, teamId, parts.now())
    } catch (reason) {
      parts.report(reason, 'who is at the desk')
      return here.length > 0
    }
  }

  /** Who is online over a connection to this node. */
  function peopleHere(workspaceId: string): string[] {
    const ids = desk.adapter.rooms.get(rooms.online(workspaceId)) ?? []
    return [...ids].flatMap((id) => desk.sockets.get(id)?.data.signedIn.person.id ?? [])
  }

  return {
    ask(workspaceId, teamId) {
      const teams = known.get(workspaceId) ?? new Map()
      known.set(workspaceId, teams)
      const found = teams.get(teamId)
      if (found && parts.now() - found.at < presenceAge) return found.isThere
      const isThere = look(workspaceId, teamId)
      teams.set(teamId, { at: parts.now(), isThere })
      return isThere
    },
    forget: (workspaceId) => void known.delete(workspaceId),
  }
}
