import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { words } from '#server/assistant/words.ts'
import { startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { type ModelServer, startModelServer } from '../support/model-server.ts'

let model: ModelServer
beforeAll(async () => {
  model = await startModelServer()
})
afterAll(() => model.close())

for (const withModel of [false, true]) {
  describe(`the assistant that is handed a conversation back, ${withModel ? 'with' : 'without'} a model`, () => {
    let app: TestApp
    let ana: TestClient
    beforeAll(async () => {
      app = await startTestApp({
        config: withModel
          ? { model: { provider: 'openai', name: 'stub', url: model.url, key: 'sk-test' } }
          : {},
      })
      ana = await connectDesk(app.base, (await app.signIn('agent')).token)
    })
    afterAll(async () => {
      ana.close()
      await app.close()
    })

    const idOf = (visitor: TestVisitor): string =>
      visitor.told.find((each) => each.name === 'conversation:appended')?.fact.conversationId

    async function watch(conversationId: string): Promise<Untyped> {
      return (await ana.ask('conversation:watch', { conversationId })).conversation
    }

    /** Ana takes the conversation, says this, and hands it back. */
    async function visitedByAna(conversationId: string, text: string): Promise<void> {
      const { fence: shown } = await watch(conversationId)
      const { fence } = await ana.ask('conversation:accept', { conversationId, fence: shown })
      const sent = await ana.ask('message:send', { id: randomUUID(), conversationId, text, fence })
      expect(sent.ok).toBe(true)
      expect((await ana.ask('conversation:hand-back', { conversationId, fence })).ok).toBe(true)
    }

    test.each([
      ['en', 'Good morning', 'We agreed that the parcel goes to your neighbour.'],
      ['zh', '你好', '我们说好包裹送到邻居家。'],
    ] as const)('greets nobody anew (%s)', async (language, greeting, agreed) => {
      const visitor = await connectVisitor(app.base, { locale: language })
      const first = await visitor.saysAndHears(language === 'en' ? 'Hello' : '您好')
      expect(first.text).toBe(words[language].greeting)
      await visitedByAna(idOf(visitor), agreed)
      const again = await visitor.saysAndHears(greeting)
      expect(again.text).toBe(words[language].here)
      visitor.close()
    })

    test('takes up nothing it had begun before: a yes to the person is no yes to the assistant', async () => {
      const visitor = await connectVisitor(app.base)
      // The assistant asks for the order; a person comes in between and asks something else.
      await visitor.saysAndHears('Where is my order?')
      const conversationId = idOf(visitor)
      expect((await watch(conversationId)).caseFile.memory.awaiting).toBe('order-proof')
      await visitedByAna(conversationId, 'May I send you the invoice by e-mail?')
      const { memory } = (await watch(conversationId)).caseFile
      expect(memory.awaiting ?? null).toBeNull()
      expect(memory.operation ?? null).toBeNull()
      const reply = await visitor.saysAndHears('yes please')
      expect(reply.text).not.toMatch(/order number|e-mail address/i)
      visitor.close()
    })

    test('knows what was agreed: facts and promises stay, and the person’s words are before it', async () => {
      const visitor = await connectVisitor(app.base)
      await visitor.saysAndHears('How long does delivery take?')
      const conversationId = idOf(visitor)
      const { fence: shown } = await watch(conversationId)
      const { fence } = await ana.ask('conversation:accept', { conversationId, fence: shown })
      await ana.ask('case:correct', { conversationId, name: 'delivery', value: 'to the neighbour', seen: 0 })
      const promiseId = randomUUID()
      const dueAt = Date.now() + 86_400_000
      const promise = { conversationId, promiseId, text: 'call the carrier', dueAt }
      expect((await ana.ask('promise:track', promise)).ok).toBe(true)
      const agreed = 'Your parcel goes to the neighbour, and I call the carrier tomorrow.'
      await ana.ask('message:send', { id: randomUUID(), conversationId, text: agreed, fence })
      await ana.ask('conversation:hand-back', { conversationId, fence })
      const { caseFile } = await watch(conversationId)
      expect(caseFile.facts.find((each: Untyped) => each.name === 'delivery')?.value).toBe('to the neighbour')
      expect(caseFile.promises.find((each: Untyped) => each.id === promiseId)?.state).toBe('open')
      const before = model.requests.length
      await visitor.saysAndHears('How do I return an item?')
      const { conversation } = await ana.ask('conversation:watch', { conversationId })
      const turn = conversation.events.findLast((event: Untyped) => event.type === 'turn:decided')
      expect(turn.outcome).toBe('answered')
      if (withModel) {
        const shownToModel = JSON.stringify(model.requests.slice(before))
        expect(shownToModel).toContain('I call the carrier tomorrow')
        expect(shownToModel).toContain('greet nobody again')
      }
      visitor.close()
    })

    test('a person who hands back at once is asked for again at once, and no turn is caught in between', async () => {
      const visitor = await connectVisitor(app.base)
      await visitor.saysAndHears('I want to talk to a real person')
      const conversationId = idOf(visitor)
      for (let times = 0; times < 3; times++) {
        const { fence: shown } = await watch(conversationId)
        const { fence } = await ana.ask('conversation:accept', { conversationId, fence: shown })
        expect((await ana.ask('conversation:hand-back', { conversationId, fence })).ok).toBe(true)
        await visitor.saysAndHears('I want to talk to a real person, please')
        expect((await watch(conversationId)).status).toBe('queued')
      }
      visitor.close()
    })
  })
}
