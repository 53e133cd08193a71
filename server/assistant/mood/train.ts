import { writeFileSync } from 'node:fs'
import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { asksForPerson } from '../reading/person-request.ts'
import { riskOf } from '../reading/risk.ts'
import { angerByWords } from '../reading/sentiment.ts'
import { featuresVersion } from './features.ts'
import { auroc, calibrate } from './fit.ts'
import { type Head, headNames, isOf } from './heads.ts'
import {
  corpusOf,
  examplesOf,
  type FittedHead,
  fitHead,
  type Judged,
  joined,
  leaveOneOut,
  mixed,
  stampOf,
  trainingOf,
} from './learn.ts'
import type { WeightsHeader } from './weights.ts'

/** Features kept per language: what fits into some 270 kB. */
const MOST = 18_000

// `npm run train`: measures with a field left out, then fits on everything and writes the shipped weights.
for (const language of ['en', 'zh'] as const) {
  const started = performance.now()
  const fields = corpusOf(language)
  const feelings = leaveOneOut(fields, language, headNames.slice(0, 5))
  const wishes = leaveOneOut(mixed(fields), language, headNames.slice(5))
  console.log(
    `${language}: ${feelings.length} messages; mood by a model of the other fields, the rest five-fold`,
  )
  console.log(byField(feelings))
  const calibration = new Map([...report(language, feelings), ...report(language, wishes)])
  const plain = examplesOf(fields.flat(), language)
  const long = fields.flatMap((messages) => examplesOf(joined(messages, language), language))
  const heads = headNames.map((head) => fitHead(head, trainingOf(head, plain, long), language))
  const bytes = packed(language, heads, calibration)
  writeFileSync(new URL(`weights.${language}.bin`, import.meta.url), bytes)
  console.log(`${bytes.length} bytes in ${Math.round((performance.now() - started) / 100) / 10} s\n`)
}

/** How well the unhappy are told apart in each field, by a model that saw nothing of it. */
function byField(out: readonly Judged[]): string {
  const groups = Map.groupBy(
    out.filter(({ message }) => isOf('unhappy', message) !== undefined),
    ({ message }) => message.field,
  )
  const figures = Array.from(groups, ([field, each]) => {
    const scores = each.map((one) => one.scores.get('unhappy') as number)
    return `${field} ${auroc(
      scores,
      each.map(({ message }) => isOf('unhappy', message) === true),
    ).toFixed(3)}`
  })
  return `unhappy, auroc of a field left out: ${figures.join(', ')}`
}

function report(language: Language, out: readonly Judged[]) {
  const calibration = new Map<Head, { slope: number; offset: number }>()
  for (const head of out[0]?.scores.keys() ?? []) {
    const used = out.filter(({ message }) => isOf(head, message) !== undefined)
    const scores = used.map((each) => each.scores.get(head) as number)
    const yes = used.map(({ message }) => isOf(head, message) === true)
    const { slope, offset } = calibrate(scores, yes)
    calibration.set(head, { slope, offset })
    const model = scores.map((score) => 1 / (1 + Math.exp(-(slope * score + offset))))
    const rules = used.map(({ message }) => ruleOf(head, message.text, language))
    console.log(
      head.padEnd(13),
      `right ${share(model.filter((each, at) => each > 0.5 === yes[at]).length, yes.length)}`,
      `auroc ${auroc(scores, yes).toFixed(3)}`,
      `model>0.5 ${judged(
        model.map((each) => each > 0.5),
        yes,
      )}  >0.8 ${judged(
        model.map((each) => each > 0.8),
        yes,
      )}`,
      rules.includes(undefined)
        ? ''
        : `rules ${judged(rules as boolean[], yes)}  both ${judged(
            rules.map((each, at) => each === true || (model[at] as number) > 0.8),
            yes,
          )}`,
    )
  }
  return calibration
}

function ruleOf(head: Head, text: string, language: Language): boolean | undefined {
  switch (head) {
    case 'positive':
    case 'neutral':
    case 'unhappy':
    case 'urgent':
      return undefined
    case 'irritated':
    case 'furious':
      return angerByWords(text, language) >= 0.5
    case 'person':
      return asksForPerson(normalise(text))
    default:
      return riskOf(text) === head
  }
}

function judged(said: readonly boolean[], yes: readonly boolean[]): string {
  const right = said.filter((each, at) => each && yes[at]).length
  return `precision ${share(right, said.filter(Boolean).length)} recall ${share(right, yes.filter(Boolean).length)}`
}

function share(part: number, all: number): string {
  return `${all === 0 ? '  - ' : ((part / all) * 100).toFixed(1)} %`
}

/** The file of weights.ts: the features that matter most to any head, each weight a byte. */
function packed(
  language: Language,
  heads: readonly FittedHead[],
  calibration: ReadonlyMap<Head, { slope: number; offset: number }>,
): Buffer {
  const steps = heads.map(({ sparse }) => {
    let most = 0
    for (const weight of sparse.values()) most = Math.max(most, Math.abs(weight))
    return most / 127
  })
  const bytesOf = (key: number) =>
    heads.map(({ sparse }, at) => Math.round((sparse.get(key) ?? 0) / (steps[at] as number)))
  const all = new Set(heads.flatMap(({ sparse }) => [...sparse.keys()]))
  const kept = Array.from(all, (key) => ({ key, most: Math.max(...bytesOf(key).map(Math.abs)) }))
    .filter(({ most }) => most > 0)
    .sort((one, other) => other.most - one.most || one.key - other.key)
    .slice(0, MOST)
    .map(({ key }) => key)
    .sort((one, other) => one - other)
  const header: WeightsHeader = {
    features: featuresVersion,
    stamp: stampOf(language),
    count: kept.length,
    heads: Object.fromEntries(
      headNames.map((name, at) => [
        name,
        {
          dense: Array.from(heads[at]?.dense ?? [], (each) => Math.round(each * 1e4) / 1e4),
          step: steps[at] as number,
          ...(calibration.get(name) as { slope: number; offset: number }),
        },
      ]),
    ) as WeightsHeader['heads'],
  }
  const keys = Buffer.alloc(kept.length * 4)
  kept.forEach((key, at) => {
    keys.writeUInt32LE(key, at * 4)
  })
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    keys,
    Buffer.from(Int8Array.from(kept.flatMap(bytesOf)).buffer),
  ])
}
