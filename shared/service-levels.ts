/** What a shop promises about people, in milliseconds each (product.md, "Measures"). */
export const levelNames = ['answer', 'round', 'closure'] as const
export type LevelName = (typeof levelNames)[number]
export type ServiceLevels = Readonly<Record<LevelName, number>>

const minute = 60_000
const hour = 60 * minute

/** The table in force where a workspace has none of its own. */
export const serviceLevels: ServiceLevels = {
  /** From the handover to the first word of a person. */
  answer: 30 * minute,
  /** From a visitor's message to the reply of the person who has the conversation. */
  round: 3 * minute,
  /** From the handover to the resolution. */
  closure: 24 * hour,
}

/** A level is near once this share of it has passed: time enough left to keep it. */
export const nearShare = 0.8
