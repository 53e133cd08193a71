import type { TestApp, Untyped } from './app.ts'
import { connectVisitor, type TestClient } from './clients.ts'

const askForPerson = { en: 'I want to talk to a real person', zh: '转人工' }

/** A conversation in which a visitor has said these things to the assistant, and then asked for a person. */
export async function waitingTalk(
  app: TestApp,
  said: readonly string[],
  locale: 'en' | 'zh-CN' = 'en',
): Promise<string> {
  const visitor = await connectVisitor(app.base, { locale })
  for (const text of said) await visitor.saysAndHears(text)
  const { conversationId } = await visitor.say(askForPerson[locale === 'en' ? 'en' : 'zh'])
  await visitor.event((event) => event.type === 'conversation:queued')
  visitor.close()
  return conversationId
}

/** Takes a waiting conversation; answers the fence that its owner sends with. */
export async function accepted(desk: TestClient, conversationId: string): Promise<number> {
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  const taken: Untyped = await desk.ask('conversation:accept', { conversationId, fence: conversation.fence })
  if (!taken.ok) throw taken
  return taken.fence
}
