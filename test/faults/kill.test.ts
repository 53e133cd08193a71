import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { killOnce } from '../support/kill-run.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')
const clean = { lost: 0, doubled: 0, reordered: 0, gaps: 0, turnsWithoutEnd: 0 }

test('a dozen kills at any moment: every acknowledged message is there once, in order, and every turn ends (invariants 1, 2, 3, 7)', async () => {
  let acked = 0
  // Spread over the first second of load, so that a kill meets sends, commits, turns and handovers.
  const moments = Array.from({ length: 12 }, (_, run) => 20 + run * 75)
  async function killAtEach(): Promise<void> {
    for (let killAfter = moments.shift(); killAfter !== undefined; killAfter = moments.shift()) {
      const directory = await mkdtemp(join(tmpdir(), 'baton-kill-'))
      const { findings, server } = await killOnce({ DATA_DIR: directory }, { visitors: 6, killAfter })
      expect(findings, `killed after ${killAfter} ms`).toMatchObject(clean)
      acked += findings.acked
      await server.stop()
      await rm(directory, { recursive: true, force: true })
    }
  }
  // A server that starts or settles leaves half of a small machine idle.
  await Promise.all([killAtEach(), killAtEach()])
  // A slow machine acknowledges fewer before it is killed; none at all would prove nothing.
  expect(acked).toBeGreaterThan(100)
})

describe.skipIf(withoutPostgres !== undefined)('on PostgreSQL', () => {
  test('a killed process loses nothing, and its turns end after a restart (invariants 1, 2, 3, 7)', async () => {
    const database = await makeDatabase()
    const { findings, server } = await killOnce(
      { DATABASE_URL: database.url },
      { visitors: 6, killAfter: 400 },
    )
    expect(findings).toMatchObject(clean)
    await server.stop()
    await database.drop()
  })
})
