import type { SessionRow, TokenRow } from '#shared/account.ts'
import { Refusal } from '../refusal.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type Actor, recordAct } from './acts.ts'

const mostShown = 200

/** Where a person is signed in, the newest use first. `current` is the digest of the session that asks. */
export async function sessionsOf(
  read: Reading,
  personId: string,
  now: number,
  current?: string,
): Promise<SessionRow[]> {
  const rows = await credentials(read, personId, 'session', now)
  return rows.map((row) => ({
    id: row.digest,
    device: row.device ?? undefined,
    createdAt: row.created_at,
    seenAt: row.seen_at ?? undefined,
    expiresAt: row.expires_at,
    current: row.digest === current,
  }))
}

/** A person's access tokens, the newest use first. */
export async function tokensOf(read: Reading, personId: string, now: number): Promise<TokenRow[]> {
  const rows = await credentials(read, personId, 'access', now)
  return rows.map((row) => ({
    id: row.digest,
    name: row.name,
    createdAt: row.created_at,
    seenAt: row.seen_at ?? undefined,
    expiresAt: row.expires_at,
  }))
}

function credentials(read: Reading, personId: string, kind: 'session' | 'access', now: number) {
  return read
    .selectFrom('credential')
    .selectAll()
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .orderBy((each) => each.fn.coalesce('seen_at', 'created_at'), 'desc')
    .orderBy('digest')
    .limit(mostShown)
    .execute()
}

/** Ends one session or token of a person. Throws `not-found` where it is not theirs, or ended already. */
export async function endCredential(
  writing: Writing,
  actor: Actor,
  request: { personId: string; id: string; kind: 'session' | 'access' },
): Promise<void> {
  const { personId, id, kind } = request
  const ended = await writing
    .deleteFrom('credential')
    .where('person_id', '=', personId)
    .where('digest', '=', id)
    .where('kind', '=', kind)
    .returning('name')
    .executeTakeFirst()
  if (ended === undefined)
    throw new Refusal('not-found', kind === 'session' ? 'This session has ended.' : 'This token is gone.')
  if (kind === 'session') await recordAct(writing, actor, personId, 'session-ended')
  else await recordAct(writing, actor, personId, 'token-revoked', { from: ended.name })
}

/**
 * Ends every session of a person but the one with the digest `except`, and the links that would open one or set their
 * password. Tokens of programs stay: they are listed, and end one by one.
 */
export async function endSessions(
  writing: Writing,
  actor: Actor,
  request: { personId: string; except?: string | undefined },
): Promise<void> {
  await dropSessions(writing, request)
  await recordAct(writing, actor, request.personId, 'sessions-ended')
}

/** The same without a line of its own, where it is a part of something else. */
export async function dropSessions(
  writing: Writing,
  { personId, except }: { personId: string; except?: string | undefined },
): Promise<void> {
  await writing
    .deleteFrom('credential')
    .where('person_id', '=', personId)
    .where('kind', '!=', 'access')
    .$if(except !== undefined, (query) => query.where('digest', '!=', except ?? ''))
    .execute()
}
