import type { FloorAnswers } from '#shared/floor.ts'
import type { floorRequests } from '#shared/floor-requests.ts'
import { may } from '#shared/people.ts'
import { type ConversationParts, conversationOfWorkspace, moveConversation } from '../conversation/index.ts'
import { moveToQueue, readFloor, stepIn, whisper } from '../desk/floor/index.ts'
import { requireOpenTeam } from '../desk/index.ts'
import { listPeople, type SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'
import type { Report } from './answer.ts'
import type { DeskPresence } from './desk-presence.ts'
import { tellMention } from './desk-tools.ts'
import type { Live } from './live.ts'

interface FloorGatewayParts extends ConversationParts {
  live: Live
  presence: Pick<DeskPresence, 'isHere'>
  report: Report
}

/** What supervisors see of the desk, and do to what others have. */
export function floorHandlers(
  signedIn: () => SignedIn,
  parts: FloorGatewayParts,
): Handlers<typeof floorRequests, FloorAnswers> {
  const { read } = parts.store

  function admit(): SignedIn {
    const current = signedIn()
    if (!may(current.person.role, 'floor')) throw new Refusal('forbidden', 'Your role may not do this.')
    return current
  }

  async function admitTo(conversationId: string): Promise<SignedIn> {
    const current = admit()
    await conversationOfWorkspace(read, conversationId, current.workspaceId)
    return current
  }

  return {
    'floor:read': async ({ since }) => {
      const { workspaceId } = admit()
      const people = await listPeople(read, workspaceId)
      const { isHere } = parts.presence
      return readFloor(read, { workspaceId, people, since, now: parts.now(), isHere })
    },
    'floor:step-in': async (request) => {
      const { person } = await admitTo(request.conversationId)
      return stepIn(parts, { ...request, person })
    },
    'floor:reassign': async ({ conversationId, fence, personId, teamId }) => {
      const { person, workspaceId } = await admitTo(conversationId)
      if (teamId !== undefined) {
        const team = await requireOpenTeam(read, workspaceId, teamId)
        return moveToQueue(parts, { conversationId, fence, person, team })
      }
      const to = (await listPeople(read, workspaceId)).find(({ id }) => id === personId)
      if (to === undefined) throw new Refusal('not-found', 'This person does not exist.')
      return moveConversation(parts, { conversationId, fence, by: person, to })
    },
    'floor:whisper': async (request) => {
      const { person, workspaceId } = await admitTo(request.conversationId)
      const whispered = await whisper(parts, { ...request, person })
      const { conversationId } = request
      tellMention(parts, whispered.to.id, { conversationId, seq: whispered.seq, workspaceId })
      return whispered
    },
  }
}
