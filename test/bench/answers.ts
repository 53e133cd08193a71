import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type AnswerSet, type Measured, measure } from './answer-sets.ts'
import { report } from './report.ts'
import { openSharedEncoder } from './shared-encoder.ts'

/**
 * The answering engine and the reading of moods on labelled sets. The sets are not part of the project: `--data DIR`
 * names a folder with a `manifest.json` (see benchmarks.md), `--only NAME` one set, `--plain` leaves the encoder out.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    only: { type: 'string', multiple: true },
    plain: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const manifest = join(values.data, 'manifest.json')
try {
  await access(manifest)
} catch {
  process.stderr.write(`There is no ${manifest}. Name the folder of the labelled sets with --data DIR.\n`)
  process.exit(1)
}
const all = JSON.parse(await readFile(manifest, 'utf8')) as AnswerSet[]
const unknown = (values.only ?? []).filter((name) => !all.some((set) => set.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no set ${unknown.join(', ')}. There are ${all.map(({ name }) => name).join(', ')}.\n`,
  )
  process.exit(1)
}
const chosen = values.only ? all.filter(({ name }) => values.only?.includes(name)) : all
const encoder = values.plain ? undefined : openSharedEncoder()
const sets: Record<string, Measured> = {}
for (const set of chosen) {
  sets[set.name] = await measure(set, values.data, encoder)
  process.stderr.write(`${set.name} ${JSON.stringify(sets[set.name])}\n`)
}
await encoder?.close()
const rows = Object.entries(sets).map(([name, { buildSeconds: _, ...measured }]) => ({
  set: name,
  ...measured,
}))
report(rows, { sets })
