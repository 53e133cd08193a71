import { setImmediate } from 'node:timers/promises'
import type { Reading, Store, Writing } from '../../store/store.ts'
import { addToSum, isWhole, packedLength, UnusableIndex } from './pack.ts'

/** Where the index of one release is stored. */
export interface ReleaseKey {
  workspaceId: string
  number: number
}

/** Small enough that writing one holds up nobody: some 5 ms on SQLite. Bytes. */
const PART = 2 ** 20

/** Besides the live one, so many of the newest releases keep their index; that of another is made anew when asked for. */
const KEPT = 5

/**
 * Stores the index of a release in parts, each in a transaction of its own, so that visitors' messages are written in
 * between. What an earlier attempt left is replaced.
 */
export async function writeIndex(store: Store, key: ReleaseKey, bytes: Uint8Array): Promise<void> {
  const parts = Math.ceil(bytes.length / PART)
  for (let part = 0; part < parts; part += 1) {
    await store.write((writing) => writePart(writing, key, part, bytes))
    await setImmediate()
  }
}

/** Whether the index is so small that it is written in the transaction of its release. */
export function isOnePart(bytes: Uint8Array): boolean {
  return bytes.length <= PART
}

/** Writes one part of the index, the first where nothing is said. */
export async function writePart(
  writing: Writing,
  { workspaceId, number }: ReleaseKey,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  const own = bytes.subarray(part * PART, (part + 1) * PART)
  await writing
    .insertInto('release_index')
    .values({ workspace_id: workspaceId, number, part, bytes: own })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'number', 'part']).doUpdateSet({ bytes: own }),
    )
    .execute()
}

/** The stored index of a release; `undefined` where there is none. Throws `UnusableIndex` where it is not whole. */
export async function readIndex(
  read: Reading,
  key: ReleaseKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let bytes: Uint8Array<ArrayBuffer> | undefined
  let filled = 0
  let sum = 0
  for (let part = 0; bytes === undefined || filled < bytes.length; part += 1) {
    const own = await readPart(read, key, part)
    if (own === undefined && part === 0) return undefined
    if (own === undefined) throw new UnusableIndex('a part of it is missing')
    bytes ??= new Uint8Array(packedLength(own))
    if (filled + own.length > bytes.length) throw new UnusableIndex('it is longer than it says')
    bytes.set(own, filled)
    sum = addToSum(sum, own, filled)
    filled += own.length
    await setImmediate()
  }
  if (!isWhole(bytes, sum)) throw new UnusableIndex('it is damaged')
  return bytes
}

/**
 * Deletes the indexes of releases before `number` that are neither live nor among the newest, and what a process left
 * that died before its release was there.
 */
export async function removeOldIndexes(store: Store, { workspaceId, number }: ReleaseKey): Promise<void> {
  const { live, newest } = await keptReleases(store.read, workspaceId)
  const stale = await store.read
    .selectFrom('release_index')
    .select(['number', 'part'])
    .where('workspace_id', '=', workspaceId)
    .where('number', '<', number)
    .where('number', 'not in', [...newest, live ?? 0])
    .execute()
  for (const row of stale) {
    await store.write((writing) =>
      writing
        .deleteFrom('release_index')
        .where('workspace_id', '=', workspaceId)
        .where('number', '=', row.number)
        .where('part', '=', row.part)
        .execute(),
    )
    await setImmediate()
  }
}

/** Whether the index of a release is worth storing. */
export async function isKept(read: Reading, { workspaceId, number }: ReleaseKey): Promise<boolean> {
  const { live, newest } = await keptReleases(read, workspaceId)
  return number === live || newest.includes(number)
}

async function keptReleases(
  read: Reading,
  workspaceId: string,
): Promise<{ live: number | null; newest: number[] }> {
  const workspace = await read
    .selectFrom('workspace')
    .select('live_release')
    .where('id', '=', workspaceId)
    .executeTakeFirst()
  const rows = await read
    .selectFrom('release')
    .select('number')
    .where('workspace_id', '=', workspaceId)
    .orderBy('number', 'desc')
    .limit(KEPT)
    .execute()
  return { live: workspace?.live_release ?? null, newest: rows.map((row) => row.number) }
}

async function readPart(
  read: Reading,
  { workspaceId, number }: ReleaseKey,
  part: number,
): Promise<Uint8Array | undefined> {
  const row = await read
    .selectFrom('release_index')
    .select('bytes')
    .where('workspace_id', '=', workspaceId)
    .where('number', '=', number)
    .where('part', '=', part)
    .executeTakeFirst()
  return row?.bytes
}
