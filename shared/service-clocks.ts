import type { LogEvent } from './conversation.ts'
import { begun, type ClockRules, paused, type ServiceClock, timedBy } from './service-clock.ts'
import { type LevelName, levelNames } from './service-levels.ts'

export interface Breach {
  level: LevelName
  since: number
  limit: number
}

/** The clocks of one conversation, and what they go by. Plain JSON; what the log makes of it, and the rules in force. */
export interface ServiceClocks extends Partial<Record<LevelName, ServiceClock>> {
  /** In whose queue it is. */
  teamId: string | null
  /** Since when the visitor waits for a word of whoever leads. */
  askedAt: number | null
  /** A person has said something since the handover, or none owed a first word. */
  isAnswered: boolean
  /** The last word is a person's: it is the visitor's turn. */
  isLeftToVisitor: boolean
  /** It sleeps until a time: nobody owes anything meanwhile. */
  isSnoozed: boolean
  /** What people still owe beside words: ids of deeds that were promised, and of actions that wait for approval. */
  owed: string[]
  /** Levels that were missed and ended before anybody looked. */
  missed: Breach[]
}

export const noClocks: ServiceClocks = {
  teamId: null,
  askedAt: null,
  isAnswered: false,
  isLeftToVisitor: false,
  isSnoozed: false,
  owed: [],
  missed: [],
}

/** More than this nobody can owe: promises and proposals are bounded themselves (invariant 15). */
const mostOwed = 50
const mostMissed = 10

/**
 * The clocks after one more event of the log. Pure. Three clocks run from the handover to people on: the first reply and
 * the resolution from it, the next reply from a visitor's message. They count only while the hours of the team are open,
 * the first two until an agent's word, the resolution until the end with a pause whenever it is the visitor's turn.
 *
 * @param rulesOf the rules of a team, and of the general queue for `null`
 */
export function clocksAfter(
  before: ServiceClocks,
  event: LogEvent,
  rulesOf: (teamId: string | null) => ClockRules,
): ServiceClocks {
  const clocks: ServiceClocks = { ...before }
  const rules = () => rulesOf(clocks.teamId)
  switch (event.type) {
    case 'conversation:snoozed':
      clocks.isSnoozed = true
      break
    case 'conversation:woken':
    case 'conversation:assigned':
      clocks.isSnoozed = false
      break
    case 'conversation:queued':
      clocks.isSnoozed = false
      // What comes back from a person is the same handover still.
      if (clocks.closure) break
      clocks.isAnswered = event.reason === 'agent-takeover'
      clocks.isLeftToVisitor = clocks.isAnswered && clocks.askedAt === null
      clocks.closure = begun(event.at, rules().levels.closure)
      // A person who steps in unasked owes no first word, but an answer where the visitor waits for one.
      if (!clocks.isAnswered) clocks.answer = begun(event.at, rules().levels.answer)
      else if (clocks.askedAt !== null) clocks.round = begun(event.at, rules().levels.round)
      break
    case 'message:posted':
      afterMessage(clocks, event, rules)
      break
    case 'turn:decided':
      if (event.outcome !== 'superseded' && event.outcome !== 'handed-over') clocks.askedAt = null
      break
    case 'case:updated':
      for (const { id, change, subject } of event.promises ?? []) {
        if (change === 'make' && subject !== 'reply') owe(clocks, id)
        if (change === 'keep' || change === 'drop') settle(clocks, id)
      }
      break
    case 'action:proposed':
      owe(clocks, event.proposalId)
      break
    case 'action:approved':
    case 'action:refused':
      settle(clocks, event.proposalId)
      break
    case 'team:assigned':
      return moved(clocks, event.teamId, event.at, rulesOf)
    case 'sla:breached':
      return recorded(clocks, event)
    case 'conversation:handed-back':
    case 'conversation:reopened':
    case 'conversation:resolved': {
      for (const level of levelNames) ended(clocks, level, event.at)
      const { missed, owed } = clocks
      const askedAt = event.type === 'conversation:handed-back' ? clocks.askedAt : null
      const teamId = event.type === 'conversation:resolved' ? clocks.teamId : null
      return { ...noClocks, teamId, askedAt, owed, missed }
    }
    default:
      return before
  }
  return running(clocks, event.at, rules)
}

/**
 * The same clocks by the rules now in force: what ran before it last began counts as it was counted, the limits and what
 * runs now go by these. Pure; gives the same object back where nothing is different.
 */
export function retimed(clocks: ServiceClocks, rules: ClockRules): ServiceClocks {
  const next = { ...clocks }
  let isSame = true
  for (const level of levelNames) {
    const clock = clocks[level]
    if (clock === undefined) continue
    const timed = timedBy({ ...clock, limit: rules.levels[level] }, rules)
    if (timed.limit === clock.limit && timed.dueAt === clock.dueAt && timed.nearAt === clock.nearAt) continue
    next[level] = timed
    isSame = false
  }
  return isSame ? clocks : next
}

/** What was missed by now and is not on the record yet, first missed first. */
export function breachesBy(clocks: ServiceClocks, now: number): Breach[] {
  const running = levelNames.flatMap((level) => {
    const clock = clocks[level]
    if (clock === undefined || clock.isLate || clock.dueAt === null || clock.dueAt > now) return []
    return [{ level, since: clock.since, limit: clock.limit }]
  })
  return [...clocks.missed, ...running]
}

/** When the first running clock is missed, or was; null while none runs. */
export function firstDueAt(clocks: ServiceClocks): number | null {
  const due = levelNames.flatMap((level) => clocks[level]?.dueAt ?? [])
  return due.length === 0 ? null : Math.min(...due)
}

function afterMessage(
  clocks: ServiceClocks,
  event: LogEvent & { type: 'message:posted' },
  rules: () => ClockRules,
): void {
  switch (event.sender) {
    case 'visitor':
      clocks.askedAt ??= event.at
      clocks.isLeftToVisitor = false
      // Until a person's first word the clock of that word alone runs.
      if (clocks.closure && clocks.isAnswered) clocks.round ??= begun(event.at, rules().levels.round)
      break
    case 'agent':
      ended(clocks, 'answer', event.at)
      ended(clocks, 'round', event.at)
      clocks.askedAt = null
      clocks.isAnswered = true
      clocks.isLeftToVisitor = true
      break
    default:
      break
  }
}

/** Lets every clock run or stand still, as it should from this moment on. */
function running(clocks: ServiceClocks, at: number, rules: () => ClockRules): ServiceClocks {
  for (const level of levelNames) {
    const clock = clocks[level]
    if (clock === undefined) continue
    const isPaused =
      clocks.isSnoozed || (level === 'closure' && clocks.isLeftToVisitor && clocks.owed.length === 0)
    if (isPaused === (clock.from === null)) continue
    if (isPaused) {
      noteLate(clocks, level, at)
      clocks[level] = paused(clocks[level] ?? clock, at, rules())
    } else clocks[level] = timedBy({ ...clock, from: at }, rules())
  }
  return clocks
}

function ended(clocks: ServiceClocks, level: LevelName, at: number): void {
  noteLate(clocks, level, at)
  delete clocks[level]
}

/** A level that was missed before this moment is missed, even if what happens now is the late reply itself. */
function noteLate(clocks: ServiceClocks, level: LevelName, at: number): void {
  const clock = clocks[level]
  if (clock === undefined || clock.isLate || clock.dueAt === null || clock.dueAt > at) return
  clocks.missed = [...clocks.missed, { level, since: clock.since, limit: clock.limit }].slice(-mostMissed)
  clocks[level] = { ...clock, isLate: true }
}

function recorded(clocks: ServiceClocks, breach: Breach): ServiceClocks {
  const isIt = ({ level, since }: Breach) => level === breach.level && since === breach.since
  const clock = clocks[breach.level]
  return {
    ...clocks,
    missed: clocks.missed.filter((each) => !isIt(each)),
    ...(clock?.since === breach.since && { [breach.level]: { ...clock, isLate: true } }),
  }
}

/** What has passed was measured by the hours of the team before; from here on those of the new one count. */
function moved(
  clocks: ServiceClocks,
  teamId: string | null,
  at: number,
  rulesOf: (teamId: string | null) => ClockRules,
): ServiceClocks {
  const [before, after] = [rulesOf(clocks.teamId), rulesOf(teamId)]
  clocks.teamId = teamId
  for (const level of levelNames) {
    const clock = clocks[level]
    if (clock === undefined) continue
    noteLate(clocks, level, at)
    const stopped = { ...paused(clocks[level] ?? clock, at, before), limit: after.levels[level] }
    clocks[level] = clock.from === null ? stopped : timedBy({ ...stopped, from: at }, after)
  }
  return clocks
}

function owe(clocks: ServiceClocks, id: string): void {
  if (!clocks.owed.includes(id)) clocks.owed = [...clocks.owed, id].slice(-mostOwed)
}

function settle(clocks: ServiceClocks, id: string): void {
  clocks.owed = clocks.owed.filter((each) => each !== id)
}
