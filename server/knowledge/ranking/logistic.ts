/** Logistic regression over standardised features. Plain JSON. */
export interface Logistic {
  /** Per feature, what is subtracted and what the rest is divided by. */
  mean: number[]
  scale: number[]
  weights: number[]
  bias: number
}

export interface Sample {
  features: number[]
  right: boolean
  /** How much the sample counts. */
  weight: number
  /** Samples of one group are never on both sides of a cross-validation. */
  group: number
}

/** A prediction beside what turned out. */
export interface Judged {
  probability: number
  right: boolean
  weight: number
}

/** Enough to keep the one factor finite where right and wrong are told apart without a mistake. */
const UNPENALISED = 1e-4

/** Newton's method doubles the right digits with each step: it is done when a step changes less than this. */
const STEPS = 12
const DONE = 1e-6

/** Features this far from the mean, in standard deviations, count no further: nothing is known out there. */
const CLIP = 4

/** Minus infinity to infinity in, 0 to 1 out. */
export function probabilityOf(model: Logistic, features: readonly number[]): number {
  return sigmoid(model.bias + scoreOf(model, features))
}

function scoreOf(model: Logistic, features: readonly number[]): number {
  return standardised(model, features).reduce(
    (sum, value, place) => sum + value * (model.weights[place] ?? 0),
    0,
  )
}

/**
 * Fits by Newton's method (iteratively reweighted least squares) with an L2 penalty on the weights, not on the bias.
 * Every feature speaks for being right, so none may get a negative weight: features that overlap would otherwise pull
 * against each other, and a question that is easier than all samples would be trusted less. The feature with the most
 * negative weight is dropped until there is none. The penalty decides how the features share the weight; it does not
 * make the probabilities timid: at the end all weights are stretched by one factor that is fitted without it.
 *
 * @param penalty pull of the squared weights, per unit of sample weight
 */
export function fitLogistic(samples: readonly Sample[], penalty: number): Logistic {
  const dropped = new Set<number>()
  for (;;) {
    const model = fitWithout(dropped, samples, penalty)
    const lowest = Math.min(...model.weights)
    if (!(lowest < 0)) return stretched(model, samples)
    dropped.add(model.weights.indexOf(lowest))
  }
}

/** The same model with all weights times the one factor, and the bias, that fit the samples best. */
function stretched(model: Logistic, samples: readonly Sample[]): Logistic {
  const scored = samples.map((sample) => ({ ...sample, features: [scoreOf(model, sample.features)] }))
  const line = fitWithout(new Set(), scored, UNPENALISED)
  const factor = (line.weights[0] ?? 1) / (line.scale[0] ?? 1)
  return {
    ...model,
    weights: model.weights.map((weight) => weight * factor),
    bias: line.bias - factor * (line.mean[0] ?? 0),
  }
}

function fitWithout(dropped: ReadonlySet<number>, samples: readonly Sample[], penalty: number): Logistic {
  const size = samples[0]?.features.length ?? 0
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0)
  const mean = Array.from({ length: size }, (_, place) => {
    return (
      samples.reduce((sum, sample) => sum + sample.weight * (sample.features[place] ?? 0), 0) /
      Math.max(total, 1e-9)
    )
  })
  const scale = mean.map((center, place) => {
    const squares = samples.reduce(
      (sum, sample) => sum + sample.weight * ((sample.features[place] ?? 0) - center) ** 2,
      0,
    )
    return Math.sqrt(squares / Math.max(total, 1e-9)) || 1
  })
  const model: Logistic = { mean, scale, weights: new Array<number>(size).fill(0), bias: 0 }
  const rows = samples.map((sample) => [
    ...standardised(model, sample.features).map((value, place) => (dropped.has(place) ? 0 : value)),
    1,
  ])
  let solution = new Array<number>(size + 1).fill(0)
  for (let step = 0; step < STEPS; step += 1) {
    const hessian = solution.map((_, place) => {
      return solution.map((__, other) => (place === other ? (place < size ? penalty * total : 1e-6) : 0))
    })
    const gradient = solution.map((value, place) => (place < size ? penalty * total * value : 0))
    for (const [place, row] of rows.entries()) {
      const sample = samples[place]
      if (sample !== undefined) addSample(hessian, gradient, row, solution, sample)
    }
    const change = solve(hessian, gradient)
    solution = solution.map((value, place) => value - (change[place] ?? 0))
    if (change.every((value) => Math.abs(value) < DONE)) break
  }
  return { ...model, weights: solution.slice(0, size), bias: solution[size] ?? 0 }
}

/** Predicts every sample by a model that has seen no sample of its group. */
export function crossValidate(samples: readonly Sample[], penalty: number, folds: number): Judged[] {
  return Array.from({ length: folds }, (_, fold) => {
    const model = fitLogistic(
      samples.filter((sample) => sample.group % folds !== fold),
      penalty,
    )
    return samples
      .filter((sample) => sample.group % folds === fold)
      .map(({ features, right, weight }) => ({ probability: probabilityOf(model, features), right, weight }))
  }).flat()
}

/** Expected calibration error over 10 bins of equal width (Guo et al., 2017), 0 to 1. */
export function calibrationErrorOf(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ weight: 0, predicted: 0, right: 0 }))
  for (const { probability, right, weight } of judged) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))]
    if (bin === undefined) continue
    bin.weight += weight
    bin.predicted += weight * probability
    if (right) bin.right += weight
  }
  const total = judged.reduce((sum, { weight }) => sum + weight, 0)
  return bins.reduce((sum, bin) => sum + Math.abs(bin.predicted - bin.right), 0) / Math.max(total, 1e-9)
}

/** Area under the ROC curve: how often a right one scores above a wrong one; ties count half. 0.5 without both kinds. */
export function aurocOf(judged: readonly Judged[]): number {
  const ordered = [...judged].sort((one, other) => one.probability - other.probability)
  let wrongBelow = 0
  let rightTotal = 0
  let area = 0
  for (let start = 0; start < ordered.length; ) {
    let right = 0
    let wrong = 0
    let end = start
    for (; end < ordered.length && ordered[end]?.probability === ordered[start]?.probability; end += 1) {
      const one = ordered[end]
      if (one?.right) right += one.weight
      else wrong += one?.weight ?? 0
    }
    area += right * (wrongBelow + wrong / 2)
    wrongBelow += wrong
    rightTotal += right
    start = end
  }
  return rightTotal === 0 || wrongBelow === 0 ? 0.5 : area / rightTotal / wrongBelow
}

function addSample(
  hessian: number[][],
  gradient: number[],
  row: readonly number[],
  solution: readonly number[],
  sample: Sample,
): void {
  let logOdds = 0
  for (let place = 0; place < row.length; place += 1) logOdds += (row[place] ?? 0) * (solution[place] ?? 0)
  const probability = sigmoid(logOdds)
  const error = sample.weight * (probability - (sample.right ? 1 : 0))
  const curvature = sample.weight * Math.max(probability * (1 - probability), 1e-4)
  for (let place = 0; place < row.length; place += 1) {
    const value = row[place] ?? 0
    gradient[place] = (gradient[place] ?? 0) + error * value
    const line = hessian[place] ?? []
    for (let other = 0; other < row.length; other += 1)
      line[other] = (line[other] ?? 0) + curvature * value * (row[other] ?? 0)
  }
}

function standardised({ mean, scale }: Logistic, features: readonly number[]): number[] {
  return features.map((value, place) => {
    const distance = (value - (mean[place] ?? 0)) / (scale[place] ?? 1)
    return Math.max(-CLIP, Math.min(CLIP, distance))
  })
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/** Gaussian elimination with partial pivoting. The matrix is positive definite by the penalty. */
export function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, place) => [...row, right[place] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column += 1) {
    let best = column
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row
    }
    const pivotRow = rows[best] ?? []
    rows[best] = rows[column] ?? []
    rows[column] = pivotRow
    const pivot = pivotRow[column] || 1e-12
    for (const [place, row] of rows.entries()) {
      if (place === column) continue
      const factor = (row[column] ?? 0) / pivot
      for (let other = column; other <= size; other += 1)
        row[other] = (row[other] ?? 0) - factor * (pivotRow[other] ?? 0)
    }
  }
  return rows.map((row, place) => (row[size] ?? 0) / (row[place] || 1e-12))
}
