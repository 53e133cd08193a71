import {
  type ConversationParts,
  changeConversation,
  deskLeaseByDefault,
  returnToQueue,
} from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import type { Reading } from '../../store/store.ts'
import { lastSeen } from './presence.ts'

export interface AbsenceParts extends ConversationParts {
  /** Whether this node itself has a connection of theirs. */
  isHere(personId: string): boolean
  /** Since when this node has been able to keep presence without a break; undefined while it cannot. */
  soundSince(): number | undefined
  /** Milliseconds. */
  deskLease?: number
}

/** The most that one look gives back; the next look follows at once. */
const mostAtOnce = 50

/**
 * Looks whether somebody who has conversations is still there. Who has had no connection to any node for a lease loses
 * them to the queue, at their old places; whoever comes back in time keeps them. A node that has just started, or could
 * not reach the store, cannot tell who is gone: it waits a lease itself.
 */
export async function runAbsence(parts: AbsenceParts, work: DueWork, owner: string): Promise<void> {
  const personId = String(work.payload.personId)
  const lease = parts.deskLease ?? deskLeaseByDefault
  const goneAt = await goneSince(parts, parts.store.read, personId, lease)
  const now = parts.now()
  const isGone = goneAt !== undefined && now >= goneAt
  const lost = isGone ? await lostBy(parts.store.read, personId, now - lease) : []
  for (const id of lost) await giveBack(parts, id, personId, lease)
  const heldSince = await holdsSince(parts.store.read, personId)
  await parts.store.write(async (writing) => {
    if (heldSince === undefined) await finishWork(writing, work, owner)
    else if (!isGone) await repeatWork(writing, work, owner, goneAt ?? now + lease)
    // What is still theirs was given to them lately, is put aside, or was too much for one look.
    else if (lost.length === mostAtOnce) await repeatWork(writing, work, owner, now)
    else await repeatWork(writing, work, owner, heldSince > now - lease ? heldSince + lease : now + lease)
  })
}

/** When their lease is over; `undefined` while they are there or nobody can tell. */
async function goneSince(
  parts: AbsenceParts,
  read: Reading,
  personId: string,
  lease: number,
): Promise<number | undefined> {
  const soundSince = parts.soundSince()
  if (parts.isHere(personId) || soundSince === undefined) return undefined
  const seen = await lastSeen(read, personId, parts.now())
  return seen.here ? undefined : Math.max(seen.at, soundSince) + lease
}

async function giveBack(
  parts: AbsenceParts,
  conversationId: string,
  personId: string,
  lease: number,
): Promise<void> {
  try {
    await changeConversation(parts, conversationId, async (log) => {
      const { status, assignee_id, assigned_at, snoozed_until } = log.conversation
      // What is put aside for later stays theirs until then: nobody has to be there for it.
      if (status !== 'assigned' || assignee_id !== personId || snoozed_until !== null) return
      // They may have come back since, or been given it anew.
      const goneAt = await goneSince(parts, log.writing, personId, lease)
      if (goneAt === undefined || log.at < Math.max(goneAt, (assigned_at ?? 0) + lease)) return
      returnToQueue(log, 'gone')
    })
  } catch (reason) {
    // Erased meanwhile: nobody has it any more.
    if (!(reason instanceof Refusal && reason.code === 'not-found')) throw reason
  }
}

/** What a person has since before a time and has not put aside, the oldest first. */
async function lostBy(read: Reading, personId: string, before: number): Promise<string[]> {
  const rows = await read
    .selectFrom('conversation')
    .select('id')
    .where('assignee_id', '=', personId)
    .where('status', '=', 'assigned')
    .where('assigned_at', '<=', before)
    .where('snoozed_until', 'is', null)
    .orderBy('assigned_at')
    .limit(mostAtOnce)
    .execute()
  return rows.map(({ id }) => id)
}

/** Since when a person has had the oldest of what they have; `undefined` where they have nothing. */
async function holdsSince(read: Reading, personId: string): Promise<number | undefined> {
  const row = await read
    .selectFrom('conversation')
    .select('assigned_at')
    .where('assignee_id', '=', personId)
    .where('status', '=', 'assigned')
    .orderBy('assigned_at')
    .limit(1)
    .executeTakeFirst()
  return row && (row.assigned_at ?? 0)
}
