import { randomUUID } from 'node:crypto'
import { toJson } from '#server/store/json.ts'
import type { Attachment } from '#shared/attachment.ts'
import type { EventDraft } from '#shared/conversation.ts'
import type { TestApp } from '../app.ts'
import type { Words } from './words.ts'

/** The conversation that a visitor of the demo shop had last. Throws where there is none. */
export async function newestConversation(app: TestApp): Promise<{ id: string; head: number }> {
  return app.store.read
    .selectFrom('conversation')
    .select(['id', 'head'])
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
}

/** Puts a conversation in the place of what was said, with one of everything that an assistant can show. */
export async function tell(app: TestApp, conversationId: string, words: Words): Promise<void> {
  const at = Date.now() - 90_000
  const drafts = draftsOf(words)
  await app.store.write(async (writing) => {
    await writing.deleteFrom('event').where('conversation_id', '=', conversationId).execute()
    await writing
      .insertInto('event')
      .values(
        drafts.map(({ type, ...payload }, index) => ({
          conversation_id: conversationId,
          seq: index + 1,
          at: at + index * 1_000,
          type,
          payload: toJson(payload),
        })),
      )
      .execute()
    await writing
      .updateTable('conversation')
      .set({ head: drafts.length })
      .where('id', '=', conversationId)
      .execute()
  })
}

function draftsOf(words: Words): EventDraft[] {
  const { locale, question, answer, sources, asked, order, products, compared, choices } = words
  const common = { type: 'message:posted' as const, locale }
  const visitor = (text: string, attachments?: Attachment[]): EventDraft => ({
    ...{ ...common, messageId: randomUUID(), sender: 'visitor', text },
    ...(attachments && { attachments }),
  })
  const assistant = (text: string, more: object = {}): EventDraft => ({
    ...{ ...common, messageId: randomUUID(), sender: 'assistant', name: words.assistant, text },
    ...more,
  })
  const money = (amount: number) => ({ amount, currency: 'EUR' })
  const [first, second] = products.map((name, index) => ({
    id: `p-${index}`,
    name,
    price: money(24_900 + index * 18_050),
    available: index ? ('low-stock' as const) : ('in-stock' as const),
  }))
  if (!first || !second) throw new Error('two products are compared')
  const facts = words.facts.map(([name, value]) => ({ name, value }))
  const actions = [{ deed: 'more' as const, says: words.more }]
  return [
    visitor(question),
    assistant(answer, {
      citations: sources.map((title, index) => ({
        articleId: `article-${index}`,
        title,
        passage: answer,
        url: 'https://shop.example/help',
      })),
    }),
    visitor(asked),
    assistant(order, {
      cards: [
        {
          kind: 'order',
          number: 'NL-100201',
          state: 'shipped',
          placedAt: Date.UTC(2026, 10, 12),
          items: products.map((name, index) => ({ name, quantity: index + 1, price: money(24_900) })),
          total: money(74_700),
          parcels: [
            {
              ...{ state: 'in-transit', carrier: 'PostNL', trackingNumber: '3SNLC0100201' },
              ...{ expectedFrom: '2026-11-23', expectedUntil: '2026-11-24' },
            },
          ],
          actions: [{ deed: 'track', says: words.more }],
        },
      ],
    }),
    assistant(compared, {
      cards: [first, second].map((product) => ({ kind: 'product', ...product, facts, actions })),
    }),
    assistant(compared, {
      cards: [
        {
          kind: 'comparison',
          products: [first, second],
          rows: words.facts.map(([name, value], index) => ({
            ...{ kind: 'fact', name, values: [value, index ? value : null], differs: index === 0 },
          })),
        },
      ],
    }),
    assistant(answer, { choices }),
  ]
}
