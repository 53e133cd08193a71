import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase, missingServices } from './services.ts'

/** Where a store of its own lies: `open` as often as one likes, `clear` once all are closed. */
export interface StorePlace {
  open(): Promise<Store>
  clear(): Promise<void>
}

async function onSqlite(): Promise<StorePlace> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-store-'))
  return {
    open: () => openSqliteStore(directory),
    clear: () => rm(directory, { recursive: true, force: true }),
  }
}

async function onPostgres(): Promise<StorePlace> {
  const database = await makeDatabase()
  return {
    open: () =>
      openPostgresStore(database.url, (reason) => {
        throw reason
      }),
    clear: async () => {
      // The pool's last connections are still saying goodbye.
      await setTimeout(200)
      await database.drop()
    },
  }
}

/** Both dialects, for a suite that runs on each; `missing` says why one cannot run here. */
export async function storePlaces(): Promise<
  { dialect: string; makePlace(): Promise<StorePlace>; missing: string | undefined }[]
> {
  return [
    { dialect: 'SQLite', makePlace: onSqlite, missing: undefined },
    { dialect: 'PostgreSQL', makePlace: onPostgres, missing: await missingServices('postgres') },
  ]
}
