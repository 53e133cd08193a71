import { runModelFaults } from '../support/model-faults/run.ts'
import { report } from './report.ts'

/** Turns with a model that stalls, garbles or fails in every way at every step; `broken` has to be empty. */
const turns = Number(/--turns[= ](\d+)/.exec(process.argv.join(' '))?.[1] ?? 500)
const { broken, unmet, outcomes, met, ...times } = await runModelFaults({
  turns,
  parallel: 40,
  deadline: 3_000,
})
for (const each of broken) process.stderr.write(`${each}\n`)
for (const each of unmet) process.stderr.write(`no turn met: ${each}\n`)
report([{ ...times, ...outcomes, broken: broken.length }], { ...times, outcomes, met, broken: broken.length })
