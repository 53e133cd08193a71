import type { LogEvent } from '#shared/conversation.ts'
import { type Breach, breachesBy } from '#shared/service-clocks.ts'
import { levelNames } from '#shared/service-levels.ts'
import type { Signal, SignalName, WatchAct } from '#shared/watch.ts'
import { actsFor, cooldown } from './rules.ts'
import { type Condition, conditionsOf } from './signals.ts'
import { afterEvent, type TimedClocks, type WatchState } from './state.ts'

/** What the watcher looks at: an event of the log, or only that time has passed. */
export type Watched = LogEvent | { type: 'look' }

export interface Watching {
  state: WatchState
  /** What has just come up. */
  signals: Signal[]
  /** Moods that have just calmed down. */
  calmed: SignalName[]
  acts: WatchAct[]
  breaches: Breach[]
  /** When to look again if nothing happens; milliseconds since 1970. */
  nextAt: number | undefined
}

/**
 * The watcher's whole judgement: pure, and the same for everybody who has the log. A signal is answered once when it
 * comes up, never while it stands and not within its cooldown; only what the assistant leads is handed over. Clocks of
 * service levels are judged where they are given, as they stand after the event: the log itself keeps them, with every
 * level that was missed before anybody looked.
 */
export function watch(before: WatchState, event: Watched, now: number, timed?: TimedClocks): Watching {
  const state = event.type === 'look' ? before : afterEvent(before, event)
  const breaches = timed ? breachesBy(timed.clocks, now) : []
  const conditions = conditionsOf(state, now, timed)
  const raised = conditions.filter((each) => each.isOn && isNew(state, each, now))
  const standing = standingAfter(state, conditions, raised, timed !== undefined)
  const noted = { ...state.noted, ...Object.fromEntries(raised.map((each) => [keyOf(each), now])) }
  const signals = raised.map(signalOf)
  const next: WatchState = { ...state, standing, noted }
  return {
    state: next,
    signals,
    calmed: calmedIn(state, conditions),
    acts: actsFor(signals, state.status),
    breaches,
    nextAt: nextLook(next, conditions, now, timed),
  }
}

function isNew(state: WatchState, condition: Condition, now: number): boolean {
  return !state.standing.includes(keyOf(condition)) && now >= coolAt(state, condition)
}

function coolAt(state: WatchState, condition: Condition): number {
  const notedAt = state.noted[keyOf(condition)]
  return notedAt === undefined ? Number.NEGATIVE_INFINITY : notedAt + cooldown
}

function standingAfter(
  state: WatchState,
  conditions: Condition[],
  raised: Condition[],
  isTimed: boolean,
): string[] {
  const known = new Map(conditions.map((each) => [keyOf(each), each]))
  // What cannot be judged in this state (a turn is pending, people lead) stands as it stood.
  const kept = state.standing.filter((key) => {
    const condition = known.get(key)
    if (condition === undefined) return isOfMessages(key) || (!isTimed && isOfLevels(key))
    return condition.isOn || condition.isLasting === true
  })
  return [...kept, ...raised.map(keyOf)]
}

function calmedIn(state: WatchState, conditions: Condition[]): SignalName[] {
  return conditions
    .filter((each) => (each.name === 'anger' || each.name === 'mood-falling') && !each.isOn)
    .filter((each) => state.standing.includes(keyOf(each)))
    .map(({ name }) => name)
}

function isOfMessages(key: string): boolean {
  return key.startsWith('risk') || ['anger', 'mood-falling', 'going-in-circles'].includes(key)
}

function isOfLevels(key: string): boolean {
  return key.startsWith('service-level')
}

/** Always later than `now`: whatever is due by now has been noted, or waits for its cooldown. */
function nextLook(
  state: WatchState,
  conditions: Condition[],
  now: number,
  timed: TimedClocks | undefined,
): number | undefined {
  // A breach goes on the record as it comes, though its signal may still wait for its cooldown.
  const times = levelNames.flatMap((level) => timed?.clocks[level]?.dueAt ?? [])
  for (const each of conditions) {
    if (state.standing.includes(keyOf(each))) continue
    if (each.isOn) times.push(coolAt(state, each))
    else if (each.dueAt !== undefined) times.push(Math.max(each.dueAt, coolAt(state, each)))
  }
  const later = times.filter((time) => time > now)
  return later.length === 0 ? undefined : Math.min(...later)
}

/** Another risk, or another level, is another signal. */
export function keyOf({ name, detail }: Signal): string {
  return detail === undefined ? name : `${name}:${detail}`
}

function signalOf({ name, value, threshold, detail }: Condition): Signal {
  return { name, value, threshold, ...(detail !== undefined && { detail }) }
}
