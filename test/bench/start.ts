import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServerProcess } from '../support/server-process.ts'
import { percentile, report, round } from './report.ts'

/**
 * From spawn to the printed links, on a store that is there; and the memory of the process when it has been idle for
 * three seconds. The floor in the same run: the same Node starting an empty program.
 */
const runs = 7
const directory = await mkdtemp(join(tmpdir(), 'baton-bench-'))
const first = await startServerProcess({ DATA_DIR: directory })
const firstStartMs = first.startedIn
await first.stop()
const starts: number[] = []
const resident: number[] = []
const floors: number[] = []
for (let run = 0; run < runs; run += 1) {
  const began = performance.now()
  execFileSync(process.execPath, ['-e', ''])
  floors.push(performance.now() - began)
  const server = await startServerProcess({ DATA_DIR: directory })
  starts.push(server.startedIn)
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  const metrics = await (await fetch(`${server.base}/metrics`)).text()
  resident.push(Number(/^baton_process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]) / 1e6)
  await server.stop()
}
await rm(directory, { recursive: true, force: true })
const result = {
  firstStartMs: round(firstStartMs, 0),
  startMs: round(percentile(starts, 0.5), 0),
  residentMB: round(percentile(resident, 0.5), 0),
  floor: { startMs: round(percentile(floors, 0.5), 0) },
}
report([{ ...result, floor: result.floor.startMs }], result)
