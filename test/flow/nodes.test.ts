import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, signIn } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeDatabase, makeRedisPlace, missingServices } from '../support/services.ts'

const missing = await missingServices('postgres', 'redis')

describe.skipIf(missing !== undefined)('several processes on PostgreSQL and Redis', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>
  const redis = makeRedisPlace()
  let nodes: [ServerProcess, ServerProcess]
  beforeAll(async () => {
    database = await makeDatabase()
    const variables = { DATABASE_URL: database.url, REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix }
    const first = await startServerProcess(variables)
    nodes = [first, await startServerProcess(variables)]
  })
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    await Promise.all([database.drop(), redis.clear()])
  })

  test('a visitor on one process and an agent on another talk as if there were one', async () => {
    const [here, there] = nodes
    const agent = await signIn(there.base, there.secrets.agent ?? '')
    const desk = await connectDesk(there.base, agent.token)
    const visitor = await connectVisitor(here.base)
    const sent = await visitor.say('I want to speak to a real person')
    const row = await desk.fact('inbox:changed', (fact) => fact.conversation.status === 'queued')
    expect(row.conversation.id).toBe(sent.conversationId)
    // The agent is online on the other process: the visitor is told that the desk is open.
    const queue = await visitor.fact('queue:changed', (fact) => fact.open)
    expect(queue.position).toBe(1)

    await desk.ask('conversation:watch', { conversationId: sent.conversationId })
    const accepted = await desk.ask('conversation:accept', {
      conversationId: sent.conversationId,
      fence: row.conversation.fence,
    })
    await visitor.event((event) => event.type === 'conversation:assigned')
    const reply = {
      id: randomUUID(),
      conversationId: sent.conversationId,
      text: '你好 👋',
      fence: accepted.fence,
    }
    await desk.ask('message:send', reply)
    const heard = await visitor.event((event) => event.sender === 'agent')
    expect(heard.text).toBe('你好 👋')
    await visitor.say('Thank you')
    await desk.event((event) => event.text === 'Thank you')

    const views = [
      (await visitor.ask('conversation:sync', { conversationId: sent.conversationId, after: 0 })).events,
      (await desk.ask('conversation:sync', { conversationId: sent.conversationId, after: 0 })).events,
    ]
    expect(views[0].map((event: { seq: number }) => event.seq)).toEqual(
      views[1].map((event: { seq: number }) => event.seq),
    )
    visitor.close()
    desk.close()
  })

  test('of two agents on two processes who accept at once one wins (invariant 6)', async () => {
    const people = await Promise.all(
      nodes.map((node, index) => signIn(node.base, node.secrets[index === 0 ? 'agent' : 'trainer'] ?? '')),
    )
    const desks = await Promise.all(
      nodes.map((node, index) => connectDesk(node.base, people[index]?.token ?? '')),
    )
    for (let round = 0; round < 10; round += 1) {
      const visitor = await connectVisitor(nodes[round % 2]?.base ?? '')
      const sent = await visitor.say('a human please')
      await visitor.event((event) => event.type === 'conversation:queued')
      const watched = await desks[0]?.ask('conversation:watch', { conversationId: sent.conversationId })
      const accept = { conversationId: sent.conversationId, fence: watched.conversation.fence }
      const results = await Promise.all(desks.map((desk) => desk.ask('conversation:accept', accept)))
      expect(results.map((result) => result.ok).sort()).toEqual([false, true])
      visitor.close()
    }
    for (const desk of desks) desk.close()
  })

  test('limits count over all processes', async () => {
    const first = await connectVisitor(nodes[0].base)
    const second = await connectVisitor(nodes[1].base, { token: first.token })
    const results = await Promise.all(
      Array.from({ length: 130 }, (_, index) => (index % 2 ? first : second).say(`message ${index}`)),
    )
    const refused = results.filter((result) => !result.ok)
    expect(refused.length).toBe(10)
    expect(refused[0]).toMatchObject({ error: 'rate-limited', retryAfter: expect.any(Number) })
    first.close()
    second.close()
  })

  test('a token revoked on one process stops working on an open socket of another within 5 seconds (invariant 10)', async () => {
    const [here, there] = nodes
    const agent = await signIn(here.base, here.secrets.supervisor ?? '')
    const desk = await connectDesk(there.base, agent.token)
    const dropped = new Promise<number>((resolve) => {
      const began = performance.now()
      desk.socket.once('disconnect', () => resolve(performance.now() - began))
    })
    expect((await call(here.base, 'DELETE', '/tokens/current', { token: agent.token })).ok).toBe(true)
    expect(await dropped).toBeLessThan(5_000)
  })
})
