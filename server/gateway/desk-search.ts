import { asSeenAtDesk } from '#shared/conversation.ts'
import { may } from '#shared/people.ts'
import type { DeskAnswers, deskRequests } from '#shared/protocol.ts'
import { conversationOfWorkspace, eventsBefore } from '../conversation/index.ts'
import { searchConversations } from '../desk/index.ts'
import type { SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { Handlers } from './acknowledge.ts'

type Requests = Pick<typeof deskRequests, 'inbox:search' | 'conversation:earlier'>
type Answers = Pick<DeskAnswers, keyof Requests>

/** Finding what was said: in all conversations of the workspace, and further up in a long one. */
export function searchHandlers(
  signedIn: () => SignedIn,
  { store }: { store: Store },
): Handlers<Requests, Answers> {
  function admit(): string {
    const { person, workspaceId } = signedIn()
    if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
    return workspaceId
  }
  return {
    'inbox:search': async (request) => searchConversations(store, { ...request, workspaceId: admit() }),
    'conversation:earlier': async ({ conversationId, before }) => {
      await conversationOfWorkspace(store.read, conversationId, admit())
      const events = await eventsBefore(store.read, conversationId, before)
      const { person } = signedIn()
      const reader = { id: person.id, isSupervisor: may(person.role, 'floor') }
      return { events: events.map((event) => asSeenAtDesk(event, reader)) }
    },
  }
}
