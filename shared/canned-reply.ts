/** The most there may be of each; lengths in UTF-16 code units. */
export const replyBounds = {
  /** Of a workspace, for everybody in it. */
  shared: 10_000,
  /** Of one person, for themselves. */
  own: 500,
  shortcut: 40,
  title: 120,
  topic: 60,
  text: 5_000,
} as const

/** A text that is written once and used often. */
export interface CannedReply {
  id: string
  /** What is typed after `/`. */
  shortcut: string
  title: string
  topic?: string | undefined
  /** At least one of them. */
  texts: { en?: string | undefined; zh?: string | undefined }
  /** Everybody in the workspace has it; else it is only its owner's. */
  shared: boolean
  /** Compare-and-set: grows with every change. */
  version: number
  updatedAt: number
  /** A person's name. */
  updatedBy: string
}
