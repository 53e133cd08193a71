import { type OpenLog, postOwnMessage, queueForPeople } from '../../conversation/index.ts'
import { type ProposalWords, proposalWords } from './words.ts'

/** Handovers that a proposal leads to: nobody decided in time, or what was approved could not be done. */
type CalledFor = 'policy' | 'tool-failure'

/**
 * Tells the visitor what became of a proposal, in the transaction that made it so: never twice, never untrue. Where a
 * person has taken over the assistant says nothing more (invariant 8), so the word is the system's. A conversation
 * that was resolved meanwhile is resolved again afterwards, unless a person must look.
 */
export async function tellVisitor(
  log: OpenLog,
  say: (words: ProposalWords) => string,
  callFor?: CalledFor,
): Promise<void> {
  const wasResolved = log.conversation.status === 'resolved'
  if (wasResolved) log.append({ type: 'conversation:reopened' })
  const locale = log.conversation.language === 'zh' ? 'zh' : 'en'
  await postOwnMessage(log, {
    sender: log.conversation.status === 'automated' ? 'assistant' : 'system',
    text: say(proposalWords[locale]),
    locale,
  })
  if (callFor) queueForPeople(log, callFor)
  else if (wasResolved) log.append({ type: 'conversation:resolved' })
}
