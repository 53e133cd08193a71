import type { ActAnswers, actRequests } from '#shared/act-requests.ts'
import { may } from '#shared/people.ts'
import { dropReplies } from '../assistant/index.ts'
import {
  type ConversationParts,
  type ConversationRow,
  conversationOfWorkspace,
} from '../conversation/index.ts'
import {
  blockVisitor,
  duplicatesOf,
  mergeConversations,
  prioritiseConversation,
  refuseOpenProposals,
  snoozeConversation,
  tagConversation,
  unblockVisitor,
  wakeConversation,
} from '../desk/index.ts'
import type { SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'

/** What people at the desk do to a conversation beside talking in it. */
export function actHandlers(
  signedIn: () => SignedIn,
  parts: ConversationParts,
): Handlers<typeof actRequests, ActAnswers> {
  async function admit(conversationId: string): Promise<ConversationRow> {
    const { person, workspaceId } = signedIn()
    if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
    return conversationOfWorkspace(parts.store.read, conversationId, workspaceId)
  }
  const by = () => signedIn().person.name
  const blocker = () => ({ ...signedIn().person, isSupervisor: may(signedIn().person.role, 'blocks') })

  return {
    'conversation:tag': async (request) => {
      await admit(request.conversationId)
      return tagConversation(parts, { ...request, by: by() })
    },
    'conversation:prioritise': async ({ conversationId, level }) => {
      await admit(conversationId)
      const set = level === 'none' ? null : level
      return prioritiseConversation(parts, { conversationId, level: set, by: by() })
    },
    'conversation:snooze': async (request) => {
      await admit(request.conversationId)
      return snoozeConversation(parts, { ...request, person: signedIn().person })
    },
    'conversation:wake': async (request) => {
      await admit(request.conversationId)
      return wakeConversation(parts, { ...request, person: signedIn().person })
    },
    'conversation:duplicates': async ({ conversationId }) => ({
      conversations: await duplicatesOf(parts.store.read, await admit(conversationId)),
    }),
    'conversation:merge': async ({ conversationId, fence, otherId, otherFence }) => {
      const [one, other] = await Promise.all([admit(conversationId), admit(otherId)])
      const fences = { [one.id]: fence, [other.id]: otherFence }
      return mergeConversations(parts, { one, other, fences, person: signedIn().person }, async (log) => {
        dropReplies(log, by())
        await refuseOpenProposals(log, by())
      })
    },
    'visitor:block': async (request) => {
      await admit(request.conversationId)
      return blockVisitor(parts, { ...request, person: blocker() })
    },
    'visitor:unblock': async (request) => {
      await admit(request.conversationId)
      return unblockVisitor(parts, { ...request, person: blocker() })
    },
  }
}
