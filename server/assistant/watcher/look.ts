import type { LogEvent } from '#shared/conversation.ts'
import type { ClockRules } from '#shared/service-clock.ts'
import { type Breach, retimed, type ServiceClocks } from '#shared/service-clocks.ts'
import { serviceLevels } from '#shared/service-levels.ts'
import type { Signal, SignalName, WatchAct } from '#shared/watch.ts'
import { type ConversationRow, clocksOf, eventsBetween, rulesOf } from '../../conversation/index.ts'
import { fromJson } from '../../store/json.ts'
import type { Reading } from '../../store/store.ts'
import { actsFor } from './rules.ts'
import { emptyState, type TimedClocks, type WatchState } from './state.ts'
import { keyOf, watch } from './watch.ts'

/** What came of all events since the last look. */
export interface Look {
  state: WatchState
  /** The newest event seen. */
  seq: number
  signals: Signal[]
  calmed: SignalName[]
  acts: WatchAct[]
  breaches: Breach[]
  nextAt: number | undefined
  /** The clocks, where the rules they run by have changed since the last event. */
  clocks?: ServiceClocks | undefined
}

/** Looks at a conversation as it stands, from where the last look ended. */
export async function lookAt(read: Reading, conversation: ConversationRow, now: number): Promise<Look> {
  const kept = await read
    .selectFrom('watch_state')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirst()
  const after = kept?.seq ?? 0
  const events =
    after < conversation.head ? await eventsBetween(read, conversation.id, after, conversation.head) : []
  const before = kept ? { ...emptyState, ...fromJson<Partial<WatchState>>(kept.state) } : emptyState
  const clocks = clocksOf(conversation)
  const rules = await rulesFor(read, conversation, clocks)
  const timed: TimedClocks = { clocks: retimed(clocks, rules), rules }
  const look = lookOver(before, events, { now, seq: conversation.head, timed })
  return timed.clocks === clocks ? look : { ...look, clocks: timed.clocks }
}

/** Most conversations have no clock, and need nobody's hours. */
async function rulesFor(
  read: Reading,
  conversation: ConversationRow,
  { teamId, closure }: ServiceClocks,
): Promise<ClockRules> {
  if (closure === undefined) return { hours: undefined, levels: serviceLevels }
  return (await rulesOf(read, conversation, [teamId]))(teamId)
}

/** All that came up in these events and still stands, as one judgement. Pure. */
export function lookOver(
  before: WatchState,
  events: readonly LogEvent[],
  { now, seq, timed }: { now: number; seq: number; timed: TimedClocks },
): Look {
  let state = before
  const signals = new Map<string, Signal>()
  const calmed = new Set<SignalName>()
  const breaches: Breach[] = []
  let nextAt: number | undefined
  for (const event of [...events, { type: 'look' } as const]) {
    const seen = event.type === 'look' ? watch(state, event, now, timed) : watch(state, event, event.at)
    state = seen.state
    nextAt = seen.nextAt
    breaches.push(...seen.breaches)
    for (const signal of seen.signals) signals.set(keyOf(signal), signal)
    for (const name of seen.calmed) if (!signals.delete(name)) calmed.add(name)
    // What a colleague has settled before anybody looked is no news.
    if (event.type === 'conversation:resolved' || event.type === 'conversation:handed-back') signals.clear()
  }
  const raised = [...signals.values()]
  for (const { name } of raised) calmed.delete(name)
  const acts = actsFor(raised, state.status)
  return { state, seq, signals: raised, calmed: [...calmed], acts, breaches, nextAt }
}
