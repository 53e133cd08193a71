import { helpersOf, type OpenLog } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'

/** The most teams beside the owner of one conversation (invariant 15). */
const mostHelpers = 5

interface NamedTeam {
  id: string
  name: string
}

/** Puts a conversation into a team's queue, or with `null` into the general one. Where it is already changes nothing. */
export function moveToTeam(log: OpenLog, team: NamedTeam | null, person?: string): void {
  if (log.conversation.team_id === (team?.id ?? null)) return
  log.append({
    type: 'team:assigned',
    teamId: team?.id ?? null,
    ...(team && { team: team.name }),
    ...(person !== undefined && { name: person }),
  })
}

/** Asks a team to help beside the owner. One that helps already is not asked again. Throws `conflict`. */
export function pullInTeam(log: OpenLog, team: NamedTeam, person: string): void {
  const helpers = helpersOf(log.conversation)
  if (helpers.some(({ teamId, name }) => teamId === team.id || name === team.name)) return
  if (log.conversation.status !== 'queued' && log.conversation.status !== 'assigned')
    throw new Refusal('conflict', 'Only a conversation that is with people can have a team beside it.')
  if (helpers.length >= mostHelpers)
    throw new Refusal('conflict', `No more than ${mostHelpers} teams help with one conversation.`)
  log.append({ type: 'team:joined', team: team.name, teamId: team.id, name: person })
}

/** Lets a team go that helped. Throws `not-found` where it does not help. */
export function releaseTeam(log: OpenLog, name: string, person: string): void {
  const helper = helpersOf(log.conversation).find((each) => each.name === name)
  if (helper === undefined) throw new Refusal('not-found', 'This team does not help with this conversation.')
  log.append({ type: 'team:left', team: helper.name, name: person })
}
