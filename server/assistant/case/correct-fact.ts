import { type ConversationParts, caseOf, changeConversation, updateCase } from '../../conversation/index.ts'
import { Refusal } from '../../refusal.ts'
import { countryOf } from './countries.ts'

/**
 * A person sets, corrects or removes a fact, and theirs holds from then on. `seen` is the `seq` of the fact they looked
 * at, 0 where there was none; throws `conflict` where it changed meanwhile, so that nobody overwrites what they have
 * not seen.
 */
export async function correctFact(
  parts: ConversationParts,
  request: { conversationId: string; name: string; value: string | null; seen: number; person: string },
): Promise<{ seq: number }> {
  const { name, seen, person } = request
  // Written as people write it, a country is kept as the code that every reader's catalogue has a name for.
  const value =
    name === 'country' && request.value ? (countryOf(request.value) ?? request.value) : request.value
  return changeConversation(parts, request.conversationId, async (log) => {
    const known = caseOf(log.conversation).facts.find((each) => each.name === name)
    if ((known?.seq ?? 0) !== seen) {
      throw new Refusal('conflict', 'This fact changed meanwhile; nothing was overwritten.')
    }
    if (value === null && (known === undefined || known.value === null)) {
      throw new Refusal('not-found', 'This fact is not in the case file.')
    }
    return updateCase(log, { person, learned: [{ name, value, source: 'agent' }] })
  })
}
