import type { LanguageIndex, SentenceVectors } from './ranking.ts'

/** The last three of `viewNames` for an article. */
export function closenessOf(
  { textStart }: LanguageIndex,
  { row: rows, text: vectors, mean, width }: SentenceVectors,
  article: number,
  vector: Float32Array,
  forgotten: ReadonlySet<number> | undefined,
): [nearest: number, centre: number, closeness: number] {
  const meanSquare = dot(mean, 0, mean)
  const askedMean = dot(mean, 0, vector)
  const askedLength = Math.sqrt(Math.max(1e-6, 1 - 2 * askedMean + meanSquare))
  const middle = new Float32Array(width)
  let known = 0
  let nearest = 0
  let closeness = 0
  for (let text = textStart[article] ?? 0; text < (textStart[article + 1] ?? 0); text += 1) {
    const row = rows[text] as number
    if (row < 0 || forgotten?.has(text)) continue
    let cosine = 0
    let withMean = 0
    for (let place = 0, from = row * width; place < width; place += 1) {
      const value = vectors[from + place] as number
      cosine += value * (vector[place] as number)
      withMean += value * (mean[place] as number)
      middle[place] = (middle[place] as number) + value
    }
    known += 1
    const length = Math.sqrt(Math.max(1e-6, 1 - 2 * withMean + meanSquare))
    nearest = Math.max(nearest, (cosine - withMean - askedMean + meanSquare) / (length * askedLength))
    closeness = Math.max(closeness, cosine)
  }
  if (known === 0) return [0, 0, 0]
  for (let place = 0; place < width; place += 1)
    middle[place] = (middle[place] as number) / known - (mean[place] as number)
  const centre = (dot(middle, 0, vector) - dot(middle, 0, mean)) / (Math.hypot(...middle) * askedLength || 1)
  return [nearest, Math.max(0, centre), closeness]
}

export function away(vector: Float32Array, mean: Float32Array): Float32Array {
  return vector.map((value, place) => value - (mean[place] ?? 0))
}

/** The dot product of a vector with the row of a matrix that begins at `from`. */
export function dot(matrix: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0
  for (let place = 0; place < vector.length; place += 1)
    sum += (matrix[from + place] as number) * (vector[place] as number)
  return sum
}

/** The dot product of a vector with each row of a matrix. A loop of its own: at 10 000 rows it is most of a question. */
export function products(matrix: Float16Array, width: number, vector: Float32Array): Float32Array {
  const sums = new Float32Array(matrix.length / width)
  for (let row = 0, from = 0; row < sums.length; row += 1) {
    let sum = 0
    for (let place = 0; place < width; place += 1, from += 1)
      sum += (matrix[from] as number) * (vector[place] as number)
    sums[row] = sum
  }
  return sums
}
