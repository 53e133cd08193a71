import type { Language } from './knowledge.ts'

/** What a ready-made text can leave open, to be filled from the conversation it is used in. */
export const replyVariables = ['visitor', 'order', 'agent', 'shop', 'hours'] as const
export type ReplyVariable = (typeof replyVariables)[number]

/** What is known for each; absent where nothing is. */
export type ReplyValues = Partial<Record<ReplyVariable, string | undefined>>

/** How each is written between its braces. Either language's name works in any text. */
export const variableNames: Readonly<Record<ReplyVariable, Readonly<Record<Language, string>>>> = {
  visitor: { en: 'visitor', zh: '访客' },
  order: { en: 'order', zh: '订单号' },
  agent: { en: 'agent', zh: '客服' },
  shop: { en: 'shop', zh: '店铺' },
  hours: { en: 'hours', zh: '营业时间' },
}

/** A place in a text that is to be filled. */
export interface Placeholder {
  /** Where it stands, in UTF-16 code units. */
  start: number
  end: number
  /** `undefined` where there is no variable of this name. */
  variable: ReplyVariable | undefined
  /** The name between the braces, as it was written. */
  written: string
}

// Chinese input methods write wide braces.
const places = /[{｛]{2}([^{}｛｝\n]{1,60})[}｝]{2}/g

/** Every place in a text that looks like a variable, in its order. */
export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(places)].map((match) => {
    const written = (match[1] ?? '').trim()
    return { start: match.index, end: match.index + match[0].length, variable: variableOf(written), written }
  })
}

/** The names in a text that no variable has. */
export function unknownVariables(text: string): string[] {
  const unknown = placeholdersIn(text).flatMap(({ variable, written }) =>
    variable === undefined ? [written] : [],
  )
  return [...new Set(unknown)]
}

/** The places that nothing was filled into: what goes to a visitor has none. */
export function unfilledIn(text: string): (Placeholder & { variable: ReplyVariable })[] {
  return placeholdersIn(text).filter(
    (place): place is Placeholder & { variable: ReplyVariable } => place.variable !== undefined,
  )
}

/** A variable as it is written in a text of this language. */
export function placeholderOf(variable: ReplyVariable, language: Language): string {
  return `{{${variableNames[variable][language]}}}`
}

/** The text with everything filled that is known. What is not known stays, in the words of this language. */
export function fillReply(text: string, values: ReplyValues, language: Language): string {
  let filled = ''
  let from = 0
  for (const { start, end, variable } of placeholdersIn(text)) {
    if (variable === undefined) continue
    const value = values[variable]?.trim()
    filled += text.slice(from, start) + (value || placeholderOf(variable, language))
    from = end
  }
  return filled + text.slice(from)
}

function variableOf(written: string): ReplyVariable | undefined {
  const name = written.toLowerCase()
  return replyVariables.find((each) => Object.values(variableNames[each]).includes(name))
}
