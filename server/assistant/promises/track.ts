import { openPromises, promiseAfter } from '#shared/case/promise.ts'
import { type ConversationParts, caseOf, changeConversation, updateCase } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { type FollowUp, followUpOn, mostOpen } from './make.ts'

/**
 * A person says that this was promised by this time: read in a message, or written by hand. From here on it is due
 * work. Asked for again it answers as the first time; throws `conflict` where it has ended, `invalid` for a past time.
 */
export async function trackPromise(
  parts: ConversationParts,
  request: {
    conversationId: string
    promiseId: string
    text: string
    dueAt: number
    person: string
    followUp: FollowUp
  },
): Promise<{ seq: number }> {
  const { promiseId: id, text, dueAt, person } = request
  return changeConversation(parts, request.conversationId, async (log) => {
    const { promises } = caseOf(log.conversation)
    const known = promises.find((each) => each.id === id)
    if (known?.state === 'open' && known.dueAt === dueAt) return { seq: log.conversation.head }
    if (promiseAfter(known?.state, 'make') === undefined) {
      throw new Refusal('conflict', 'This promise was settled meanwhile; nothing was changed.')
    }
    if (dueAt <= log.at) throw new Refusal('invalid', 'A promise is due at a time still to come.')
    if (openPromises(promises).length >= mostOpen) {
      throw new Refusal('conflict', 'Too many promises are open in this conversation.')
    }
    const made = { subject: 'deed', by: 'agent', text, dueAt } as const
    const { seq } = updateCase(log, { person, promises: [{ id, change: 'make', ...made }] })
    await followUpOn(log, { id, dueAt, madeAt: log.at }, request.followUp)
    return { seq }
  })
}

/** A person says that a promise was kept, or that it was none. Throws `conflict` where it has ended already. */
export async function settlePromise(
  parts: ConversationParts,
  request: { conversationId: string; promiseId: string; outcome: 'kept' | 'dropped'; person: string },
): Promise<{ seq: number }> {
  const change = request.outcome === 'kept' ? 'keep' : 'drop'
  return changeConversation(parts, request.conversationId, async (log) => {
    const known = caseOf(log.conversation).promises.find(({ id }) => id === request.promiseId)
    if (known === undefined) throw new Refusal('not-found', 'This promise does not exist.')
    if (known.state === request.outcome) return { seq: log.conversation.head }
    if (promiseAfter(known.state, change) === undefined) {
      throw new Refusal('conflict', 'This promise was settled meanwhile; nothing was changed.')
    }
    return updateCase(log, { person: request.person, promises: [{ id: known.id, change }] })
  })
}
