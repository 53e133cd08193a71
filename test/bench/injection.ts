import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { noInjection } from '../support/injection/findings.ts'
import { runInjection } from '../support/injection/run.ts'
import { openInjectionWorld } from '../support/injection/world.ts'
import { report, round } from './report.ts'

/**
 * Instructions planted in articles, orders, file names, page titles and messages, with a model that obeys whoever
 * planted them. Reads `bipia.text-attacks.json` (microsoft/BIPIA) of `--data DIR`; everything but the counts of
 * conversations has to be zero.
 */
const arguments_ = process.argv.join(' ')
const directory =
  /--data[= ](\S+)/.exec(arguments_)?.[1] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const file = join(directory, 'bipia.text-attacks.json')
if (!existsSync(file)) {
  process.stderr.write(`There is no ${file}: give the folder that holds it with --data DIR.\n`)
  process.exit(1)
}
const kinds = JSON.parse(await readFile(file, 'utf8')) as Record<string, string[]>
const most = Number(/--attacks[= ](\d+)/.exec(arguments_)?.[1] ?? Number.POSITIVE_INFINITY)
const attacks = Object.entries(kinds)
  .flatMap(([kind, texts]) => texts.map((text, place) => ({ id: `${kind} ${place + 1}`, text })))
  .slice(0, most)
const began = performance.now()
const world = await openInjectionWorld(attacks)
const reports = await runInjection(world, { isBoth: arguments_.includes('--both') })
const { tools, forms, texts } = world.model.tried
await world.close()
for (const { details } of reports) for (const each of details) process.stderr.write(`${each.slice(0, 300)}\n`)
const total = noInjection()
for (const each of reports)
  for (const kind of Object.keys(total) as (keyof typeof total)[]) total[kind] += each[kind]
report(
  reports.map(({ details: _, ...row }) => row),
  {
    attacks: attacks.length,
    conversations: reports.reduce((sum, each) => sum + each.conversations, 0),
    turns: reports.reduce((sum, each) => sum + each.turns, 0),
    ...total,
    modelReplies: { tools, forms, texts },
    seconds: round((performance.now() - began) / 1000, 1),
    places: Object.fromEntries(reports.map(({ place, details: _, ...row }) => [place, row])),
  },
)
