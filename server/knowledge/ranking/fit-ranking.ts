import { solve } from './logistic.ts'

/** A question whose answer is known: what each candidate looked like, and which was right. */
export interface RankSample {
  candidates: number[][]
  right: number
}

/** Pull of every weight to the prior: a weight that is off by ten costs as much as ten samples lost. */
const PULL = 0.2
const STEPS = 15

/**
 * Weights under which the right candidate is likeliest: a conditional logit (McFadden, 1974) by Newton's method, drawn
 * to the prior. A view that would speak against its article is dropped.
 */
export function fitRanking(samples: readonly RankSample[], prior: readonly number[]): number[] {
  const dropped = new Set<number>()
  for (;;) {
    const weights = fitWithout(samples, prior, dropped)
    const lowest = Math.min(...weights)
    if (!(lowest < 0)) return weights
    dropped.add(weights.indexOf(lowest))
  }
}

function fitWithout(
  samples: readonly RankSample[],
  prior: readonly number[],
  dropped: ReadonlySet<number>,
): number[] {
  const weights = prior.map((weight, place) => (dropped.has(place) ? 0 : weight))
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((weight, place) => PULL * (weight - (prior[place] ?? 0)))
    const hessian = weights.map((_, place) =>
      weights.map((__, other): number => (place === other ? PULL : 0)),
    )
    for (const sample of samples) addSample(sample, weights, gradient, hessian)
    for (const place of dropped) {
      gradient[place] = 0
      for (const other of weights.keys()) {
        const row = hessian[place] ?? []
        row[other] = place === other ? 1 : 0
        const column = hessian[other] ?? []
        column[place] = place === other ? 1 : 0
      }
    }
    const change = solve(hessian, gradient)
    let largest = 0
    for (const [place, value] of change.entries()) {
      weights[place] = (weights[place] ?? 0) - value
      largest = Math.max(largest, Math.abs(value))
    }
    if (largest < 1e-2) break
  }
  return weights
}

function addSample(
  { candidates, right }: RankSample,
  weights: readonly number[],
  gradient: number[],
  hessian: number[][],
): void {
  const scores = candidates.map((views) =>
    views.reduce((sum, view, place) => sum + view * (weights[place] ?? 0), 0),
  )
  const top = Math.max(...scores)
  const odds = scores.map((score) => Math.exp(score - top))
  const total = odds.reduce((sum, each) => sum + each, 0)
  const mean = weights.map(() => 0)
  for (const [at, views] of candidates.entries()) {
    const share = (odds[at] ?? 0) / total
    for (const [place, view] of views.entries()) mean[place] = (mean[place] ?? 0) + share * view
  }
  for (const [at, views] of candidates.entries()) {
    const share = (odds[at] ?? 0) / total
    if (share < 1e-4 && at !== right) continue
    const away = views.map((view, place) => view - (mean[place] ?? 0))
    for (const [place, value] of away.entries()) {
      if (at === right) gradient[place] = (gradient[place] ?? 0) - value
      const row = hessian[place] ?? []
      for (const [other, otherValue] of away.entries())
        row[other] = (row[other] ?? 0) + share * value * otherValue
    }
  }
}
