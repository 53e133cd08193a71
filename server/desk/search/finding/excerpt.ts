import type { SearchExcerpt } from '#shared/search.ts'
import { type Unit, unitsOf } from '../terms.ts'

/** UTF-16 units of an excerpt, and how many of them stand in front of the first word that was found. */
const longestExcerpt = 180
const before = 50

/** Where a word stands in a text: the units of it, one after the other. */
function placesOf(word: readonly string[], units: readonly Unit[]): [start: number, end: number][] {
  const places: [number, number][] = []
  for (let place = 0; place + word.length <= units.length; place += 1) {
    if (!word.every((unit, index) => units[place + index]?.unit === unit)) continue
    const first = units[place]
    const last = units[place + word.length - 1]
    if (first && last) places.push([first.start, last.end])
  }
  return places
}

/** Which of the words a text has, by their places in the query, and where. */
export function lookFor(
  words: readonly string[][],
  text: string,
): { found: Set<number>; marks: [start: number, end: number][] } {
  const units = unitsOf(text)
  const found = new Set<number>()
  const marks: [number, number][] = []
  for (const [index, word] of words.entries()) {
    const places = placesOf(word, units)
    if (places.length > 0) found.add(index)
    marks.push(...places)
  }
  return { found, marks: joined(marks) }
}

/** The piece of a text around the first mark, on one line, with all marks that are in it. */
export function excerptOf(
  text: string,
  marks: readonly [number, number][],
): Pick<SearchExcerpt, 'text' | 'marks'> {
  const first = marks[0]?.[0] ?? 0
  const start = first <= before ? 0 : wordStart(text, first - before, first)
  const end = Math.min(text.length, start + longestExcerpt)
  const head = start > 0 ? '…' : ''
  // Spaces of any kind take one place each, so that the marks stay where they are.
  const piece = text.slice(start, end).replaceAll(/\s/g, ' ').toWellFormed()
  return {
    text: `${head}${piece}${end < text.length ? '…' : ''}`,
    marks: marks
      .filter(([from, to]) => from >= start && to <= end)
      .map(([from, to]) => [from - start + head.length, to - start + head.length]),
  }
}

function wordStart(text: string, from: number, latest: number): number {
  const space = text.slice(from, latest).search(/\s\S/)
  return space < 0 ? from : from + space + 1
}

function joined(marks: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [start, end] of marks.toSorted((one, other) => one[0] - other[0])) {
    const last = result.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
