import { randomUUID } from 'node:crypto'
import { afterBusinessTime } from '#shared/business-time.ts'
import { type CasePromise, openPromises } from '#shared/case/promise.ts'
import type { HandoverReason } from '#shared/conversation.ts'
import { isOpenAt } from '#shared/hours.ts'
import { caseOf, type OpenLog, queueForPeople, rulesOf, updateCase } from '../../conversation/index.ts'
import { askForWork } from '../../store/due-work.ts'

/** When follow-up becomes active, in milliseconds. */
export interface FollowUp {
  /** People are warned this long before a promise is due, or a tenth of its time where that is shorter. */
  warnBefore: number
  /** A question of ours that nobody answers is asked about once after this long… */
  chaseAfter: number
  /** …and the conversation ends, unresolved, this long after that. */
  closeAfter: number
}

const minute = 60_000
export const followUpDefaults: FollowUp = {
  warnBefore: 30 * minute,
  chaseAfter: 10 * minute,
  closeAfter: 30 * minute,
}

/** The most that bind at a time in one conversation (invariant 15). */
export const mostOpen = 10

/**
 * Hands a visitor to people. Whoever does that says that a person will answer: a promise, due with the service level for
 * the first answer, or with the one for closing where the hours are open and nobody is at the desk to keep the first.
 * Both run in business time, as the clocks of the levels themselves do.
 */
export async function handToPeople(
  log: OpenLog,
  handover: { reason: HandoverReason; summary: string | undefined },
  parts: { followUp: FollowUp; isDeskOpen: boolean },
): Promise<void> {
  const { status } = log.conversation
  if (status === 'queued' || status === 'assigned') return
  const { conversation, writing, at } = log
  const { hours, levels } = (await rulesOf(writing, conversation, [conversation.team_id]))(
    conversation.team_id,
  )
  const level = parts.isDeskOpen || !isOpenAt(hours, at) ? levels.answer : levels.closure
  // Hours that never come keep no promise; then it is due as if they were open.
  const dueAt = afterBusinessTime(hours, at, level) ?? at + level
  const id = randomUUID()
  queueForPeople(log, handover.reason, handover.summary, { id, dueAt })
  await followUpOn(log, { id, dueAt, madeAt: log.at }, parts.followUp)
}

/** Makes a promise due work: first the warning, then its time. Durable with the promise itself. */
export async function followUpOn(
  log: OpenLog,
  promise: { id: string; dueAt: number; madeAt: number },
  followUp: FollowUp,
): Promise<void> {
  await askForWork(log.writing, {
    // The conversation belongs to it: a promise written by hand has its id from a client.
    key: `promise:${log.conversation.id}:${promise.id}`,
    kind: 'promise',
    payload: { conversationId: log.conversation.id, promiseId: promise.id },
    dueAt: warningOf(promise, followUp),
  })
}

/** When people are warned. */
export function warningOf(
  { dueAt, madeAt }: { dueAt: number; madeAt: number },
  { warnBefore }: Pick<FollowUp, 'warnBefore'>,
): number {
  return Math.max(madeAt, Math.round(dueAt - Math.min(warnBefore, (dueAt - madeAt) / 10)))
}

/** The promises of a reply that still bind. */
export function openReplies(log: OpenLog): CasePromise[] {
  return openPromises(caseOf(log.conversation).promises).filter(({ subject }) => subject === 'reply')
}

/**
 * A person ends the conversation or gives it back to the assistant: nobody waits for a person's reply any more. What
 * else was promised is due all the same.
 */
export function dropReplies(log: OpenLog, person: string): void {
  const promises = openReplies(log).map(({ id }) => ({ id, change: 'drop' as const }))
  if (promises.length > 0) updateCase(log, { person, promises })
}
