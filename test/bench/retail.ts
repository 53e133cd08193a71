import { parseArgs } from 'node:util'
import { report } from './report.ts'
import { type RetailData, type RetailTask, readRetail } from './retail/data.ts'
import { runForbidden } from './retail/forbidden.ts'
import { openScriptedModel } from './retail/model.ts'
import { type Run, summaryOf } from './retail/summary.ts'
import { runTask } from './retail/tasks.ts'

/**
 * The retail tasks of an outside set run through the operator: what the set's policy allows has to happen, and what it
 * forbids, made of the same steps by rule, must not. Once in words that the rules read, without a model; once in vague
 * words, with a model over the real wire that calls what the set expects. `--data DIR` names the folder of the set.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    json: { type: 'boolean', default: false },
  },
})
const { data, tasks } = await read(values.data)
const model = await openScriptedModel()
const runs: Run[] = []
for (const manner of ['plain', 'vague'] as const) {
  const speaking = manner === 'vague' ? model : undefined
  const steps = []
  for (const task of tasks) steps.push(...(await runTask(task, data, manner, speaking)))
  runs.push({ manner, steps, attempts: await runForbidden(tasks, data, manner, speaking) })
}
const { offered, taken } = model
await model.close()

const { disagreements, variants, outsideScope, ...figures } = summaryOf(tasks, runs)
console.table(variants)
for (const each of disagreements) process.stdout.write(`${each}\n`)
const rows = runs.map((run) => {
  const { allowedRight, allowedTotal, stoppedRight, stoppedTotal, stoppedBy } = summaryOf(tasks, [run])
  return { run: run.manner, allowedRight, allowedTotal, stoppedRight, stoppedTotal, ...stoppedBy }
})
const result = {
  ...figures,
  offeredToModel: offered,
  takenFromModel: taken,
  outsideScope,
  variants,
  disagreements,
}
report(rows, result)

async function read(folder: string): Promise<{ data: RetailData; tasks: RetailTask[] }> {
  try {
    return await readRetail(folder)
  } catch (reason) {
    const told = reason instanceof Error ? reason.message : String(reason)
    process.stderr.write(`The retail tasks could not be read (${told}). Name their folder with --data DIR.\n`)
    process.exit(1)
  }
}
