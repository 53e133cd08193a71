import type { ConversationStatus, HandoverReason } from '#shared/conversation.ts'
import { nearShare } from '#shared/service-levels.ts'
import type { Signal, SignalName, WatchAct } from '#shared/watch.ts'
import { isForSupervisor, isOfOneReply, priorityOf } from '#shared/watch.ts'

interface WatchRule {
  /** From here on the signal is on; minutes, counts or shares as the signal has it. */
  threshold: number
  /** Where the assistant leads, it hands over for this reason. */
  handOver?: HandoverReason
  /** Pulls in a second team: the one the responsibility list names for the topic. */
  joinTeam?: true
}

/**
 * What the watcher does about each signal. How far forward a signal brings a conversation, and whether a supervisor is
 * told of it, stands in shared/watch.ts, for the console goes by it too.
 * Thresholds in minutes lie inside the service levels, so that there is time left to keep them.
 */
export const watchRules: Readonly<Record<SignalName, WatchRule>> = {
  risk: { threshold: 1, handOver: 'safety', joinTeam: true },
  anger: { threshold: 0.5, handOver: 'negative-sentiment' },
  // The mean of the last three messages.
  'mood-falling': { threshold: 0.6, handOver: 'negative-sentiment' },
  // For the third time, that is; misses of the case file count in.
  'going-in-circles': { threshold: 2, handOver: 'repeated-failure' },
  'silence-after-answer': { threshold: 10 },
  'visitor-waiting': { threshold: 5 },
  'agent-silent': { threshold: 10 },
  'unassigned-too-long': { threshold: 15 },
  // Shares of the level.
  'service-level-near': { threshold: nearShare },
  'service-level-breached': { threshold: 1, joinTeam: true },
}

/** The same signal brings nothing about again for this long, in milliseconds. */
export const cooldown = 15 * 60_000

/** What follows from signals that have just come up. Only what the assistant leads is handed over. */
export function actsFor(signals: readonly Signal[], status: ConversationStatus): WatchAct[] {
  const rules = signals.map(({ name }) => watchRules[name])
  // Another team is asked in for a conversation that goes wrong, not for one late reply in it.
  const mayJoin = signals.filter((each) => !isOfOneReply(each)).map(({ name }) => watchRules[name])
  const acts: WatchAct[] = []
  if (status === 'automated' && rules.some(({ handOver }) => handOver)) acts.push('hand-over')
  if (priorityOf(signals) > 0) acts.push('raise-priority')
  if (mayJoin.some(({ joinTeam }) => joinTeam)) acts.push('join-team')
  if (isForSupervisor(signals)) acts.push('tell-supervisor')
  return acts
}
