/** The most there may be of each. */
export const tagBounds = {
  name: 40,
  /** Of a workspace, archived ones not counted. */
  tags: 500,
  /** Of a conversation. */
  conversation: 20,
} as const

/** Names of colours; each surface has its own of each, in light and dark. */
export const tagColours = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const
export type TagColour = (typeof tagColours)[number]

export interface Tag {
  id: string
  name: string
  colour: TagColour
  /** Compare-and-set: grows with every change. */
  version: number
  updatedAt: number
  /** A person's name. */
  updatedBy: string
  /** Since when nobody can put it on a conversation any more. */
  archivedAt?: number | undefined
  /** The tag that stands for it since two became one; that one was merged into none itself. */
  mergedInto?: string | undefined
}

/** A tag as the page of tags shows it. */
export interface TagUse extends Tag {
  conversations: number
}

/** Two tags are the same whatever their capitals, widths, spaces and signs around. */
export function tagKey(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s#,;，；、]+|[\s,;，；、]+$/gu, '')
}

/** The tags that ids stand for, merged ones as what they became, each once and in the order of the ids. */
export function tagsOf<Each extends Tag>(ids: readonly string[], known: ReadonlyMap<string, Each>): Each[] {
  const found = new Map<string, Each>()
  for (const id of ids) {
    const tag = known.get(known.get(id)?.mergedInto ?? id)
    if (tag !== undefined) found.set(tag.id, tag)
  }
  return [...found.values()]
}

/** The colour of a new tag that nobody chose one for: spread over the palette, the same for the same name. */
export function colourFor(value: string): TagColour {
  let sum = 0
  for (const sign of tagKey(value)) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9_973
  return tagColours[1 + (sum % (tagColours.length - 1))] ?? 'grey'
}
