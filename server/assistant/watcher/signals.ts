import { shareOf } from '#shared/service-clock.ts'
import { levelNames, nearShare } from '#shared/service-levels.ts'
import type { Signal, SignalName } from '#shared/watch.ts'
import { watchRules } from './rules.ts'
import { circlesOf, type TimedClocks, type WatchState } from './state.ts'

/** A signal as it stands now, on or off. */
export interface Condition extends Signal {
  isOn: boolean
  /** When it will be on if nothing happens. Milliseconds since 1970. */
  dueAt?: number
  /** It holds until somebody has seen to the conversation, though the numbers fall. */
  isLasting?: true
}

const minute = 60_000
/** Below this share of its threshold a mood is calm again. */
const calmShare = 0.5
/** A trend needs this many messages. */
const fewestMessages = 3

/** Every signal that can be on in this state, with its numbers; of service levels where their clocks are given. Pure. */
export function conditionsOf(state: WatchState, now: number, timed: TimedClocks | undefined): Condition[] {
  if (state.status === 'resolved') return []
  const withPeople = state.status === 'queued' || state.status === 'assigned'
  // While the assistant leads, its turn has the first word about a message; the watcher looks at what came of it.
  const isTurnPending = state.status === 'automated' && state.unansweredSince !== null
  const conditions = isTurnPending ? [] : ofMessages(state)
  if (!withPeople) return [...conditions, ...ofSilence(state, now)]
  if (state.isSnoozed) return [...conditions, ...(timed ? ofLevels(timed, now) : [])]
  const { unansweredSince, queuedAt, assignedAt } = state
  if (unansweredSince !== null) conditions.push(minutes('visitor-waiting', unansweredSince, now))
  if (unansweredSince !== null && assignedAt !== null)
    conditions.push(minutes('agent-silent', Math.max(unansweredSince, assignedAt), now))
  if (queuedAt !== null) conditions.push(minutes('unassigned-too-long', queuedAt, now))
  if (timed) conditions.push(...ofLevels(timed, now))
  return conditions
}

function ofMessages(state: WatchState): Condition[] {
  const conditions: Condition[] = []
  if (state.risk !== null)
    conditions.push({ ...shared('risk'), value: 1, detail: state.risk, isOn: true, isLasting: true })
  const last = state.feelings.slice(-2)
  const anger = Math.max(0, ...last.map((feeling) => feeling.anger))
  conditions.push(moody(state, 'anger', state.isThanks ? 0 : anger))
  conditions.push(moody(state, 'mood-falling', moodOf(state)))
  if (state.status === 'automated') {
    const circles = circlesOf(state)
    const { threshold } = watchRules['going-in-circles']
    const isOn = circles >= threshold
    conditions.push({ ...shared('going-in-circles'), value: circles, isOn, isLasting: true })
  }
  return conditions
}

/**
 * How low the visitor's mood is over their last three messages, 0 to 1: the mean of what they tell and how they tell
 * it. 0 while it rises, or with too few messages to call it a trend: who tells of one broken thing is not falling.
 */
function moodOf({ feelings, isThanks }: WatchState): number {
  const recent = feelings.slice(-fewestMessages)
  const [first, ...later] = recent.map(({ unhappy, tone }) => (unhappy + Math.max(0, -tone)) / 2)
  if (first === undefined || recent.length < fewestMessages || isThanks) return 0
  if ((later.at(-1) ?? 0) < first) return 0
  return Math.round(((first + later.reduce((sum, each) => sum + each, 0)) / recent.length) * 100) / 100
}

/** A mood that was on stays on until it is clearly calm: it must not flicker. */
function moody(state: WatchState, name: SignalName, value: number): Condition {
  const { threshold } = watchRules[name]
  const isOn = value >= (state.standing.includes(name) ? threshold * calmShare : threshold)
  return { ...shared(name), value, isOn }
}

function ofSilence({ answer }: WatchState, now: number): Condition[] {
  // Most who leave after a sure answer are content; only silence after a doubtful one says something.
  return answer?.isDoubtful ? [minutes('silence-after-answer', answer.at, now)] : []
}

/** Near until it is breached. A clock that stands still is as near as it was when it stopped. */
function ofLevels({ clocks, rules }: TimedClocks, now: number): Condition[] {
  return levelNames.flatMap((detail): Condition[] => {
    const clock = clocks[detail]
    if (clock === undefined) return []
    const { nearAt, dueAt } = clock
    const share = shareOf(clock, now, rules)
    const isBreached = clock.isLate || (dueAt !== null && now >= dueAt)
    const isNear = dueAt === null ? share >= nearShare : nearAt !== null && now >= nearAt
    const value = Math.round(share * 100) / 100
    return [
      {
        ...shared('service-level-near'),
        value,
        detail,
        isOn: isNear && !isBreached,
        ...(nearAt !== null && now < nearAt && { dueAt: nearAt }),
      },
      {
        ...shared('service-level-breached'),
        value,
        detail,
        isOn: isBreached,
        ...(dueAt !== null && now < dueAt && { dueAt }),
      },
    ]
  })
}

function minutes(name: SignalName, since: number, now: number): Condition {
  const { threshold } = watchRules[name]
  const dueAt = since + threshold * minute
  return { ...shared(name), value: Math.floor((now - since) / minute), isOn: now >= dueAt, dueAt }
}

function shared(name: SignalName): Pick<Signal, 'name' | 'threshold'> {
  return { name, threshold: watchRules[name].threshold }
}
