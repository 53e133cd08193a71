/** Rows of features, sparse: row `i` holds `feature` and `value` from `start[i]` to `start[i + 1]`. */
export interface SparseRows {
  start: Uint32Array
  feature: Uint32Array
  value: Float32Array
  /** Features there are. */
  width: number
}

/** Rows of features, dense: row `i` is `value` from `i * width` to `(i + 1) * width`. */
export interface DenseRows {
  value: Float32Array
  width: number
}

export interface LinearOptions {
  /** What a violated margin costs against the length of the weights: C of the support vector machine. */
  cost: number
  /** Of every row; the same for all classes. */
  squaredLengths: Float32Array
}

/** Weights of one class against the rest; the score of a row is `dot(row, weights) + bias`. */
export interface ClassWeights {
  weights: Float32Array
  bias: number
}

/** Rounds over the rows; the weights are close to their end after three or four. */
const MAX_ROUNDS = 20
/** A round that changes no multiplier by more than this is the last. */
const TOLERANCE = 0.02
/** A row this far on the right side of its margin is not looked at again. */
const SETTLED = 0.1
/** Smaller steps are not worth their time. */
const SMALLEST_STEP = 1e-5

/**
 * A linear support vector machine, one class against the rest, squared hinge loss, by dual coordinate descent with
 * shrinking (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008). The order of the rows
 * comes from a fixed seed, so the same rows give the same weights.
 *
 * @param mine whether row `i` belongs to the class
 * @param chosen the rows to learn from
 */
export function trainSparse(
  rows: SparseRows,
  mine: (row: number) => boolean,
  chosen: Uint32Array,
  { cost, squaredLengths }: LinearOptions,
): ClassWeights {
  const { start, feature, value } = rows
  const weights = new Float32Array(rows.width)
  const bias = descend(
    chosen,
    mine,
    { cost, squaredLengths },
    {
      score(row) {
        let sum = 0
        for (let place = start[row] ?? 0, end = start[row + 1] ?? 0; place < end; place += 1)
          sum += (weights[feature[place] as number] as number) * (value[place] as number)
        return sum
      },
      add(row, step) {
        for (let place = start[row] ?? 0, end = start[row + 1] ?? 0; place < end; place += 1) {
          const at = feature[place] as number
          weights[at] = (weights[at] as number) + step * (value[place] as number)
        }
      },
    },
  )
  return { weights, bias }
}

/** As {@link trainSparse}, for dense rows. */
export function trainDense(
  { value, width }: DenseRows,
  mine: (row: number) => boolean,
  chosen: Uint32Array,
  { cost, squaredLengths }: LinearOptions,
): ClassWeights {
  const weights = new Float32Array(width)
  const bias = descend(
    chosen,
    mine,
    { cost, squaredLengths },
    {
      score(row) {
        let sum = 0
        for (let place = 0, from = row * width; place < width; place += 1)
          sum += (weights[place] as number) * (value[from + place] as number)
        return sum
      },
      add(row, step) {
        for (let place = 0, from = row * width; place < width; place += 1)
          weights[place] = (weights[place] as number) + step * (value[from + place] as number)
      },
    },
  )
  return { weights, bias }
}

export function squaredLengthsOf(rows: SparseRows | DenseRows): Float32Array {
  const count = 'start' in rows ? rows.start.length - 1 : rows.value.length / Math.max(1, rows.width)
  return Float32Array.from({ length: count }, (_, row) => {
    const from = 'start' in rows ? (rows.start[row] ?? 0) : row * rows.width
    const end = 'start' in rows ? (rows.start[row + 1] ?? 0) : from + rows.width
    let sum = 0
    for (let place = from; place < end; place += 1) sum += (rows.value[place] ?? 0) ** 2
    return sum
  })
}

interface RowAccess {
  score(row: number): number
  add(row: number, step: number): void
}

function descend(
  chosen: Uint32Array,
  mine: (row: number) => boolean,
  { cost, squaredLengths }: LinearOptions,
  rows: RowAccess,
): number {
  const open = Uint32Array.from(chosen.keys())
  let left = open.length
  const multiplier = new Float32Array(open.length)
  const diagonal = 1 / (2 * cost)
  const curvature = Float32Array.from(chosen, (row) => (squaredLengths[row] as number) + 1 + diagonal)
  const sides = Float32Array.from(chosen, (row) => (mine(row) ? 1 : -1))
  const random = fixedRandom()
  let bias = 0
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let largest = 0
    shuffle(open, left, random)
    for (let at = 0; at < left; at += 1) {
      const place = open[at] as number
      const row = chosen[place] as number
      const side = sides[place] as number
      const before = multiplier[place] as number
      const gradient = side * (rows.score(row) + bias) - 1 + diagonal * before
      if (before === 0 && gradient > SETTLED) {
        left -= 1
        open[at] = open[left] as number
        open[left] = place
        at -= 1
        continue
      }
      const after = Math.max(0, before - gradient / (curvature[place] as number))
      const step = (after - before) * side
      if (Math.abs(step) < SMALLEST_STEP) continue
      multiplier[place] = after
      bias += step
      rows.add(row, step)
      largest = Math.max(largest, Math.abs(step))
    }
    if (largest < TOLERANCE) break
  }
  return bias
}

/** Fisher and Yates, over the first `length` entries. */
function shuffle(values: Uint32Array, length: number, random: () => number): void {
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const value = values[last] as number
    values[last] = values[other] as number
    values[other] = value
  }
}

/** A linear congruential generator (Numerical Recipes' constants), 0 to 1: the same numbers each time. */
function fixedRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
