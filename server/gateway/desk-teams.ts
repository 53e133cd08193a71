import { may } from '#shared/people.ts'
import type { DeskAnswers, deskRequests } from '#shared/protocol.ts'
import {
  type ConversationParts,
  changeConversation,
  conversationOfWorkspace,
  helpersOf,
  transferConversation,
  transferToTeam,
} from '../conversation/index.ts'
import { moveToTeam, pullInTeam, releaseTeam, requireOpenTeam } from '../desk/index.ts'
import { listPeople, type SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'

type Requests = Pick<typeof deskRequests, 'conversation:transfer' | 'team:pull-in' | 'team:release'>
type Answers = Pick<DeskAnswers, keyof Requests>

/** How people at the desk bring in others: give a conversation on, or have a team help beside its owner. */
export function teamHandlers(
  signedIn: () => SignedIn,
  parts: ConversationParts,
): Handlers<Requests, Answers> {
  const { read } = parts.store

  async function admit(conversationId: string): Promise<SignedIn> {
    const { person, workspaceId } = signedIn()
    if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
    await conversationOfWorkspace(read, conversationId, workspaceId)
    return signedIn()
  }

  return {
    'conversation:transfer': async ({ personId, teamId, ...request }) => {
      const { person, workspaceId } = await admit(request.conversationId)
      if (teamId !== undefined) {
        const team = await requireOpenTeam(read, workspaceId, teamId)
        return transferToTeam(parts, { ...request, person }, (log) => moveToTeam(log, team, person.name))
      }
      const people = await listPeople(read, workspaceId)
      const to = people.find((each) => each.id === personId)
      if (to === undefined) throw new Refusal('not-found', 'This person does not exist.')
      return transferConversation(parts, { ...request, person, to })
    },
    'team:pull-in': async ({ conversationId, teamId }) => {
      const { person, workspaceId } = await admit(conversationId)
      const team = await requireOpenTeam(read, workspaceId, teamId)
      return changeConversation(parts, conversationId, async (log) => {
        pullInTeam(log, team, person.name)
        return { helpers: helpersOf(log.conversation) }
      })
    },
    'team:release': async ({ conversationId, team }) => {
      const { person } = await admit(conversationId)
      return changeConversation(parts, conversationId, async (log) => {
        releaseTeam(log, team, person.name)
        return { helpers: helpersOf(log.conversation) }
      })
    },
  }
}
