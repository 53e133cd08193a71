/** Longest name kept, in code points. */
const longestName = 100

/**
 * A name that a stranger gave, as text that is safe to show and to save under: no path, no control characters, nothing
 * that turns the reading direction, and an ending that says what the file is. `endings` are those of its type, the
 * usual one first.
 */
export function safeName(given: string, endings: readonly [string, ...string[]]): string {
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replaceAll(/\s+/g, ' ')
    // Names of hidden files, and the dots and blanks that Windows takes away and so changes the ending.
    .replaceAll(/^[.\s]+|[.\s]+$/g, '')
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name ?? '')?.[1]?.toLowerCase()
  const fits = ending !== undefined && endings.includes(ending)
  const stem = [...((fits ? name?.slice(0, -ending.length - 1) : name) || 'file')]
  return `${stem.slice(0, longestName).join('')}.${fits ? ending : endings[0]}`
}
