import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { report } from './report.ts'

/**
 * Building, storing, loading and asking the index of made-up shops, each step in a process of its own, so that what is
 * resident is what a server with that shop holds: both languages at once, bodies included. `--size N` takes other sizes
 * than 1 000 and 10 000, `--encoder` adds sentence vectors. `buildSeconds` is a whole release: articles read, index
 * built in its thread, models fitted, all of it stored. `swapPauseMs` is the longest time the event loop stood still
 * while a release was made, published and loaded and questions were being asked. The floor of a question: one pass over
 * the postings of its terms, in the same process.
 */
const sizes = [...process.argv.join(' ').matchAll(/--size[= ](\d+)/g)].map((match) => Number(match[1]))
const hasEncoder = process.argv.includes('--encoder')
const program = fileURLToPath(new URL('./knowledge-step.ts', import.meta.url))

type Measures = Record<string, number>
interface Loaded {
  en: Measures
  zh: Measures
  residentMB: number
}

const rows: Record<string, string | number>[] = []
const measured: Record<string, object> = {}
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000]) {
  const directory = await mkdtemp(join(tmpdir(), 'baton-bench-'))
  const built = {
    en: await step<Measures>('build', directory, size, 'en'),
    zh: await step<Measures>('build', directory, size, 'zh'),
  }
  const { residentMB, ...loaded } = await step<Loaded>('load', directory, size)
  const { swapPauseMs = 0 } = await step<Measures>('swap', directory, size, 'en')
  await rm(directory, { recursive: true, force: true })
  const own = {
    en: { ...built.en, ...loaded.en },
    zh: { ...built.zh, ...loaded.zh },
    residentMB,
    swapPauseMs,
  }
  measured[size] = own
  for (const language of ['en', 'zh'] as const) rows.push({ articles: size, language, ...own[language] })
  rows.push({ articles: size, language: 'both', residentMB, swapPauseMs })
}
report(rows, { encoder: hasEncoder, sizes: measured })

async function step<Result>(...words: (string | number)[]): Promise<Result> {
  const extra = hasEncoder ? ['--encoder'] : []
  // The same limit on young objects as `npm start` sets.
  const command = ['--expose-gc', '--max-semi-space-size=8', program, ...words.map(String), ...extra]
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 20 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
