import type { TestApp, Untyped } from './app.ts'
import type { TestVisitor } from './clients.ts'

/** The turns of a visitor's conversation as the desk's record has them, oldest first. */
export async function turnsOf(app: TestApp, visitor: TestVisitor): Promise<Untyped[]> {
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  const rows = await app.store.read
    .selectFrom('event')
    .select(['seq', 'payload'])
    .where('conversation_id', '=', conversationId)
    .where('type', '=', 'turn:decided')
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ seq: row.seq, ...JSON.parse(String(row.payload)) }))
}

/** What one specialist recorded of a turn. */
export function stepOf(turn: Untyped, specialist: string): Untyped {
  return turn.steps.find((step: Untyped) => step.specialist === specialist)?.detail
}
