import { fromJson, toJson } from './json.ts'
import type { Store, Writing } from './store.ts'

/** Work that somebody must do at or after a time, once with effect (decision 5). */
export interface DueWork {
  key: string
  kind: string
  payload: Record<string, unknown>
  dueAt: number
  generation: number
  /** How often it was started, this time included. */
  attempts: number
}

/** A process that dies loses its leases after this long, in milliseconds; a living one renews them in time. */
export const leaseLength = 10_000

/**
 * Asks for work, or asks again: the same key stays one row, and a run that is under way will not count for the
 * newer request.
 */
export async function askForWork(
  writing: Writing,
  work: { key: string; kind: string; payload: Record<string, unknown>; dueAt: number },
): Promise<void> {
  await writing
    .insertInto('due_work')
    .values(newRow(work))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((each) => ({
        payload: toJson(work.payload),
        due_at: work.dueAt,
        generation: each('due_work.generation', '+', 1),
        attempts: 0,
      })),
    )
    .execute()
}

/** Asks for work by a time at the latest: what is due earlier stays due then, and a run under way is followed by another. */
export async function askForWorkBy(
  writing: Writing,
  work: { key: string; kind: string; payload: Record<string, unknown>; dueAt: number },
): Promise<void> {
  await writing
    .insertInto('due_work')
    .values(newRow(work))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((each) => ({
        generation: each('due_work.generation', '+', 1),
        due_at: each
          .case()
          .when('due_work.due_at', '>', work.dueAt)
          .then(work.dueAt)
          .else(each.ref('due_work.due_at'))
          .end(),
      })),
    )
    .execute()
}

function newRow(work: { key: string; kind: string; payload: Record<string, unknown>; dueAt: number }) {
  return {
    key: work.key,
    kind: work.kind,
    payload: toJson(work.payload),
    due_at: work.dueAt,
    generation: 1,
    attempts: 0,
    lease_until: 0,
    lease_owner: null,
  }
}

/** Takes up to `limit` pieces of due work for `owner`; nobody else gets them while the lease lasts. */
export async function claimWork(store: Store, owner: string, now: number, limit: number): Promise<DueWork[]> {
  const rows = await store.write((writing) =>
    writing
      .updateTable('due_work')
      .set((each) => ({
        lease_owner: owner,
        lease_until: now + leaseLength,
        attempts: each('attempts', '+', 1),
      }))
      .where('key', 'in', (inner) =>
        inner
          .selectFrom('due_work')
          .select('key')
          .where('due_at', '<=', now)
          .where('lease_until', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .$if(store.dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
      )
      .returningAll()
      .execute(),
  )
  return rows.map((row) => ({
    key: row.key,
    kind: row.kind,
    payload: fromJson(row.payload),
    dueAt: row.due_at,
    generation: row.generation,
    attempts: row.attempts,
  }))
}

/** Whether there is anything to claim; a read, so that an idle process writes nothing. */
export async function isWorkDue(store: Store, now: number): Promise<boolean> {
  const row = await store.read
    .selectFrom('due_work')
    .select('key')
    .where('due_at', '<=', now)
    .where('lease_until', '<=', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Ends a run in the transaction that holds its effect. Where newer work was asked for meanwhile, the row stays and
 * is free to be claimed. Answers whether the caller still held the lease: without it the effect must not be kept.
 */
export async function finishWork(writing: Writing, work: DueWork, owner: string): Promise<boolean> {
  const freed = await writing
    .updateTable('due_work')
    .set({ lease_until: 0, lease_owner: null })
    .where('key', '=', work.key)
    .where('lease_owner', '=', owner)
    .returning('generation')
    .executeTakeFirst()
  if (freed === undefined) return false
  await writing
    .deleteFrom('due_work')
    .where('key', '=', work.key)
    .where('generation', '=', work.generation)
    .execute()
  return true
}

/**
 * Ends a run in the transaction that holds its effect, with the same work due again at `dueAt`. Where newer work was
 * asked for meanwhile, that stays as it was asked. Answers as `finishWork` does.
 */
export async function repeatWork(
  writing: Writing,
  work: DueWork,
  owner: string,
  dueAt: number,
): Promise<boolean> {
  const freed = await writing
    .updateTable('due_work')
    .set((each) => ({
      lease_until: 0,
      lease_owner: null,
      attempts: 0,
      due_at: each.case().when('generation', '=', work.generation).then(dueAt).else(each.ref('due_at')).end(),
    }))
    .where('key', '=', work.key)
    .where('lease_owner', '=', owner)
    .returning('generation')
    .executeTakeFirst()
  return freed !== undefined
}

/** Gives work back for another try at `dueAt`. */
export async function postponeWork(store: Store, work: DueWork, owner: string, dueAt: number): Promise<void> {
  await store.write((writing) =>
    writing
      .updateTable('due_work')
      .set({ lease_until: 0, lease_owner: null, due_at: dueAt })
      .where('key', '=', work.key)
      .where('lease_owner', '=', owner)
      .execute(),
  )
}

/** Keeps the leases of runs that take longer than a lease. */
export async function renewLeases(store: Store, owner: string, now: number): Promise<void> {
  await store.write((writing) =>
    writing
      .updateTable('due_work')
      .set({ lease_until: now + leaseLength })
      .where('lease_owner', '=', owner)
      .execute(),
  )
}

/** Frees every lease: for the one process of an embedded store, whose predecessor is certainly gone. */
export async function dropLeases(store: Store): Promise<void> {
  await store.write((writing) =>
    writing.updateTable('due_work').set({ lease_until: 0, lease_owner: null }).execute(),
  )
}
