import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDeskWorld } from '../support/desk-world.ts'
import { storeKinds } from '../support/stores.ts'
import { seen } from './races/check.ts'
import { play } from './races/play.ts'
import { race } from './races/steps.ts'

/** All of them with `RACES=10000`; some of them with every run of the suite. Every twentieth is played on PostgreSQL. */
const races = Number(process.env.RACES ?? 800)

/** Every end was reached, or the races prove nothing. */
const mustHappen = [
  'reply of a person',
  'reply of the assistant',
  'turn that came too late',
  'handed back',
  'resolved',
  'return: no-reply',
  'return: gone',
  'return: transferred',
  'given: sticky',
  'given: least-loaded',
]

for (const { name, missing, place: placeOf } of storeKinds) {
  const numRuns = Math.ceil(races * (name === 'SQLite' ? 0.95 : 0.05))
  describe.skipIf(missing !== undefined)(`a conversation on ${name}`, () => {
    test(`has never two owners, no stale message and no word of the assistant after a takeover, in ${numRuns} races (invariants 6 to 8)`, {
      timeout: 3_600_000,
    }, async () => {
      const place = await placeOf()
      const world = await openDeskWorld(place.open)
      for (const what of Object.keys(seen)) delete seen[what]
      try {
        await fc.assert(
          fc.asyncProperty(race, (played) => play(world, played)),
          { numRuns, endOnFailure: true },
        )
        // So few races as PostgreSQL plays reach it only together.
        if (numRuns >= 500) for (const what of mustHappen) expect(seen[what] ?? 0, what).toBeGreaterThan(0)
      } finally {
        await world.close()
        await place.clear()
      }
    })
  })
}
