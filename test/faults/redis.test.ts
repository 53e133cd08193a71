import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { signIn } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { freePort, startServerProcess } from '../support/server-process.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

/** Redis has to die here, so it must be one of our own: the binary is needed, not only a server to talk to. */
function missingBinary(): string | undefined {
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined
  const reason = 'skipped: there is no redis-server program to start and kill'
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(reason)
  process.stderr.write(`${reason}\n`)
  return reason
}
const missing = (await missingServices('postgres')) ?? missingBinary()

async function startRedis(port: number, directory: string): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory],
    {
      stdio: 'ignore',
    },
  )
  const redis = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: 100 })
  redis.on('error', () => undefined)
  await redis.ping()
  redis.disconnect()
  return child
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

describe.skipIf(missing !== undefined)('Redis dies under two processes', () => {
  test('no message and no owner is lost, both processes go on, and they find each other again (invariant 5)', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'baton-redis-'))
    const port = await freePort()
    const database = await makeDatabase()
    let redis = await startRedis(port, directory)
    const variables = {
      DATABASE_URL: database.url,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      LOG_LEVEL: 'silent',
    }
    const here = await startServerProcess(variables)
    const there = await startServerProcess(variables)
    const agent = await signIn(there.base, there.secrets.agent ?? '')
    const desk = await connectDesk(there.base, agent.token)
    const visitor = await connectVisitor(here.base)
    const first = await visitor.say('I need a person please')
    await visitor.event((event) => event.type === 'conversation:queued')

    await end(redis)
    const during = []
    for (let index = 0; index < 10; index += 1) during.push(await visitor.say(`while Redis is gone ${index}`))
    expect(during.every((result) => result.ok)).toBe(true)
    const watched = await desk.ask('conversation:watch', { conversationId: first.conversationId })
    const texts = watched.conversation.events.map((event: { text?: string }) => event.text)
    expect(texts.filter((text?: string) => text?.startsWith('while Redis'))).toHaveLength(10)
    const accepted = await desk.ask('conversation:accept', {
      conversationId: first.conversationId,
      fence: watched.conversation.fence,
    })
    expect(accepted.ok).toBe(true)

    redis = await startRedis(port, directory)
    // Notices were lost meanwhile; the next one that comes shows the gap, and the log heals it.
    await expect
      .poll(
        async () => {
          await visitor.say('are we back?')
          return desk.told.some((each) => each.fact?.event?.text === 'are we back?')
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true)
    const { events } = await visitor.ask('conversation:sync', {
      conversationId: first.conversationId,
      after: 0,
    })
    expect(events.map((event: { seq: number }) => event.seq)).toEqual(
      events.map((_: unknown, index: number) => index + 1),
    )
    visitor.close()
    desk.close()
    await Promise.all([here.stop(), there.stop()])
    await end(redis)
    await database.drop()
    await rm(directory, { recursive: true, force: true })
  })
})
