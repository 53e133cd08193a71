import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KillFindings, killOnce, noFindings } from '../support/kill-run.ts'
import { report, round } from './report.ts'

/** Kills the server with SIGKILL under load, again and again on the same store, and checks it against invariants.md. */
const kills = Number(/--kills[= ](\d+)/.exec(process.argv.join(' '))?.[1] ?? 20)
const directory = await mkdtemp(join(tmpdir(), 'baton-faults-'))
const total = noFindings()
const recoveries: number[] = []
for (let run = 0; run < kills; run += 1) {
  const { findings, server } = await killOnce(
    { DATA_DIR: directory },
    { visitors: 8, killAfter: 50 + ((run * 137) % 1_200) },
  )
  await server.stop()
  recoveries.push(findings.recovery)
  for (const name of Object.keys(total) as (keyof KillFindings)[]) total[name] += findings[name]
  process.stderr.write(`kill ${run + 1} of ${kills}: ${findings.acked} acknowledged, ${findings.lost} lost\n`)
}
await rm(directory, { recursive: true, force: true })
const recoverySeconds = round(Math.max(...recoveries) / 1000)
const { recovery: _, ...findings } = total
report([{ kills, ...findings, recoverySeconds }], { kills, ...findings, recoverySeconds })
