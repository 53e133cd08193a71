import type { HandoverReason } from '#shared/conversation.ts'
import {
  type ConversationParts,
  type ConversationRow,
  type OpenLog,
  postOwnMessage,
} from '../../conversation/index.ts'
import { type ProposalWords, proposalWords } from './words.ts'

/** What ends a proposal needs beside the log: people who can be called. */
export interface ProposalParts extends ConversationParts {
  isDeskOpen(conversation: Pick<ConversationRow, 'workspace_id' | 'site_key' | 'team_id'>): Promise<boolean>
  /** Puts the conversation before people, with the reply that the visitor is told of promised by a certain time. */
  handToPeople(
    log: OpenLog,
    handover: { reason: HandoverReason; summary: string },
    isDeskOpen: boolean,
  ): Promise<void>
}

/** Handovers that a proposal leads to: nobody decided in time, or what was approved could not be done. */
type CalledFor = { reason: 'policy' | 'tool-failure'; summary(words: ProposalWords): string }
export type CallPeople = (
  log: OpenLog,
  handover: Parameters<ProposalParts['handToPeople']>[1],
) => Promise<void>

/** The way to people, made ready before a transaction: whether somebody is there other nodes may have to say. */
export async function peopleFor(parts: ProposalParts, conversationId: string): Promise<CallPeople> {
  const conversation = await parts.store.read
    .selectFrom('conversation')
    .select(['workspace_id', 'site_key', 'team_id'])
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const isOpen = await parts.isDeskOpen(conversation)
  return (log, handover) => parts.handToPeople(log, handover, isOpen)
}

/**
 * Tells the visitor what became of a proposal, in the transaction that made it so: never twice, never untrue. Where a
 * person has taken over the assistant says nothing more (invariant 8), so the word is the system's. A conversation
 * that was resolved meanwhile is resolved again afterwards, unless a person must look.
 */
export async function tellVisitor(
  log: OpenLog,
  say: (words: ProposalWords) => string,
  call?: CalledFor & { people: CallPeople },
): Promise<void> {
  const wasResolved = log.conversation.status === 'resolved'
  if (wasResolved) log.append({ type: 'conversation:reopened' })
  const locale = log.conversation.language === 'zh' ? 'zh' : 'en'
  const words = proposalWords[locale]
  await postOwnMessage(log, {
    sender: log.conversation.status === 'automated' ? 'assistant' : 'system',
    text: say(words),
    locale,
  })
  if (call)
    await call.people(log, { reason: call.reason, summary: call.summary(words).slice(0, 600).toWellFormed() })
  else if (wasResolved) log.append({ type: 'conversation:resolved' })
}
