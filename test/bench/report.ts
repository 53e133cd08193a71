/** The value below which this share (0 to 1) of the samples lie, by the nearest rank. */
export function percentile(samples: number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

/** Prints the rows as a table, and with `-- --json` the result as one last line. */
export function report(rows: Record<string, string | number>[], result: object): void {
  console.table(rows)
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`)
}
