import { randomUUID } from 'node:crypto'
import { toJson } from '#server/store/json.ts'
import { cardSchema } from '#shared/card-schema.ts'
import type { Card } from '#shared/cards.ts'
import type { EventDraft } from '#shared/conversation.ts'
import type { TestApp } from './app.ts'
import { connectVisitor } from './clients.ts'
import { grouped } from './hostile-texts.ts'

/** A conversation on the record in which each text stands in every place that a stranger's words can come to. */
export interface HostileConversation {
  conversationId: string
  /** The visitor's, for a browser to go on with. */
  token: string
  texts: string[]
}

/** How many texts one conversation holds: four events each, and a snapshot has at most a thousand. */
export const textsPerConversation = 240

/** Puts the texts straight into the store, as if every rule at the edge had let them pass. */
export async function keepHostileConversation(app: TestApp, texts: string[]): Promise<HostileConversation> {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('Hello')
  await visitor.event((event) => event.type === 'message:posted' && event.sender === 'assistant')
  const { token, visitorId } = visitor
  visitor.close()
  const at = Date.now()
  const drafts = texts.flatMap((text, index) => draftsOf(text, index))
  await app.store.write(async (writing) => {
    await writing.deleteFrom('event').where('conversation_id', '=', conversationId).execute()
    for (const some of grouped(
      drafts.map((draft, index) => ({ draft, seq: index + 1 })),
      200,
    ))
      await writing
        .insertInto('event')
        .values(
          some.map(({ draft: { type, ...payload }, seq }) => ({
            conversation_id: conversationId,
            seq,
            at,
            type,
            payload: toJson(payload),
          })),
        )
        .execute()
    await writing
      .updateTable('conversation')
      // With a person: the assistant has nothing to say to what it finds there.
      .set({ head: drafts.length, status: 'assigned', assignee_name: 'Mia' })
      .where('id', '=', conversationId)
      .execute()
    const [first = ''] = texts
    const context = Object.fromEntries(texts.slice(0, 20).map((text, index) => [`${index}`, text]))
    await writing
      .updateTable('visitor')
      .set({
        page: toJson({ url: first, title: first, referrer: first }),
        context: toJson(context),
        order_number: first,
      })
      .where('id', '=', visitorId)
      .execute()
    const events = grouped(texts, Math.ceil(texts.length / 50))
    await writing
      .insertInto('visitor_event')
      .values(
        events.map((some, index) => ({
          visitor_id: visitorId,
          number: index + 1,
          at: at + index,
          name: some[0] ?? '',
          data: toJson(Object.fromEntries(some.map((text, place) => [`${place}`, text]))),
        })),
      )
      .execute()
  })
  return { conversationId, token, texts }
}

function draftsOf(text: string, index: number): EventDraft[] {
  const cards = cardsOf(text)
  return [
    {
      type: 'message:posted',
      messageId: randomUUID(),
      sender: 'visitor',
      text,
      locale: 'en',
      attachments: [
        { id: `file-${index}`, name: text, type: 'application/pdf', size: 7, url: `/api/v1/none/${index}` },
      ],
    },
    {
      type: 'message:posted',
      messageId: randomUUID(),
      sender: 'assistant',
      name: text,
      text,
      locale: 'en',
      citations: [{ articleId: `a-${index}`, title: text, passage: text, url: text }],
      choices: [text],
      ...(cards.length > 0 && { cards }),
    },
    { type: 'message:posted', messageId: randomUUID(), sender: 'agent', name: text, text, locale: 'en' },
    index % 2
      ? { type: 'note:added', name: text, text }
      : { type: 'message:posted', messageId: randomUUID(), sender: 'system', text, locale: 'en' },
  ]
}

/** An order whose every word is this one, where the rules for cards let it in. */
function cardsOf(text: string): Card[] {
  const order: Card = {
    kind: 'order',
    number: text,
    state: 'paid',
    items: [{ name: text, quantity: 1 }],
    parcels: [{ state: 'in-transit', carrier: text, trackingNumber: text }],
    actions: [{ deed: 'status', says: text }],
  }
  return cardSchema.safeParse(order).success ? [order] : []
}
