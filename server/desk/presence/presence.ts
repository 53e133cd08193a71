import { isAvailable, type Presence, type PresenceChoice } from '#shared/presence.ts'
import { askForAbsence, askForRouting } from '../../conversation/index.ts'
import type { Reading, Store, Writing } from '../../store/store.ts'

/** A connection that its node does not renew counts no more after this long, in milliseconds: the node is gone. */
export const leaseLength = 30_000
/** How often a node renews the leases of whoever is connected to it, in milliseconds. */
export const renewEvery = 10_000

/** One person as one node knows them. */
export interface Attendance {
  personId: string
  workspaceId: string
  nodeId: string
}

/** What a person chose last; who never chose is online. */
export async function choiceOf(read: Reading, personId: string): Promise<PresenceChoice> {
  const row = await read
    .selectFrom('presence')
    .select('choice')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return (row?.choice as PresenceChoice | undefined) ?? 'online'
}

/** Keeps that a node has a connection of a person; they may be given what waits. */
export async function attend(
  writing: Writing,
  { personId, workspaceId, nodeId }: Attendance,
  at: number,
): Promise<void> {
  await writing
    .insertInto('presence')
    .values({ person_id: personId, workspace_id: workspaceId, choice: 'online', seen_at: at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ seen_at: at }))
    .execute()
  await renew(writing, [{ personId, workspaceId, nodeId }], at)
  await askForRouting(writing, workspaceId, at)
}

/** Keeps that the node has no connection of a person any more. What they have goes back `lease` milliseconds from now. */
export async function leave(
  writing: Writing,
  { personId, nodeId }: Attendance,
  at: number,
  lease: number,
): Promise<void> {
  await writing.updateTable('presence').set({ seen_at: at }).where('person_id', '=', personId).execute()
  await writing
    .deleteFrom('presence_lease')
    .where('person_id', '=', personId)
    .where('node_id', '=', nodeId)
    .execute()
  await askForAbsence(writing, personId, at + lease)
}

/** Renews the leases of everybody a node has a connection of. */
export async function renew(writing: Writing, attending: readonly Attendance[], at: number): Promise<void> {
  // In one order on every node, so that none waits for another's row that waits for its own.
  const sorted = attending.toSorted((one, other) => (one.personId < other.personId ? -1 : 1))
  for (let from = 0; from < sorted.length; from += 200) {
    await writing
      .insertInto('presence_lease')
      .values(
        sorted.slice(from, from + 200).map(({ personId, workspaceId, nodeId }) => ({
          person_id: personId,
          workspace_id: workspaceId,
          node_id: nodeId,
          renewed_at: at,
        })),
      )
      .onConflict((conflict) => conflict.columns(['person_id', 'node_id']).doUpdateSet({ renewed_at: at }))
      .execute()
  }
}

/** Drops leases that other nodes stopped renewing, and answers whose they were, so that others can be told. */
export async function dropStaleLeases(
  store: Store,
  nodeId: string,
  now: number,
): Promise<{ personId: string; workspaceId: string }[]> {
  const stale = await store.read
    .selectFrom('presence_lease')
    .select('person_id')
    .where('renewed_at', '<=', now - leaseLength)
    .where('node_id', '!=', nodeId)
    .limit(1)
    .executeTakeFirst()
  if (stale === undefined) return []
  return store.write(async (writing) => {
    const dropped = await writing
      .deleteFrom('presence_lease')
      .where('renewed_at', '<=', now - leaseLength)
      .where('node_id', '!=', nodeId)
      .returning(['person_id', 'workspace_id', 'renewed_at'])
      .execute()
    for (const each of dropped) {
      await writing
        .updateTable('presence')
        .set({ seen_at: each.renewed_at })
        .where('person_id', '=', each.person_id)
        .where('seen_at', '<', each.renewed_at)
        .execute()
    }
    return dropped.map((each) => ({ personId: each.person_id, workspaceId: each.workspace_id }))
  })
}

/** Ends every lease of a node, or of all: where it stops, or where the one process of an embedded store starts. */
export async function dropLeasesOf(store: Store, nodeId?: string): Promise<void> {
  await store.write(async (writing) => {
    await writing
      .deleteFrom('presence_lease')
      .$if(nodeId !== undefined, (query) => query.where('node_id', '=', nodeId ?? ''))
      .execute()
  })
}

/** Keeps what a person chose. */
export async function choosePresence(
  writing: Writing,
  { personId, workspaceId }: Omit<Attendance, 'nodeId'>,
  choice: PresenceChoice,
  at: number,
): Promise<void> {
  await writing
    .insertInto('presence')
    .values({ person_id: personId, workspace_id: workspaceId, choice, seen_at: at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ choice }))
    .execute()
  if (isAvailable(choice)) await askForRouting(writing, workspaceId, at)
}

/** When somebody was last known to be there; `here` where they are now. Milliseconds since 1970. */
export async function lastSeen(
  read: Reading,
  personId: string,
  now: number,
): Promise<{ here: boolean; at: number }> {
  const [presence, lease] = await Promise.all([
    read.selectFrom('presence').select('seen_at').where('person_id', '=', personId).executeTakeFirst(),
    read
      .selectFrom('presence_lease')
      .select((each) => each.fn.max('renewed_at').as('renewed_at'))
      .where('person_id', '=', personId)
      .executeTakeFirst(),
  ])
  const renewedAt = lease?.renewed_at ?? 0
  return { here: renewedAt > now - leaseLength, at: Math.max(presence?.seen_at ?? 0, renewedAt) }
}

/** What each of these people is to others now. Nobody but who has a connection is anything but offline. */
export async function presencesOf(
  read: Reading,
  workspaceId: string,
  now: number,
): Promise<Map<string, Presence>> {
  const rows = await read
    .selectFrom('presence_lease')
    .innerJoin('presence', 'presence.person_id', 'presence_lease.person_id')
    .select(['presence.person_id', 'presence.choice'])
    .where('presence_lease.workspace_id', '=', workspaceId)
    .where('presence_lease.renewed_at', '>', now - leaseLength)
    .execute()
  return new Map(rows.map(({ person_id, choice }) => [person_id, choice as Presence]))
}

/** Whether one of these people is in a team; in a team of nobody everybody is. */
export async function membersOnline(
  read: Reading,
  teamId: string,
  people: readonly string[],
): Promise<boolean> {
  const rows = await read
    .selectFrom('team_member')
    .select('person_id')
    .where('team_id', '=', teamId)
    .execute()
  return rows.length === 0 || rows.some(({ person_id }) => people.includes(person_id))
}

/** Whether somebody is online in a workspace, or in a team of it; a team of nobody is everybody's. */
export async function isSomebodyOnline(
  read: Reading,
  workspaceId: string,
  teamId: string | null,
  now: number,
): Promise<boolean> {
  const row = await read
    .selectFrom('presence_lease')
    .innerJoin('presence', 'presence.person_id', 'presence_lease.person_id')
    .innerJoin('person', 'person.id', 'presence_lease.person_id')
    .select('presence.person_id')
    .where('presence_lease.workspace_id', '=', workspaceId)
    .where('presence_lease.renewed_at', '>', now - leaseLength)
    .where('presence.choice', '=', 'online')
    .where('person.disabled_at', 'is', null)
    .$if(teamId !== null, (query) =>
      query.where((each) => {
        const members = each
          .selectFrom('team_member')
          .select('person_id')
          .where('team_id', '=', teamId ?? '')
        return each.or([each.not(each.exists(members)), each('presence.person_id', 'in', members)])
      }),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
