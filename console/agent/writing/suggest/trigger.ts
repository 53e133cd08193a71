/** What is being looked for at the caret: `/` a ready-made reply, `@` a colleague. */
export interface Trigger {
  kind: 'reply' | 'mention'
  /** Where the sign stands; what is chosen replaces everything from there to the caret. */
  start: number
  typed: string
}

/** What follows a sign and is still looked for, in UTF-16 units. */
const longestTyped = 40

// Chinese input methods write a wide sign, and 、 for the key of the slash.
const slash = /(?:^|[\s\p{Script=Han}\p{P}])([/／])([^\s/／]*)$/u
const slashOfMethod = /(?:^|\n)([、])([^\s、]*)$/u
const at = /(?:^|[\s\p{Script=Han}\p{P}])([@＠])([^@＠\n]*)$/u

/**
 * What is being looked for where the caret stands; `undefined` where nothing is. A slash inside a word, an address or
 * "and/or" is only a slash.
 */
export function triggerAt(text: string, caret: number, kind: Trigger['kind']): Trigger | undefined {
  const before = text.slice(0, caret)
  const found = kind === 'mention' ? at.exec(before) : (slash.exec(before) ?? slashOfMethod.exec(before))
  if (found === null) return undefined
  const typed = found[2] ?? ''
  if (typed.length > longestTyped || typed.startsWith(' ')) return undefined
  // `https://` and `10/11`: there is punctuation before the sign, and it belongs to what was written.
  const sign = caret - typed.length - 1
  if (kind === 'reply' && /[:/.\d]$/.test(before.slice(0, sign))) return undefined
  return { kind, start: sign, typed }
}
