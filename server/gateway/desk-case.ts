import { may } from '#shared/people.ts'
import type { DeskAnswers, deskRequests } from '#shared/protocol.ts'
import {
  correctFact,
  type FollowUp,
  followUpDefaults,
  settlePromise,
  trackPromise,
} from '../assistant/index.ts'
import { type ConversationParts, conversationOfWorkspace } from '../conversation/index.ts'
import type { SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'

export interface CaseGatewayParts extends ConversationParts {
  followUp?: FollowUp
}

type Requests = Pick<typeof deskRequests, 'case:correct' | 'promise:track' | 'promise:settle'>
type Answers = Pick<DeskAnswers, keyof Requests>

/** What people at the desk do with the case file. Whoever owns the conversation: a fact is true for all. */
export function caseHandlers(signedIn: () => SignedIn, parts: CaseGatewayParts): Handlers<Requests, Answers> {
  async function admit(conversationId: string): Promise<string> {
    const { person, workspaceId } = signedIn()
    if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
    await conversationOfWorkspace(parts.store.read, conversationId, workspaceId)
    return person.name
  }
  return {
    'case:correct': async ({ value, ...request }) =>
      correctFact(parts, {
        ...request,
        value: value === '' ? null : value,
        person: await admit(request.conversationId),
      }),
    'promise:track': async (request) =>
      trackPromise(parts, {
        ...request,
        person: await admit(request.conversationId),
        followUp: parts.followUp ?? followUpDefaults,
      }),
    'promise:settle': async (request) =>
      settlePromise(parts, { ...request, person: await admit(request.conversationId) }),
  }
}
