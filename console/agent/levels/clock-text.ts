import type { ClockView } from '#shared/clock-view.ts'
import { duration, now, weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

const minute = 60_000

export type Standing = 'calm' | 'near' | 'late' | 'paused'

/** How a service level stands at this moment. */
export function standingOf({ dueAt, nearAt, isLate }: ClockView): Standing {
  if (dueAt === undefined) return isLate ? 'late' : 'paused'
  if (isLate || now.value >= dueAt) return 'late'
  return nearAt !== undefined && now.value >= nearAt ? 'near' : 'calm'
}

/** "25m left", "5m late". */
export function leftText({ dueAt, left = 0, isLate }: ClockView): string {
  const words = t().teams.clock
  if (dueAt === undefined) return isLate ? words.justLate : words.left(duration(Math.max(minute, left)))
  const remaining = dueAt - now.value
  if (remaining > 0) {
    // Put off by newer hours or a pause, a level that was missed stays missed.
    if (isLate) return words.justLate
    return remaining < minute ? words.soon : words.left(duration(remaining))
  }
  return -remaining < minute ? words.justLate : words.late(duration(-remaining))
}

/** "First reply due today 10:30": the whole of it. */
export function titleOf(clock: ClockView): string {
  const words = t().teams.clock
  const level = t().teams.levelNames[clock.level]
  if (clock.dueAt === undefined) {
    return clock.isLate
      ? words.pausedLate(level)
      : words.paused(level, duration(Math.max(minute, clock.left ?? 0)))
  }
  const time = weekdayTime(clock.dueAt)
  return clock.dueAt <= now.value ? words.wasDue(level, time) : words.due(level, time)
}
