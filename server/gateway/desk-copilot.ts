import type { Citation } from '#shared/conversation.ts'
import type { Cite, CopilotAnswers } from '#shared/copilot.ts'
import type { copilotRequests } from '#shared/copilot-requests.ts'
import { may } from '#shared/people.ts'
import type { DeskFacts } from '#shared/protocol.ts'
import {
  abilitiesOf,
  type CopilotParts,
  type CopilotRequest,
  citeArticles,
  draftReply,
  findArticles,
  keepSentDraft,
  nextSteps,
  rewriteText,
  sentDraftOf,
  summarise,
  translateMessage,
} from '../assistant/index.ts'
import type { Budget, Limit } from '../cluster/limits.ts'
import { conversationOfWorkspace, type OpenLog, type Posted } from '../conversation/index.ts'
import type { SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'

export interface CopilotGatewayParts extends CopilotParts {
  limit: Limit
}

/** What an agent asks the copilot for: about conversations of their workspace only, and nothing of it acts. */
export function copilotHandlers(
  signedIn: () => SignedIn,
  parts: CopilotGatewayParts,
  tell: (progress: Parameters<DeskFacts['copilot:progress']>[0]) => void,
): Handlers<typeof copilotRequests, CopilotAnswers> {
  async function admit(conversationId: string, budget: Budget = 'copilot'): Promise<CopilotRequest> {
    const { person, workspaceId } = signedIn()
    requirePermission(signedIn())
    await parts.limit(budget, person.id)
    const conversation = await conversationOfWorkspace(parts.store.read, conversationId, workspaceId)
    return { conversation, personId: person.id, tell: (state) => tell({ conversationId, state }) }
  }
  return {
    'copilot:abilities': async () => {
      requirePermission(signedIn())
      return abilitiesOf(parts, signedIn().workspaceId)
    },
    'copilot:draft': async ({ conversationId }) => draftReply(parts, await admit(conversationId)),
    'copilot:rewrite': async ({ conversationId, text, style }) => {
      const agent = signedIn().person.name
      return rewriteText(parts, { ...(await admit(conversationId)), text, style, agent })
    },
    'copilot:summarise': async ({ conversationId, language }) =>
      summarise(parts, { ...(await admit(conversationId)), language }),
    'copilot:next-step': async ({ conversationId, language }) =>
      nextSteps(parts, { ...(await admit(conversationId)), language }),
    'copilot:articles': async ({ conversationId, query, language }) =>
      findArticles(parts, { ...(await admit(conversationId, 'copilotSearch')), query, language }),
    'copilot:translate': async ({ conversationId, messageId, to }) =>
      translateMessage(parts, { ...(await admit(conversationId)), messageId, to }),
  }
}

/** What of a message that is about to be sent the copilot brought: articles it cites, and the draft it began as. */
export async function copilotShareOf(
  parts: CopilotParts,
  { person, workspaceId }: SignedIn,
  message: {
    conversationId: string
    text: string
    draftId?: string | undefined
    cites?: readonly Cite[] | undefined
  },
): Promise<{ citations?: Citation[] | undefined; keep(log: OpenLog, posted: Posted): Promise<void> }> {
  const { draftId, cites, ...sent } = message
  const draft =
    draftId === undefined
      ? undefined
      : await sentDraftOf(parts.store.read, { ...sent, draftId, personId: person.id })
  return {
    citations: await citeArticles(parts, workspaceId, cites),
    keep: async (log, posted) => {
      if (draft) await keepSentDraft(log, posted, draft)
    },
  }
}

function requirePermission({ person }: SignedIn): void {
  if (!may(person.role, 'conversations')) throw new Refusal('forbidden', 'Your role may not do this.')
}
