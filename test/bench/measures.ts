/** An answer's confidence, 0 to 1, beside whether it was right. */
export interface Judged {
  confidence: number
  right: boolean
}

/** Area under the ROC curve: how often one of `high` scores above one of `low`; a tie counts half. */
export function auroc(high: readonly number[], low: readonly number[]): number {
  const ordered = [
    ...high.map((score) => ({ score, isHigh: true })),
    ...low.map((score) => ({ score, isHigh: false })),
  ].sort((one, other) => one.score - other.score)
  let lowBelow = 0
  let area = 0
  for (let start = 0; start < ordered.length; ) {
    let end = start
    let highHere = 0
    while (end < ordered.length && ordered[end]?.score === ordered[start]?.score) {
      if (ordered[end]?.isHigh) highHere += 1
      end += 1
    }
    const lowHere = end - start - highHere
    area += highHere * (lowBelow + lowHere / 2)
    lowBelow += lowHere
    start = end
  }
  return area / (high.length * low.length)
}

/** Expected calibration error over 10 bins of equal width (Guo et al., "On Calibration …", 2017), 0 to 1. */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }))
  for (const { confidence, right } of judged) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))]
    if (bin === undefined) continue
    bin.confidence += confidence
    if (right) bin.right += 1
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / judged.length
}

/** The largest share of the answers that can be given, most confident first, with at least so many of them right. */
export function coverageAtPrecision(judged: readonly Judged[], precision: number): number {
  const ordered = judged.toSorted((one, other) => other.confidence - one.confidence)
  let right = 0
  let covered = 0
  for (const [place, one] of ordered.entries()) {
    if (one.right) right += 1
    // Answers of one confidence are given together or not at all.
    if (ordered[place + 1]?.confidence !== one.confidence && right / (place + 1) >= precision)
      covered = place + 1
  }
  return covered / judged.length
}
