import type { LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import { type ResponsibilityList, rowFor } from '#shared/responsibility.ts'
import { priorityOf, type Signal, type SignalName, type WatchAct } from '#shared/watch.ts'
import {
  attentionOf,
  type ConversationRow,
  caseOf,
  changeConversation,
  eventsBetween,
  type OpenLog,
  postOwnMessage,
  updateCase,
} from '../../conversation/index.ts'
import { type DueWork, finishWork, repeatWork } from '../../store/due-work.ts'
import { fromJson, toJson } from '../../store/json.ts'
import type { Reading, Writing } from '../../store/store.ts'
import { type FollowUp, followUpDefaults, handToPeople } from '../promises/make.ts'
import { memory, summaryOf } from '../question.ts'
import { handOver } from '../responsible.ts'
import type { CaseFile } from '../turn.ts'
import type { AssistantParts } from '../turns.ts'
import { actsFor, watchRules } from './rules.ts'
import { emptyState, type WatchState } from './state.ts'
import { type Breach, watch } from './watch.ts'

type WatcherParts = Pick<
  AssistantParts,
  'store' | 'announcer' | 'now' | 'isDeskOpen' | 'responsibilitiesOf' | 'followUp'
>

/** What came of all events since the last look. */
interface Look {
  state: WatchState
  /** The newest event seen. */
  seq: number
  signals: Signal[]
  calmed: SignalName[]
  acts: WatchAct[]
  breaches: Breach[]
  nextAt: number | undefined
}

/**
 * Looks at what happened in a conversation since the last look, and at the time that has passed. Mostly nothing comes
 * of it: then only the state is kept. What the watcher does goes through the log like everything else, in a transaction
 * of its own that also ends this run, so that a process killed at any point leaves the look due and nothing is done
 * twice.
 */
export async function runWatch(parts: WatcherParts, work: DueWork, owner: string): Promise<void> {
  const id = String(work.payload.conversationId)
  const { read } = parts.store
  const conversation = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (conversation === undefined) {
    await parts.store.write((writing) => finishWork(writing, work, owner))
    return
  }
  const look = await lookAt(read, conversation, parts.now())
  if (look.signals.length + look.calmed.length + look.breaches.length === 0) {
    await parts.store.write(async (writing) => {
      if (await endRun(writing, work, owner, look.nextAt)) await keepState(writing, id, look)
    })
    return
  }
  const workspaceId = conversation.workspace_id
  const [isDeskOpen, responsibilities] = await Promise.all([
    parts.isDeskOpen(conversation),
    parts.responsibilitiesOf(workspaceId),
  ])
  await changeConversation(parts, id, async (log) => {
    // Again, with whatever was appended meanwhile: from here on nothing more is.
    const held = await lookAt(log.writing, log.conversation, log.at)
    if (!(await endRun(log.writing, work, owner, held.nextAt))) return
    await keepState(log.writing, id, held)
    const followUp = parts.followUp ?? followUpDefaults
    await act(log, held, { isDeskOpen, responsibilities, followUp })
  })
}

async function lookAt(read: Reading, conversation: ConversationRow, now: number): Promise<Look> {
  const kept = await read
    .selectFrom('watch_state')
    .selectAll()
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirst()
  const after = kept?.seq ?? 0
  const events =
    after < conversation.head ? await eventsBetween(read, conversation.id, after, conversation.head) : []
  const before = kept ? { ...emptyState, ...fromJson<Partial<WatchState>>(kept.state) } : emptyState
  return lookOver(before, events, { now, seq: conversation.head })
}

/** All that came up in these events and still stands, as one judgement. Pure. */
export function lookOver(
  before: WatchState,
  events: readonly LogEvent[],
  { now, seq }: { now: number; seq: number },
): Look {
  let state = before
  const signals = new Map<SignalName, Signal>()
  const calmed = new Set<SignalName>()
  const breaches: Breach[] = []
  let nextAt: number | undefined
  for (const event of [...events, { type: 'look' } as const]) {
    const seen = watch(state, event, event.type === 'look' ? now : event.at)
    state = seen.state
    nextAt = seen.nextAt
    breaches.push(...seen.breaches)
    for (const signal of seen.signals) signals.set(signal.name, signal)
    for (const name of seen.calmed) if (!signals.delete(name)) calmed.add(name)
    // What a colleague has settled before anybody looked is no news.
    if (event.type === 'conversation:resolved' || event.type === 'conversation:handed-back') signals.clear()
  }
  const raised = [...signals.values()]
  for (const { name } of raised) calmed.delete(name)
  const acts = actsFor(raised, state.status)
  return { state, seq, signals: raised, calmed: [...calmed], acts, breaches, nextAt }
}

async function act(
  log: OpenLog,
  { signals, calmed, acts, breaches }: Look,
  parts: { isDeskOpen: boolean; responsibilities: ResponsibilityList; followUp: FollowUp },
): Promise<void> {
  for (const breach of breaches) log.append({ type: 'sla:breached', ...breach })
  if (signals.length + calmed.length === 0) return
  const { conversation } = log
  const joining = acts.includes('join-team') ? joiningTeam(conversation, signals, parts) : undefined
  const priority = priorityOf([...attentionOf(conversation), ...signals])
  // Only what really happens is on the record (invariant 14).
  const done = acts.filter(
    (each) =>
      (each !== 'join-team' || joining !== undefined) &&
      (each !== 'raise-priority' || priority > conversation.priority),
  )
  log.append({ type: 'watch:noted', signals, ...(calmed.length > 0 && { calmed }), acts: done })
  if (joining) log.append({ type: 'team:joined', ...joining })
  if (acts.includes('hand-over')) await handOverNow(log, signals, parts)
}

/** The team of the signal's own row (a risk has one), else of the conversation's topic; whoever is accountable, else. */
function joiningTeam(
  conversation: ConversationRow,
  signals: readonly Signal[],
  { responsibilities }: { responsibilities: ResponsibilityList },
): { team: string; reason: SignalName } | undefined {
  const signal = signals.find(({ name }) => watchRules[name].joinTeam)
  if (signal === undefined) return undefined
  const topic = signal.name === 'risk' ? signal.detail : topicOf(conversation)
  const row = rowFor(responsibilities, topic ?? '*')
  const team = row.team ?? row.accountable
  return team === conversation.team ? undefined : { team, reason: signal.name }
}

function topicOf(conversation: ConversationRow): string | undefined {
  const memory: CaseFile = caseOf(conversation).memory
  return memory.topic?.about
}

async function handOverNow(
  log: OpenLog,
  signals: readonly Signal[],
  { isDeskOpen, followUp }: { isDeskOpen: boolean; followUp: FollowUp },
): Promise<void> {
  const reason = signals.map(({ name }) => watchRules[name].handOver).find((each) => each !== undefined)
  if (reason === undefined || log.conversation.status !== 'automated') return
  const { id, head, language } = log.conversation
  const before = await eventsBetween(log.writing, id, head - memory, head)
  const asked = before.findLast((event) => event.type === 'message:posted' && event.sender === 'visitor')
  const { text, facts } = handOver(reason, language as Language, { isDeskOpen })
  await postOwnMessage(log, { sender: 'assistant', text, locale: language as Language })
  updateCase(log, { facts: { ...facts } })
  const summary =
    asked?.type === 'message:posted' ? summaryOf(asked.text, caseOf(log.conversation)) : undefined
  await handToPeople(log, { reason, summary }, { isDeskOpen, followUp })
}

async function endRun(
  writing: Writing,
  work: DueWork,
  owner: string,
  nextAt: number | undefined,
): Promise<boolean> {
  return nextAt === undefined ? finishWork(writing, work, owner) : repeatWork(writing, work, owner, nextAt)
}

async function keepState(writing: Writing, id: string, { state, seq }: Look): Promise<void> {
  const kept = { seq, state: toJson(state) }
  await writing
    .insertInto('watch_state')
    .values({ conversation_id: id, ...kept })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(kept))
    .execute()
}
