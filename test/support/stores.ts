import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase, missingServices } from './services.ts'

/** Where a store can be opened, closed and opened again. */
export interface StorePlace {
  open(): Promise<Store>
  clear(): Promise<void>
}

/** An empty place of each kind of store; `missing` says why one cannot be had here. */
export const storeKinds: { name: string; missing: string | undefined; place(): Promise<StorePlace> }[] = [
  {
    name: 'SQLite',
    missing: undefined,
    async place() {
      const directory = await mkdtemp(join(tmpdir(), 'baton-desk-'))
      return {
        open: () => openSqliteStore(directory),
        clear: () => rm(directory, { recursive: true, force: true }),
      }
    },
  },
  {
    name: 'PostgreSQL',
    missing: await missingServices('postgres'),
    async place() {
      const database = await makeDatabase()
      return { open: () => openPostgresStore(database.url, () => undefined), clear: database.drop }
    },
  },
]
