/** What a person says of themselves. It is kept until they say otherwise, on whichever device. */
export const presenceChoices = ['online', 'away', 'busy', 'offline'] as const
export type PresenceChoice = (typeof presenceChoices)[number]

/** What others see: what was chosen, and `offline` where no connection of theirs is open. */
export type Presence = PresenceChoice

/** Only who is online is given conversations and counts as somebody at the desk; `busy` is "do not disturb". */
export function isAvailable(presence: Presence): boolean {
  return presence === 'online'
}

/** A colleague, as the desk shows them. */
export interface Colleague {
  id: string
  name: string
  presence: Presence
  /** Ids of their teams. */
  teams: string[]
  /** What they have open, weighted, and how much at once they may be given. */
  load: number
  capacity: number
}
