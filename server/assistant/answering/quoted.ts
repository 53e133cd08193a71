import { withoutAddresses } from '../web-address.ts'

/** The longest question of a visitor that our own words quote. UTF-16 units. */
const mostQuoted = 120

/** Stands inside a line of Markdown: no break and no mark of a visitor's or a title may change what is around it. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Control}]+/gu, ' ')
    .replaceAll(/[*_`[\]<>\\]/g, ' ')
    .trim()
}

/** A visitor's question as our own words may quote it: one short line that leads nowhere (invariant 11). */
export function quoted(question: string): string {
  const line = oneLine(withoutAddresses(question))
  return line.length <= mostQuoted ? line : `${line.slice(0, mostQuoted - 1).toWellFormed()}…`
}
