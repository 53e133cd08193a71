import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../support/app.ts'
import { connect, connectVisitor, type TestClient } from '../support/clients.ts'
import { claimsFor, makeSecret, sign } from '../support/identities.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeDatabase, makeRedisPlace, missingServices } from '../support/services.ts'

const missing = await missingServices('postgres', 'redis')

describe.skipIf(missing !== undefined)('identities over several processes', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>
  const redis = makeRedisPlace()
  let nodes: [ServerProcess, ServerProcess]
  let secret: string
  beforeAll(async () => {
    database = await makeDatabase()
    const variables = { DATABASE_URL: database.url, REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix }
    const first = await startServerProcess(variables)
    nodes = [first, await startServerProcess(variables)]
    const admin = await signIn(first.base, first.secrets.administrator ?? '')
    secret = (await makeSecret(first, admin.token)).secret
    // Two processes that make the demo shop on PostgreSQL: on a busy machine that takes its time.
  }, 180_000)
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()))
    await Promise.all([database.drop(), redis.clear()])
  })

  /** Milliseconds until the server ends this socket. */
  function untilDropped({ socket }: TestClient): Promise<number> {
    const began = performance.now()
    return new Promise((resolve) => socket.once('disconnect', () => resolve(performance.now() - began)))
  }

  const present = (client: TestClient, subject: string) =>
    client.ask('visitor:identify', { identity: sign(secret, claimsFor(subject)) })

  test('a token that is rotated on one process ends its sockets on another within 5 seconds (invariant 10)', async () => {
    const here = await connectVisitor(nodes[0].base)
    const there = await connectVisitor(nodes[1].base, { token: here.token })
    const dropped = untilDropped(there)
    const known = await present(here, 'rotating')
    expect(known.ok).toBe(true)
    expect(await dropped).toBeLessThan(5_000)
    await expect(
      connect(nodes[1].base, '/visitor', { auth: { protocol: 1, site: 'demo', visitor: here.token } }),
    ).rejects.toMatchObject({ error: 'unauthenticated' })
    expect(here.socket.connected).toBe(true)
    here.close()
  })

  test('a logout on one process ends every tab on another, and nothing resumes it', async () => {
    const here = await connectVisitor(nodes[0].base)
    const { visitor: token } = await present(here, 'leaving')
    const there = await connectVisitor(nodes[1].base, { token })
    const dropped = [here, there].map(untilDropped)
    expect(await here.ask('visitor:logout')).toEqual({ ok: true })
    for (const took of await Promise.all(dropped)) expect(took).toBeLessThan(5_000)
    for (const node of nodes) {
      await expect(
        connect(node.base, '/visitor', { auth: { protocol: 1, site: 'demo', visitor: token } }),
      ).rejects.toMatchObject({ error: 'unauthenticated' })
    }
  })

  test('two devices of a contact on two processes have one conversation, live', async () => {
    const [phone, laptop] = [await connectVisitor(nodes[0].base), await connectVisitor(nodes[1].base)]
    for (const device of [phone, laptop]) expect((await present(device, 'everywhere')).ok).toBe(true)
    const sent = await phone.say('Hello from the phone')
    await laptop.event((event) => event.text === 'Hello from the phone')
    const answer = await laptop.say('And from the laptop', { conversationId: sent.conversationId })
    await phone.event((event) => event.seq === answer.seq)
    for (const device of [phone, laptop]) device.close()
  })

  test('of one identity that is presented on two processes at once one is taken', async () => {
    const visitors = await Promise.all(nodes.map((node) => connectVisitor(node.base)))
    for (let round = 0; round < 5; round += 1) {
      const identity = sign(secret, claimsFor('once'))
      const results = await Promise.all(visitors.map((each) => each.ask('visitor:identify', { identity })))
      expect(results.map(({ ok }) => ok).sort()).toEqual([false, true])
    }
    for (const visitor of visitors) visitor.close()
  })
})
