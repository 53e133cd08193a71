import { type Floor, floorBounds } from '#shared/floor.ts'
import { standingOf } from '../../agent/levels/clock-text.ts'
import { duration, now, number } from '../../shell/format.ts'
import type { Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'

/** What all queues together say. */
export function totalsOf({ queues, people, ageing }: Floor) {
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0)
  const since = queues.flatMap((queue) => queue.longestSince ?? [])
  const how = (presence: 'online' | 'away' | 'busy') =>
    people.filter((person) => person.presence === presence).length
  const standing = (name: 'late' | 'near') =>
    ageing.filter(({ clocks }) => clocks.some((clock) => standingOf(clock) === name)).length
  const late = standing('late')
  return {
    waiting,
    longestSince: since.length === 0 ? undefined : Math.min(...since),
    ...{ online: how('online'), away: how('away'), busy: how('busy') },
    late,
    near: ageing.filter(
      ({ clocks }) =>
        clocks.some((clock) => standingOf(clock) === 'near') &&
        !clocks.some((clock) => standingOf(clock) === 'late'),
    ).length,
  }
}

/** What a supervisor should know first, in a sentence. */
export function findingOf(floor: Floor): { tone: Tone; text: string } {
  const words = t().floor.finding
  const { waiting, online, late, near } = totalsOf(floor)
  if (late > 0) return { tone: 'risk', text: words.late(number(late), late === 1) }
  if (waiting > 0 && online === 0)
    return { tone: 'risk', text: words.nobody(counted(waiting), waiting === 1) }
  if (near > 0) return { tone: 'waiting', text: words.near(number(near), near === 1) }
  const hasRoom = floor.people.some(
    ({ presence, load, capacity }) => presence === 'online' && load < capacity,
  )
  if (waiting > 0 && !hasRoom) return { tone: 'waiting', text: words.full }
  return { tone: 'person', text: words.calm }
}

/** A number of waiting conversations, which are counted up to a bound. */
export function counted(count: number, most: number = floorBounds.waiting): string {
  return count > most ? t().floor.more(number(most)) : number(count)
}

/** How long ago something was: under a minute in words, since "now" is no length. */
export function since(at: number): string {
  const passed = now.value - at
  return passed < 60_000 ? t().floor.short : duration(passed)
}
