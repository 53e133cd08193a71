import type { HandPriority } from './acts.ts'
import type { Cause, Ending } from './wrap-up.ts'

/** The most there may be of each. */
export const macroBounds = {
  shared: 500,
  /** Of one person, for themselves. */
  own: 100,
  name: 80,
  steps: 10,
  tags: 10,
  note: 2_000,
  snoozeHours: 24 * 30,
} as const

/** One thing a macro does. `reply` has a text in at least one language, with variables as ready-made replies have them. */
export type MacroStep =
  | { do: 'reply'; texts: { en?: string | undefined; zh?: string | undefined } }
  | { do: 'note'; text: string }
  /** Ids of tags that are put on. */
  | { do: 'tag'; tags: string[] }
  | { do: 'priority'; level: HandPriority }
  | { do: 'snooze'; hours: number }
  | { do: 'transfer'; personId: string }
  | { do: 'hand-back' }
  | { do: 'resolve'; outcome: Ending; cause?: Cause | undefined }

export const macroActs = [
  'reply',
  'note',
  'tag',
  'priority',
  'snooze',
  'transfer',
  'hand-back',
  'resolve',
] as const satisfies MacroStep['do'][]

/** What takes a conversation out of one's hands: nothing can follow it, and only its owner may. */
export const lastActs: ReadonlySet<MacroStep['do']> = new Set([
  'snooze',
  'transfer',
  'hand-back',
  'resolve',
] as const)

/** Whether only the owner of a conversation can do this step. */
export function needsOwner(step: MacroStep): boolean {
  return step.do === 'reply' || lastActs.has(step.do)
}

/** Steps under one name, done with one confirmation. */
export interface Macro {
  id: string
  name: string
  steps: MacroStep[]
  /** Everybody in the workspace has it; else it is only its owner's. */
  shared: boolean
  /** Compare-and-set: grows with every change. */
  version: number
  updatedAt: number
  /** A person's name. */
  updatedBy: string
}
