import type { EventDraft } from './conversation.ts'
import type { LevelName } from './service-levels.ts'
import type { HelpingTeam } from './team.ts'

/** What the watcher sees in a conversation. The names are stable: they are stored, counted and shown. */
export const signalNames = [
  'risk',
  'anger',
  'mood-falling',
  'going-in-circles',
  'silence-after-answer',
  'visitor-waiting',
  'agent-silent',
  'unassigned-too-long',
  'service-level-near',
  'service-level-breached',
] as const
export type SignalName = (typeof signalNames)[number]

/** One signal with the numbers that brought it about: minutes, counts or shares, as the signal has it. */
export interface Signal {
  name: SignalName
  value: number
  threshold: number
  /** Which risk, or which service level. */
  detail?: string | undefined
}

export const watchActs = ['hand-over', 'raise-priority', 'join-team', 'tell-supervisor'] as const
export type WatchAct = (typeof watchActs)[number]

/** Why a conversation needs attention, with what was done about it. */
export interface WatchNoted {
  type: 'watch:noted'
  /** What is new. */
  signals: Signal[]
  /** What is over. */
  calmed?: SignalName[] | undefined
  acts: WatchAct[]
}

export type WatchEvent =
  | WatchNoted
  /** Asked to help beside the owner: by the watcher for a reason, or by a person (`name`). */
  | {
      type: 'team:joined'
      team: string
      teamId?: string | undefined
      reason?: SignalName | undefined
      name?: string | undefined
    }
  | { type: 'team:left'; team: string; name?: string | undefined }
  /** In whose queue it waits from here on: a team's, or with `null` the general one. */
  | { type: 'team:assigned'; teamId: string | null; team?: string | undefined; name?: string | undefined }
  /** Once for each breach; `since` and `limit` are milliseconds. */
  | { type: 'sla:breached'; level: LevelName; since: number; limit: number }

export const priorities = ['normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** How far forward each signal brings a conversation. */
const priorityBySignal: Readonly<Record<SignalName, Priority>> = {
  risk: 'urgent',
  'service-level-breached': 'urgent',
  anger: 'high',
  'mood-falling': 'high',
  'going-in-circles': 'high',
  'agent-silent': 'high',
  'unassigned-too-long': 'high',
  'service-level-near': 'high',
  'visitor-waiting': 'high',
  'silence-after-answer': 'normal',
}

/** The priority of a conversation with these signals, 0 (normal) to 2 (urgent): the queue goes by it, then by the wait. */
export function priorityOf(attention: readonly Signal[]): number {
  return Math.max(0, ...attention.map((each) => priorities.indexOf(prioritySet(each))))
}

function prioritySet(signal: Signal): Priority {
  if (!isOfOneReply(signal)) return priorityBySignal[signal.name]
  return signal.name === 'service-level-breached' ? 'high' : 'normal'
}

/** A level of minutes for one reply: its owner hears of it before anybody else has to. */
export function isOfOneReply({ name, detail }: Signal): boolean {
  return name.startsWith('service-level') && detail === 'round'
}

/** What a supervisor is told of: what people at the desk have let lie, and what they must not decide alone. */
const toldToSupervisor: ReadonlySet<SignalName> = new Set<SignalName>([
  'risk',
  'agent-silent',
  'unassigned-too-long',
  'service-level-near',
  'service-level-breached',
])

/** Whether a conversation with these signals is one for a supervisor: the log marks it, and the inbox lists it. */
export function isForSupervisor(attention: readonly Signal[]): boolean {
  return attention.some(
    (each) => toldToSupervisor.has(each.name) && !(isOfOneReply(each) && each.name === 'service-level-near'),
  )
}

/** What an agent's reply settles. A level of closing goes on until the conversation is resolved. */
const settledByReply: ReadonlySet<SignalName> = new Set<SignalName>([
  'visitor-waiting',
  'agent-silent',
  'unassigned-too-long',
])

/** What still needs attention after an event. Pure: the server's row and the console's copy come from it alike. */
export function attentionAfter(attention: readonly Signal[], event: EventDraft): readonly Signal[] {
  switch (event.type) {
    case 'watch:noted': {
      const over = new Set<string>([...(event.calmed ?? []), ...event.signals.map(subjectOf)])
      return [...attention.filter((each) => !over.has(subjectOf(each))), ...event.signals]
    }
    case 'message:posted':
      if (event.sender === 'agent') return attention.filter((each) => !isSettledByReply(each))
      return event.sender === 'visitor' ? without(attention, 'silence-after-answer') : attention
    case 'conversation:assigned':
      return without(attention, 'unassigned-too-long')
    case 'conversation:queued':
      return without(attention, 'silence-after-answer')
    case 'conversation:handed-back':
    case 'conversation:resolved':
    case 'conversation:reopened':
      return []
    default:
      return attention
  }
}

/** The teams that were asked to help and have not been let go, after an event. Pure, as {@link attentionAfter}. */
export function helpersAfter(helpers: readonly HelpingTeam[], event: EventDraft): readonly HelpingTeam[] {
  switch (event.type) {
    case 'team:joined': {
      const joined = { name: event.team, ...(event.teamId !== undefined && { teamId: event.teamId }) }
      return [...helpers.filter(({ name }) => name !== event.team), joined]
    }
    case 'team:left':
      return helpers.filter(({ name }) => name !== event.team)
    case 'conversation:handed-back':
    case 'conversation:resolved':
      return []
    default:
      return helpers
  }
}

/** In whose queue a conversation is after an event; what is over waits in nobody's. Pure, as {@link attentionAfter}. */
export function teamAfter(teamId: string | null, event: EventDraft): string | null {
  switch (event.type) {
    case 'team:assigned':
      return event.teamId
    case 'conversation:handed-back':
    case 'conversation:reopened':
      return null
    default:
      return teamId
  }
}

/** What a signal is about: a newer one of the same takes its place, as a level that is missed is near no more. */
function subjectOf({ name, detail }: Signal): string {
  return name.startsWith('service-level') ? `level:${detail}` : name
}

function isSettledByReply({ name, detail }: Signal): boolean {
  return settledByReply.has(name) || (name.startsWith('service-level') && detail !== 'closure')
}

function without(attention: readonly Signal[], name: SignalName): readonly Signal[] {
  return attention.filter((each) => each.name !== name)
}
