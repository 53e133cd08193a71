/** A stretch of a text, in UTF-16 units. */
export interface Part {
  start: number
  end: number
}

/** What is written with something more below it, a blank line between. */
export function withBelow(text: string, more: string): string {
  return text.trim() === '' ? more : `${text.trimEnd()}\n\n${more}`
}

/** What is written with one stretch of it in other words. */
export function withPart(text: string, { start, end }: Part, instead: string): string {
  return text.slice(0, start) + instead + text.slice(end)
}

/** The selected stretch without blanks around it, or all that is written. */
export function partOf(text: string, selected: Part | undefined): Part {
  const { start, end } = selected ?? { start: 0, end: text.length }
  const piece = text.slice(start, end)
  if (piece.trim() === '') return { start: 0, end: text.length }
  const before = piece.length - piece.trimStart().length
  return { start: start + before, end: start + before + piece.trim().length }
}

/** A passage as a person quotes it, with where it stands. */
export function quotation(passage: string, title: string, language: 'en' | 'zh'): string {
  const plain = passage
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/^\s*#+\s*/gm, '')
    .trim()
  return language === 'zh' ? `${plain}\n（《${title}》）` : `${plain}\n(“${title}”)`
}
