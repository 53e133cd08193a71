import type { Language } from '#shared/knowledge.ts'
import { type ResponsibilityList, rowFor } from '#shared/responsibility.ts'
import { priorityOf, type Signal, type SignalName } from '#shared/watch.ts'
import {
  attentionOf,
  type ConversationRow,
  caseOf,
  eventsBetween,
  helpersOf,
  type OpenLog,
  postOwnMessage,
  updateCase,
} from '../../conversation/index.ts'
import type { Reading } from '../../store/store.ts'
import { type FollowUp, handToPeople } from '../promises/make.ts'
import { memory, summaryOf } from '../question.ts'
import { handOver } from '../responsible.ts'
import type { CaseFile } from '../turn.ts'
import type { Look } from './look.ts'
import { watchRules } from './rules.ts'

/** The team of the desk that has this name, where one has. */
export type TeamNamed = (
  read: Reading,
  workspaceId: string,
  name: string,
) => Promise<{ id: string } | undefined>

/** Puts what came up on the record, and does what follows from it. */
export async function act(
  log: OpenLog,
  { signals, calmed, acts, breaches }: Look,
  parts: {
    isDeskOpen: boolean
    responsibilities: ResponsibilityList
    followUp: FollowUp
    teamNamed: TeamNamed | undefined
  },
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
  if (joining) {
    const known = await parts.teamNamed?.(log.writing, conversation.workspace_id, joining.team)
    log.append({ type: 'team:joined', ...joining, ...(known && { teamId: known.id }) })
  }
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
  const isThere = helpersOf(conversation).some(({ name }) => name === team)
  return isThere ? undefined : { team, reason: signal.name }
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
