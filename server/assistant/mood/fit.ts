/** One example: places of its features, rising, and their values. */
export interface Row {
  at: Uint32Array
  value: Float32Array
}

/**
 * Logistic regression with an L2 penalty, by coordinate descent on the dual (Yu, Huang and Lin, 2011). Deterministic:
 * the order of visits comes from a fixed generator.
 *
 * @param yes whether each row is of the class
 * @param cost how much one row's loss weighs against the penalty; larger fits closer
 * @param weigh extra weight of rows of the class, for rare ones
 * @param offsets what is already known of each row's score: only the rest is fitted
 */
export function fitLogistic(
  rows: readonly Row[],
  yes: readonly boolean[],
  size: number,
  cost: number,
  weigh = 1,
  offsets: readonly number[] = [],
  passes = 15,
): Float64Array {
  const weights = new Float64Array(size)
  const alphas = new Float64Array(rows.length)
  const norms = rows.map(({ value }) => value.reduce((sum, each) => sum + each * each, 0))
  const bounds = yes.map((each) => (each ? cost * weigh : cost))
  rows.forEach((row, at) => {
    alphas[at] = (bounds[at] as number) * 0.001
    add(weights, row, (yes[at] ? 1 : -1) * (alphas[at] as number))
  })
  const order = rows.map((_, at) => at)
  let state = 12345
  for (let pass = 0; pass < passes; pass += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const other = state % (at + 1)
      const held = order[at] as number
      order[at] = order[other] as number
      order[other] = held
    }
    for (const at of order) {
      const row = rows[at] as Row
      const sign = yes[at] ? 1 : -1
      const bound = bounds[at] as number
      const norm = norms[at] as number
      const old = alphas[at] as number
      const margin = sign * (dot(weights, row) + (offsets[at] ?? 0))
      let alpha = old
      for (let step = 0; step < 6; step += 1) {
        const slope = margin + norm * (alpha - old) + Math.log(alpha / (bound - alpha))
        const next = alpha - slope / (norm + bound / (alpha * (bound - alpha)))
        const kept = next <= 0 ? alpha / 10 : next >= bound ? bound - (bound - alpha) / 10 : next
        if (Math.abs(kept - alpha) < 1e-7 * bound) break
        alpha = kept
      }
      alphas[at] = alpha
      add(weights, row, sign * (alpha - old))
    }
  }
  return weights
}

export function dot(weights: ArrayLike<number>, { at, value }: Row): number {
  let sum = 0
  for (let index = 0; index < at.length; index += 1) {
    sum += (weights[at[index] as number] as number) * (value[index] as number)
  }
  return sum
}

function add(weights: Float64Array, { at, value }: Row, factor: number): void {
  for (let index = 0; index < at.length; index += 1) {
    const place = at[index] as number
    weights[place] = (weights[place] as number) + factor * (value[index] as number)
  }
}

/** Slope and offset that turn scores into probabilities, by the likelihood of scores that were not fitted on (Platt). */
export function calibrate(
  scores: readonly number[],
  yes: readonly boolean[],
): { slope: number; offset: number } {
  let slope = 1
  let offset = 0
  for (let step = 0; step < 50; step += 1) {
    let first = 0
    let second = 0
    let a = 1e-6
    let b = 0
    let c = 1e-6
    scores.forEach((score, at) => {
      const probability = 1 / (1 + Math.exp(-(slope * score + offset)))
      const error = (yes[at] ? 1 : 0) - probability
      const weight = probability * (1 - probability)
      first += error * score
      second += error
      a += weight * score * score
      b += weight * score
      c += weight
    })
    const determinant = a * c - b * b
    if (determinant < 1e-9) break
    slope += (c * first - b * second) / determinant
    offset += (a * second - b * first) / determinant
  }
  return { slope, offset }
}

/** The chance that a row of the class scores above one that is not. */
export function auroc(scores: readonly number[], yes: readonly boolean[]): number {
  const order = scores
    .map((score, at) => ({ score, yes: yes[at] === true }))
    .sort((a, b) => a.score - b.score)
  let positives = 0
  let ranks = 0
  for (let at = 0; at < order.length; ) {
    let end = at
    while (end < order.length && order[end]?.score === order[at]?.score) end += 1
    for (let each = at; each < end; each += 1) {
      if (order[each]?.yes) {
        positives += 1
        ranks += (at + end + 1) / 2
      }
    }
    at = end
  }
  const negatives = order.length - positives
  return positives === 0 || negatives === 0
    ? Number.NaN
    : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives)
}
