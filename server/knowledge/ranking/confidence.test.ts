import { describe, expect, test } from 'vitest'
import type { Article } from '#shared/knowledge.ts'
import { buildEngine } from '../engine.ts'
import { thresholdOf } from './confidence.ts'
import { aurocOf, calibrationErrorOf, fitLogistic, probabilityOf, type Sample } from './logistic.ts'
import { priorModel } from './prior.ts'

const day = '2026-11-21'

/** Twelve articles of two subjects each, asked for in five ways: enough to fit on, small enough to read. */
const subjects = [
  'delivery tracking',
  'refund bank',
  'invoice tax',
  'coupon code',
  'warranty zip',
  'password login',
  'newsletter privacy',
  'gift card',
  'shoe size',
  'tent poles',
  'showroom hours',
  'points birthday',
]
const frames = [
  'how does X work',
  'question about X',
  'X not working',
  'where is the X page',
  'problem with my X today',
]
const shop: Article[] = subjects.map((subject, place) => ({
  id: `article-${place}`,
  language: 'en',
  version: 1,
  title: `About ${subject}`,
  topic: 'test',
  phrasings: frames.map((frame, at) =>
    frame.replace('X', at % 2 === 0 ? subject : (subject.split(' ')[at % 4 === 1 ? 0 : 1] ?? subject)),
  ),
  body: `Everything about ${subject}.`,
}))

describe('the fit', async () => {
  const engine = await buildEngine(shop)
  const { confidence, answerable } = engine.models.languages.en

  test('reports how well it is calibrated on phrasings that it has not seen', () => {
    expect(confidence.plain.report?.questions).toBeGreaterThan(30)
    expect(confidence.plain.report?.auroc).toBeGreaterThan(0.6)
    expect(confidence.plain.report?.calibrationError).toBeLessThan(0.2)
  })

  test('gives no feature a negative weight: more evidence never lowers the confidence', () => {
    for (const { weights } of [confidence.plain, answerable.plain]) {
      expect(weights.length).toBeGreaterThan(5)
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
    }
  })

  test('trusts a question about one subject more than one about a subject that the shop lacks', async () => {
    const known = await engine.find('how does the warranty for the zip work', { language: 'en', day })
    const lacking = await engine.find('how does the bicycle rental work', { language: 'en', day })
    expect(known.candidates[0]?.articleId).toBe('article-4')
    expect(known.confidence).toBeGreaterThan(lacking.confidence + 0.2)
    expect(known.answerable).toBeGreaterThan(lacking.answerable)
  })

  test('is plain JSON, and a stored one gives the same answers without fitting again', async () => {
    const fitted = JSON.parse(JSON.stringify(engine.models))
    const rebuilt = await buildEngine(shop, { fitted })
    expect(rebuilt.models).toEqual(engine.models)
    const options = { language: 'en', day } as const
    expect(await rebuilt.find('coupon code problem', options)).toEqual(
      await engine.find('coupon code problem', options),
    )
  })

  test('of an older version is not used', async () => {
    const older = { version: 0, languages: { en: priorModel, zh: priorModel } }
    const rebuilt = await buildEngine(shop, { fitted: older })
    expect(rebuilt.models.languages.en.confidence.plain.report).not.toBeNull()
  })

  test('falls back on the prior that ships with the code where there are too few phrasings', async () => {
    expect((await buildEngine(shop.slice(0, 5))).models.languages.en).toEqual(priorModel)
    expect(engine.models.languages.zh).toEqual(priorModel)
  })
})

test('logistic regression finds back the probabilities that made the samples', () => {
  const samples: Sample[] = []
  for (let place = 0; place < 2_000; place += 1) {
    const value = (place % 100) / 50 - 1
    const probability = 1 / (1 + Math.exp(-(0.5 + 2 * value)))
    const right = (place * 0.618034) % 1 < probability
    samples.push({ features: [value], right, weight: 1, group: place })
  }
  const model = fitLogistic(samples, 1e-4)
  expect(probabilityOf(model, [0])).toBeCloseTo(0.62, 1)
  expect(probabilityOf(model, [1])).toBeCloseTo(0.92, 1)
  expect(probabilityOf(model, [-1])).toBeCloseTo(0.18, 1)
})

test('a feature that speaks against being right gets no weight', () => {
  const samples = Array.from({ length: 100 }, (_, place) => ({
    features: [place, -place],
    right: place > 50,
    weight: 1,
    group: place,
  }))
  const { weights } = fitLogistic(samples, 0.01)
  expect(weights[0]).toBeGreaterThan(0)
  expect(weights[1]).toBe(0)
})

test('samples without any difference give their share, not an exception', () => {
  const samples = Array.from({ length: 10 }, (_, place) => ({
    features: [1, 1],
    right: place < 3,
    weight: 1,
    group: place,
  }))
  expect(probabilityOf(fitLogistic(samples, 0.01), [1, 1])).toBeCloseTo(0.3)
})

test('calibration error, AUROC and threshold are what they are by hand', () => {
  const judged = [
    { probability: 0.95, right: true, weight: 1 },
    { probability: 0.85, right: true, weight: 1 },
    { probability: 0.75, right: false, weight: 1 },
    { probability: 0.15, right: false, weight: 1 },
  ]
  expect(calibrationErrorOf(judged)).toBeCloseTo((0.05 + 0.15 + 0.75 + 0.15) / 4)
  expect(aurocOf(judged)).toBe(1)
  expect(aurocOf(judged.map((one) => ({ ...one, probability: 0.5 })))).toBe(0.5)
  expect(thresholdOf(judged, 0.9)).toEqual({ threshold: 0.85, coverage: 2 })
  expect(
    thresholdOf(
      judged.filter(({ right }) => !right),
      0.9,
    ),
  ).toEqual({ threshold: 1, coverage: 0 })
})
