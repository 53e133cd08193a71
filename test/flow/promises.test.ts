import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { copyTemplate, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'

const minute = 60_000
let app: TestApp
let desk: TestClient
let ahead = 0
let directory: string
const now = () => Date.now() + ahead

async function start(): Promise<void> {
  app = await startTestApp({ now, directory })
  desk = await connectDesk(app.base, (await app.signIn('agent')).token)
}
beforeEach(async () => {
  ahead = 0
  directory = await mkdtemp(join(tmpdir(), 'baton-promises-'))
  await copyTemplate(join(directory, 'data'))
  await start()
})
afterEach(async () => {
  desk.close()
  await app.close()
  await rm(directory, { recursive: true, force: true })
})

async function watch(conversationId: string): Promise<Untyped> {
  return (await desk.ask('conversation:watch', { conversationId })).conversation
}
const promisesOf = async (conversationId: string): Promise<Untyped[]> =>
  (await watch(conversationId)).caseFile.promises
const changesOf = async (conversationId: string): Promise<string[]> =>
  (await watch(conversationId)).events.flatMap((event: Untyped) =>
    (event.promises ?? []).map(({ change }: Untyped) => change),
  )

/** A conversation that waits for a person. */
async function queued(locale = 'en'): Promise<{ visitor: TestVisitor; conversationId: string }> {
  const visitor = await connectVisitor(app.base, { locale })
  const { conversationId } = await visitor.say(locale === 'en' ? 'I want to talk to a real person' : '转人工')
  await visitor.event((event) => event.type === 'conversation:queued')
  return { visitor, conversationId }
}

async function accepted(locale = 'en') {
  const { visitor, conversationId } = await queued(locale)
  const { fence } = await desk.ask('conversation:accept', {
    conversationId,
    fence: (await watch(conversationId)).fence,
  })
  const reply = (text: string) => desk.ask('message:send', { id: randomUUID(), conversationId, text, fence })
  return { visitor, conversationId, fence, reply }
}

describe.each([
  ['en', /should have answered you by now/],
  ['zh-CN', /应该已经回复您/],
])('the reply that a handover promises (%s)', (locale, apology) => {
  test('is warned of, and the visitor is told the truth when nobody kept it, once', async () => {
    const { visitor, conversationId } = await queued(locale)
    expect(await promisesOf(conversationId)).toMatchObject([
      { subject: 'reply', by: 'assistant', state: 'open' },
    ])
    ahead = 28 * minute
    await expect.poll(() => changesOf(conversationId), { timeout: 5_000 }).toEqual(['warn'])
    const listed = await desk.ask('inbox:list', { view: 'promises' })
    expect(listed.conversations[0]).toMatchObject({ id: conversationId, promisesWarned: 1 })
    expect(listed.counts).toMatchObject({ promises: 1, promisesWarned: 1 })
    ahead = 31 * minute
    const told = await visitor.event((event) => event.type === 'message:posted' && event.sender === 'system')
    expect(told.text).toMatch(apology)
    const { conversations } = await desk.ask('inbox:list', { view: 'waiting' })
    expect(conversations[0]).toMatchObject({ id: conversationId, priority: 2, promisesBroken: 1 })
    ahead = 90 * minute
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await changesOf(conversationId)).toEqual(['warn', 'break'])
    visitor.close()
  })

  test('is kept by the first message of a person', async () => {
    const { visitor, conversationId, reply } = await accepted(locale)
    await reply(locale === 'en' ? 'Hello, this is Ana.' : '您好，我是 Ana。')
    expect(await promisesOf(conversationId)).toMatchObject([{ state: 'kept', endedBy: 'Ana Ruiz' }])
    visitor.close()
  })
})

test('a conversation given back to the assistant waits for no person, and nobody is warned of it', async () => {
  const { visitor, conversationId, fence } = await accepted()
  await desk.ask('conversation:hand-back', { conversationId, fence })
  expect(await promisesOf(conversationId)).toMatchObject([{ state: 'dropped', endedBy: 'Ana Ruiz' }])
  ahead = 40 * minute
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(await changesOf(conversationId)).toEqual(['drop'])
  visitor.close()
})

describe('a promise that an agent makes', () => {
  test.each([
    ['en', 'I will send you the refund by Friday 17:00.'],
    ['zh-CN', '我们周五之前会给您退款。'],
  ])('is put before them, and followed up only once they say so (%s)', async (locale, text) => {
    const { visitor, conversationId, reply } = await accepted(locale)
    await reply(text)
    const suggested = (await promisesOf(conversationId)).find((each) => each.state === 'suggested')
    expect(suggested).toMatchObject({
      by: 'agent',
      person: 'Ana Ruiz',
      named: expect.arrayContaining(['friday']),
    })
    const dueAt = now() + 60 * minute
    const track = { conversationId, promiseId: suggested.id, text: suggested.text, dueAt }
    expect((await desk.ask('promise:track', track)).ok).toBe(true)
    expect((await desk.ask('promise:track', track)).ok).toBe(true)
    ahead = 61 * minute
    await visitor.event((event) => event.type === 'message:posted' && event.sender === 'system')
    const after = await watch(conversationId)
    expect(after).toMatchObject({ status: 'queued', reason: 'policy' })
    expect(after.caseFile.promises.find((each: Untyped) => each.id === suggested.id).state).toBe('broken')
    visitor.close()
  })

  test('is done when a person says so, not when they write again', async () => {
    const { visitor, conversationId, reply } = await accepted()
    const promiseId = randomUUID()
    const made = { conversationId, promiseId, text: 'call back', dueAt: now() + 60 * minute }
    await desk.ask('promise:track', made)
    await reply('Still looking into it.')
    const stateNow = async () => (await promisesOf(conversationId)).find(({ id }) => id === promiseId)?.state
    expect(await stateNow()).toBe('open')
    expect((await desk.ask('promise:settle', { conversationId, promiseId, outcome: 'kept' })).ok).toBe(true)
    ahead = 120 * minute
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await stateNow()).toBe('kept')
    expect((await watch(conversationId)).status).toBe('assigned')
    expect(await desk.ask('promise:settle', { conversationId, promiseId, outcome: 'dropped' })).toMatchObject(
      {
        error: 'conflict',
      },
    )
    visitor.close()
  })

  test('outlives the conversation: at its time it is opened again for people', async () => {
    const { visitor, conversationId, fence } = await accepted()
    const promiseId = randomUUID()
    await desk.ask('promise:track', { conversationId, promiseId, text: 'refund', dueAt: now() + 60 * minute })
    await desk.ask('conversation:resolve', { conversationId, fence })
    ahead = 61 * minute
    await visitor.event((event) => event.type === 'conversation:reopened')
    await expect.poll(async () => (await watch(conversationId)).status).toBe('queued')
    visitor.close()
  })

  test('of two broken ones the first that is kept after all leaves one', async () => {
    const { visitor, conversationId, reply } = await accepted()
    await reply('Hello')
    const ids = [randomUUID(), randomUUID()]
    for (const promiseId of ids) {
      const promise = { conversationId, promiseId, text: 'refund', dueAt: now() + 60 * minute }
      await desk.ask('promise:track', promise)
    }
    const brokenNow = async () =>
      (await desk.ask('inbox:list', { view: 'all' })).conversations[0].promisesBroken as number
    ahead = 61 * minute
    await expect.poll(brokenNow, { timeout: 5_000 }).toBe(2)
    await desk.ask('promise:settle', { conversationId, promiseId: ids[0], outcome: 'kept' })
    expect(await brokenNow()).toBe(1)
    await desk.ask('promise:settle', { conversationId, promiseId: ids[1], outcome: 'kept' })
    expect(await brokenNow()).toBe(0)
    visitor.close()
  })

  test('is due whatever another conversation calls its own', async () => {
    const [first, second] = [await accepted(), await accepted()]
    const promiseId = randomUUID()
    const promise = { promiseId, text: 'refund', dueAt: now() + 60 * minute }
    for (const { conversationId, reply } of [first, second]) {
      await reply('Hello')
      expect((await desk.ask('promise:track', { ...promise, conversationId })).ok).toBe(true)
    }
    ahead = 61 * minute
    for (const { visitor, conversationId } of [first, second]) {
      await expect.poll(async () => (await watch(conversationId)).status, { timeout: 5_000 }).toBe('queued')
      visitor.close()
    }
  })

  test('survives a restart and breaks once', async () => {
    const { visitor, conversationId } = await accepted()
    const promiseId = randomUUID()
    await desk.ask('promise:track', { conversationId, promiseId, text: 'refund', dueAt: now() + 60 * minute })
    visitor.close()
    desk.close()
    await app.close()
    ahead = 61 * minute
    await start()
    const ofThis = async () =>
      (await watch(conversationId)).events.flatMap((event: Untyped) =>
        (event.promises ?? []).flatMap(({ id, change }: Untyped) => (id === promiseId ? [change] : [])),
      )
    await expect.poll(ofThis, { timeout: 5_000 }).toEqual(['make', 'break'])
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(await ofThis()).toEqual(['make', 'break'])
  })

  test('in the past, without words, or by a stranger is refused', async () => {
    const { visitor, conversationId } = await accepted()
    const good = { conversationId, promiseId: randomUUID(), text: 'refund', dueAt: now() + minute }
    expect(await desk.ask('promise:track', { ...good, dueAt: 1_000 })).toMatchObject({ error: 'invalid' })
    expect(await desk.ask('promise:track', { ...good, text: ' ' })).toMatchObject({ error: 'invalid' })
    expect(await desk.ask('promise:track', { ...good, conversationId: randomUUID() })).toMatchObject({
      error: 'not-found',
    })
    visitor.close()
  })
})
