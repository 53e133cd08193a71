import type { TurnDecided, TurnStep } from '#shared/trace.ts'

/** The most one turn's record takes in the log, in bytes of its JSON (invariant 15). */
export const mostTraceBytes = 64 * 1024

/** Tried in order until the record fits: the longest text in UTF-16 units, and the most things in one list. */
const measures = [
  { text: 2_000, items: 40 },
  { text: 500, items: 24 },
  { text: 160, items: 12 },
  { text: 40, items: 6 },
] as const

/** The same record within its bound. A text that was cut ends with "…", and `isCut` says that something is missing. */
export function bounded(trace: TurnDecided): TurnDecided {
  for (const { text, items } of measures) {
    const { steps, models, searched } = trace
    const cut = cutter(text, items)
    const shorter = {
      ...trace,
      steps: cut(steps) as TurnStep[],
      ...(models && { models: cut(models) as TurnDecided['models'] }),
      ...(searched !== undefined && { searched: cut(searched) as string }),
    }
    const kept = cut.hasCut() ? { ...shorter, isCut: true } : shorter
    if (sizeOf(kept) <= mostTraceBytes) return kept
  }
  return { ...trace, steps: [], models: [], searched: undefined, isCut: true }
}

function sizeOf(trace: TurnDecided): number {
  return Buffer.byteLength(JSON.stringify(trace))
}

function cutter(longest: number, most: number) {
  let hasCut = false
  function cut(value: unknown): unknown {
    if (typeof value === 'string') {
      if (value.length <= longest) return value
      hasCut = true
      return `${value.slice(0, longest - 1).toWellFormed()}…`
    }
    if (Array.isArray(value)) {
      if (value.length > most) hasCut = true
      return value.slice(0, most).map(cut)
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner)]))
  }
  return Object.assign(cut, { hasCut: () => hasCut })
}
