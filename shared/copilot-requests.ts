import { z } from 'zod'
import { mostCites, rewriteStyles } from './copilot.ts'
import { plain } from './text.ts'

/** The most of a text that is rewritten, in UTF-16 code units: as long as a message may be. */
const longestRewrite = 10_000

const anId = plain(64).min(1)
const conversationId = anId
/** The language of whoever reads the answer; left out, that of the conversation. */
const language = z.enum(['en', 'zh']).optional()

/** What an agent asks the copilot for. Nothing of it sends or changes anything. */
export const copilotRequests = {
  /** What the copilot can do here. */
  'copilot:abilities': z.object({}),
  'copilot:draft': z.object({ conversationId }),
  'copilot:rewrite': z.object({
    conversationId,
    text: plain(longestRewrite).refine((value) => value.trim() !== '', 'There is nothing to rewrite.'),
    style: z.enum(rewriteStyles),
  }),
  'copilot:summarise': z.object({ conversationId, language }),
  'copilot:next-step': z.object({ conversationId, language }),
  /** Without a query, what the visitor asks. */
  'copilot:articles': z.object({ conversationId, query: plain(400).trim().optional(), language }),
  /** A message of the visitor's, for the agent to read. */
  'copilot:translate': z.object({ conversationId, messageId: anId, to: z.enum(['en', 'zh']) }),
}

/** Beside a message of an agent: what of it the copilot brought. */
export const copilotShare = {
  /** The draft it began as. */
  draftId: anId.optional(),
  /** Articles that it quotes; the server cites them as the live release has them. */
  cites: z
    .array(z.object({ articleId: plain(200).min(1), language: z.enum(['en', 'zh']) }))
    .max(mostCites)
    .optional(),
}
