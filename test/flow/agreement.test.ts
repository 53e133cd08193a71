import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestVisitor } from '../support/clients.ts'
import { turnsOf } from '../support/turns.ts'

// A yes agrees to what the visitor was shown right before it, and to nothing else.

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const conversationOf = (visitor: TestVisitor): string =>
  visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId

async function eventsOf(conversationId: string, type: string): Promise<Untyped[]> {
  const rows = await app.store.read
    .selectFrom('event')
    .select(['payload', 'seq'])
    .where('conversation_id', '=', conversationId)
    .where('type', '=', type)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...JSON.parse(String(row.payload)), seq: row.seq }))
}

test('a yes after people had the conversation starts nothing that was shown before them', async () => {
  const visitor = await connectVisitor(app.base)
  const terms = await visitor.saysAndHears(
    'I want to return order NL-100310, maeve.obrien@example.net, wrong size',
  )
  expect(terms.text).toMatch(/Shall I start this return/)
  const conversationId = conversationOf(visitor)
  expect((await visitor.ask('handover:request', { conversationId })).ok).toBe(true)
  const desk = await connectDesk(app.base, (await app.signIn('agent')).token)
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const { fence } = await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  expect((await desk.ask('conversation:hand-back', { conversationId, fence })).ok).toBe(true)
  await visitor.event((event) => event.type === 'conversation:handed-back')
  await visitor.saysAndHears('yes')
  expect(await eventsOf(conversationId, 'action:done')).toEqual([])
  visitor.close()
  desk.close()
})

test('a second yes while the first is being done is told that it is done', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('I want to return order NL-100418, hannah.fischer@example.net, wrong size')
  const conversationId = conversationOf(visitor)
  const send = () => visitor.ask('message:send', { id: randomUUID(), conversationId, text: 'yes' })
  await send()
  await visitor.fact('answer:progress', (fact) => fact.state === 'acting')
  const second = await send()
  const isAnswered = (turn: Untyped) => turn.question >= second.seq && turn.outcome !== 'superseded'
  await expect.poll(async () => (await turnsOf(app, visitor)).some(isAnswered), { timeout: 5_000 }).toBe(true)
  const turns = (await turnsOf(app, visitor)).slice(1)
  expect(turns.map((turn) => turn.rule?.name)).toEqual(turns.map(() => 'tool-done'))
  expect(await eventsOf(conversationId, 'action:done')).toHaveLength(1)
  visitor.close()
})
