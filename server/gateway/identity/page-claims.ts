import { mostPageEvents, type PageContext } from '#shared/page-claims.ts'
import { toJson } from '../../store/json.ts'
import type { Store } from '../../store/store.ts'

/** Keeps what the page says of itself with the visitor, in place of what it said before. */
export async function keepContext(store: Store, visitorId: string, context: PageContext): Promise<void> {
  await store.write((writing) =>
    writing
      .updateTable('visitor')
      .set({ context: toJson(context) })
      .where('id', '=', visitorId)
      .execute(),
  )
}

/** Keeps the number of the order that the page says the visitor looks at. It proves nothing. */
export async function keepOrder(store: Store, visitorId: string, number: string): Promise<void> {
  await store.write((writing) =>
    writing.updateTable('visitor').set({ order_number: number }).where('id', '=', visitorId).execute(),
  )
}

/** Keeps one event of the page, and forgets the oldest beyond `mostPageEvents`. */
export async function keepEvent(
  store: Store,
  visitorId: string,
  event: { name: string; data: PageContext; at: number },
): Promise<void> {
  await store.write(async (writing) => {
    // Holding the visitor gives two events of two tabs two numbers.
    await writing
      .updateTable('visitor')
      .set((each) => ({ created_at: each.ref('created_at') }))
      .where('id', '=', visitorId)
      .execute()
    const last = await writing
      .selectFrom('visitor_event')
      .select('number')
      .where('visitor_id', '=', visitorId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    const number = (last?.number ?? 0) + 1
    const { name, data, at } = event
    await writing
      .insertInto('visitor_event')
      .values({ visitor_id: visitorId, number, at, name, data: toJson(data) })
      .execute()
    await writing
      .deleteFrom('visitor_event')
      .where('visitor_id', '=', visitorId)
      .where('number', '<=', number - mostPageEvents)
      .execute()
  })
}
