import { randomUUID } from 'node:crypto'
import type { TestApp, Untyped } from './app.ts'
import { connectVisitor, type TestClient, type TestVisitor } from './clients.ts'
import { claimsFor, makeSecret, sign } from './identities.ts'

/** The conversation as the desk has it now. */
export async function watch(desk: TestClient, conversationId: string): Promise<Untyped> {
  const answer = await desk.ask('conversation:watch', { conversationId })
  if (!answer.ok) throw answer
  return answer.conversation
}

/** A visitor who waits for a person. */
export async function waitingVisitor(
  app: TestApp,
  options: { token?: string; locale?: string } = {},
): Promise<{ visitor: TestVisitor; conversationId: string }> {
  const visitor = await connectVisitor(app.base, options)
  const sent = await visitor.say('I want to talk to a real person')
  await visitor.event((event) => event.type === 'conversation:queued')
  return { visitor, conversationId: sent.conversationId }
}

export async function accept(desk: TestClient, conversationId: string): Promise<number> {
  const { fence } = await watch(desk, conversationId)
  const accepted = await desk.ask('conversation:accept', { conversationId, fence })
  if (!accepted.ok) throw accepted
  return accepted.fence
}

const secrets = new WeakMap<TestApp, Promise<string>>()

async function newSecret(app: TestApp): Promise<string> {
  const { token } = await app.signIn('administrator')
  return (await makeSecret(app, token)).secret
}

/** Two open conversations of one customer, from two devices: the first one is the older. */
export async function twoDevices(
  app: TestApp,
  now: () => number = Date.now,
): Promise<{
  first: TestVisitor
  second: TestVisitor
  /** The tokens that work once the shop has said who they are. */
  tokens: [string, string]
  older: string
  younger: string
}> {
  if (!secrets.has(app)) secrets.set(app, newSecret(app))
  const secret = (await secrets.get(app)) ?? ''
  const subject = randomUUID()
  const iat = Math.floor(now() / 1_000)
  const one = await waitingVisitor(app)
  const other = await waitingVisitor(app)
  const tokens: string[] = []
  for (const { visitor } of [one, other]) {
    const known = await visitor.ask('visitor:identify', {
      identity: sign(secret, claimsFor(subject, { iat, exp: iat + 300 })),
    })
    if (!known.ok) throw known
    tokens.push(known.visitor)
  }
  return {
    first: one.visitor,
    second: other.visitor,
    tokens: tokens as [string, string],
    older: one.conversationId,
    younger: other.conversationId,
  }
}

export async function typesAfter(desk: TestClient, conversationId: string, after = 0): Promise<Untyped[]> {
  return (await desk.ask('conversation:sync', { conversationId, after })).events
}
