import type { ServiceClocks } from './service-clocks.ts'
import { type LevelName, levelNames } from './service-levels.ts'

/** A clock as the desk shows it. */
export interface ClockView {
  level: LevelName
  /** When it is missed, and from when on it is near; without them it stands still. */
  dueAt?: number | undefined
  nearAt?: number | undefined
  /** While it stands still: how much is left, in milliseconds of open hours. */
  left?: number | undefined
  isLate: boolean
}

/** The clocks of a conversation as the desk shows them, those that run first and the first due of them in front. */
export function viewOfClocks(clocks: ServiceClocks): ClockView[] {
  return levelNames
    .flatMap((level): ClockView[] => {
      const clock = clocks[level]
      if (clock === undefined) return []
      const { dueAt, nearAt, isLate, limit, spent } = clock
      if (dueAt === null) return [{ level, left: Math.max(0, limit - spent), isLate }]
      return [{ level, dueAt, ...(nearAt !== null && { nearAt }), isLate }]
    })
    .sort((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity) || 0)
}
