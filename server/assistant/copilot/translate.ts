import { z } from 'zod'
import type { Language } from '#shared/knowledge.ts'
import { languageOf } from '../../knowledge/index.ts'
import { Refusal } from '../../refusal.ts'
import { fromJson } from '../../store/json.ts'
import { withAddresses } from './addresses.ts'
import { atWork, type CopilotParts, type CopilotRequest, fromModel, refuseWithout } from './work.ts'

const translated = z.object({
  translation: z.string().max(16_000).describe('The translation, and nothing else.'),
})

const names = { en: 'English', zh: 'Simplified Chinese' }

/** A message in the agent's language, for them to read. Throws `not-found`, and `unavailable` without a model. */
export async function translateMessage(
  parts: CopilotParts,
  request: CopilotRequest & { messageId: string; to: Language },
): Promise<{ text: string }> {
  const { messageId, to, conversation } = request
  return atWork(parts, request, async (work) => {
    const text = await textOf(parts, conversation.id, messageId)
    work.tell('writing')
    const asked = await fromModel(work, (model) =>
      model.structured({
        specialist: 'answerer',
        system: [
          'You translate what somebody wrote in the chat of an online shop, for an employee who does not read their language.',
          `- Translate into ${names[to]}, faithfully: leave nothing out, soften nothing, add nothing, answer nothing.`,
          '- Keep figures, names, order numbers and links as they are.',
        ].join('\n'),
        data: { text },
        schema: translated,
        signal: work.signal,
      }),
    )
    if (asked.without !== undefined) return refuseWithout(asked.without)
    const translation = withAddresses(asked.answer.translation.trim(), text)
    if (!translation || languageOf(translation, to) !== to) return refuseWithout('model-refused')
    return { text: translation }
  })
}

async function textOf(parts: CopilotParts, conversationId: string, messageId: string): Promise<string> {
  const row = await parts.store.read
    .selectFrom('message')
    .innerJoin('event', (join) =>
      join
        .onRef('event.conversation_id', '=', 'message.conversation_id')
        .onRef('event.seq', '=', 'message.seq'),
    )
    .select('event.payload')
    .where('message.id', '=', messageId)
    .where('message.conversation_id', '=', conversationId)
    .executeTakeFirst()
  const { text = '' } = row ? fromJson<{ text?: string }>(row.payload) : {}
  if (text.trim() === '') throw new Refusal('not-found', 'There is no such message, or it has no words.')
  return text
}
