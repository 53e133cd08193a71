import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { openProposalWorld } from '../support/proposal-world.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { play } from './interleavings/play.ts'
import { seen } from './interleavings/settled.ts'
import { interleaving } from './interleavings/steps.ts'

const withoutPostgres = await missingServices('postgres')

const on = {
  SQLite: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'baton-interleavings-'))
    return {
      open: () => openSqliteStore(directory),
      clear: () => rm(directory, { recursive: true, force: true }),
    }
  },
  PostgreSQL: async () => {
    const database = await makeDatabase()
    const open = (): Promise<Store> => openPostgresStore(database.url, () => undefined)
    return { open, clear: database.drop }
  },
}

for (const [name, numRuns, reason] of [
  ['SQLite', 1_000, undefined],
  ['PostgreSQL', 60, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`money on ${name}`, () => {
    test(`never moves without a person’s approval, in ${numRuns} interleavings`, {
      timeout: 240_000,
    }, async () => {
      const place = await on[name]()
      const world = await openProposalWorld(place.open)
      for (const state of Object.keys(seen)) delete seen[state]
      try {
        await fc.assert(
          fc.asyncProperty(interleaving, (played) => play(world, played)),
          { numRuns, endOnFailure: false },
        )
        // Every end was reached, or the interleavings prove nothing.
        for (const state of ['done', 'failed', 'refused', 'expired'])
          expect(seen[state], state).toBeGreaterThan(0)
      } finally {
        await world.close()
        await place.clear()
      }
    })
  })
}
