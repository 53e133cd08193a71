import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient } from '../support/clients.ts'

const deskLease = 1_500
let app: TestApp
let people: Record<
  'agent' | 'trainer' | 'supervisor' | 'administrator',
  Awaited<ReturnType<TestApp['signIn']>>
>
beforeAll(async () => {
  app = await startTestApp({ config: { deskLease } })
  const [agent, trainer, supervisor, administrator] = [
    await app.signIn('agent'),
    await app.signIn('trainer'),
    await app.signIn('supervisor'),
    await app.signIn('administrator'),
  ]
  people = { agent, trainer, supervisor, administrator }
})
afterAll(() => app.close())

const connect = (role: keyof typeof people) => connectDesk(app.base, people[role].token)

async function presenceOf(asker: TestClient, personId: string): Promise<string> {
  const { people: all } = await asker.ask('presence:list')
  return all.find((each: Untyped) => each.id === personId)?.presence
}

async function waits(): Promise<{
  visitor: Awaited<ReturnType<typeof connectVisitor>>
  conversationId: string
}> {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('I want to talk to a real person')
  await visitor.event((event) => event.type === 'conversation:queued')
  const conversationId = visitor.told.find((each) => each.fact?.conversationId)?.fact.conversationId
  return { visitor, conversationId }
}

async function accept(client: TestClient, conversationId: string): Promise<number> {
  const { conversation } = await client.ask('conversation:watch', { conversationId })
  return (await client.ask('conversation:accept', { conversationId, fence: conversation.fence })).fence
}

test('what a person chose is kept over connections, and every tab of theirs and every colleague is told', async () => {
  const { personId } = people.agent
  const [one, other, colleague] = [await connect('agent'), await connect('agent'), await connect('trainer')]
  await one.ask('presence:set', { presence: 'busy' })
  const isBusy = (fact: Untyped) => fact.personId === personId && fact.presence === 'busy'
  for (const client of [one, other, colleague]) await client.fact('presence:changed', isBusy)
  // One tab closed is nobody gone.
  one.close()
  expect(await presenceOf(colleague, personId)).toBe('busy')
  other.close()
  await colleague.fact(
    'presence:changed',
    (fact) => fact.personId === personId && fact.presence === 'offline',
  )
  expect(await presenceOf(colleague, personId)).toBe('offline')
  const back = await connect('agent')
  expect(await presenceOf(back, personId)).toBe('busy')
  await back.ask('presence:set', { presence: 'online' })
  expect(await back.ask('presence:set', { presence: 'asleep' })).toMatchObject({
    ok: false,
    error: 'invalid',
  })
  back.close()
  colleague.close()
})

test('nobody online is the offline path, and never an error; whoever comes online opens it', async () => {
  const ana = await connect('agent')
  await ana.ask('presence:set', { presence: 'busy' })
  const { visitor } = await waits()
  const closed = await visitor.fact('queue:changed', (fact) => !fact.open)
  expect(closed).toMatchObject({ position: 1, etaSeconds: null })
  const said = visitor.told.findLast(({ fact }) => fact?.event?.sender === 'assistant')?.fact.event.text
  expect(said).toContain('Nobody is at the desk right now')
  await ana.ask('presence:set', { presence: 'online' })
  expect(await visitor.fact('queue:changed', (fact) => fact.open)).toMatchObject({ position: 1 })
  for (const client of [visitor, ana]) client.close()
})

test('an agent whose connection is gone loses what they have after the lease, and the visitor is told', async () => {
  const [ana, mei] = [await connect('agent'), await connect('trainer')]
  const { visitor, conversationId } = await waits()
  const fence = await accept(ana, conversationId)
  await ana.ask('message:send', { id: randomUUID(), conversationId, text: 'Hello, Ana here', fence })
  await mei.ask('conversation:watch', { conversationId })
  // The network is gone, not the tab.
  ana.socket.io.engine.close()
  const back = await mei.event((event) => event.type === 'conversation:queued' && event.returned)
  expect(back).toMatchObject({ returned: { why: 'gone', name: 'Ana Ruiz' }, reason: 'visitor-request' })
  const told = await visitor.event((event) => event.type === 'conversation:queued' && event.again)
  expect(told).toEqual({
    type: 'conversation:queued',
    reason: 'visitor-request',
    again: true,
    seq: told.seq,
    at: told.at,
  })
  expect((await visitor.fact('queue:changed', (fact) => fact.open)).position).toBeGreaterThan(0)
  // Whoever comes back finds that it is theirs no more, and nothing of theirs was lost or sent.
  const anaBack = await connect('agent')
  const late = { id: randomUUID(), conversationId, text: 'still me', fence }
  expect(await anaBack.ask('message:send', late)).toMatchObject({ ok: false, error: 'stale' })
  expect(await accept(mei, conversationId)).toBeGreaterThan(fence)
  for (const client of [visitor, anaBack, mei]) client.close()
})

test('two people on one account are one owner: either may answer, and a message sent twice stands once', async () => {
  const [desk, laptop] = [await connect('agent'), await connect('agent')]
  const { visitor, conversationId } = await waits()
  const { conversation } = await desk.ask('conversation:watch', { conversationId })
  await laptop.ask('conversation:watch', { conversationId })
  const asked = { conversationId, fence: conversation.fence }
  const [one, other] = await Promise.all([
    desk.ask('conversation:accept', asked),
    laptop.ask('conversation:accept', asked),
  ])
  expect(one).toEqual(other)
  expect(one.ok).toBe(true)
  const id = randomUUID()
  const message = { id, conversationId, text: 'the same from both', fence: one.fence }
  const sent = await Promise.all([desk.ask('message:send', message), laptop.ask('message:send', message)])
  expect(sent[0]).toEqual(sent[1])
  const own = { ...message, id: randomUUID(), text: 'only from the laptop' }
  expect((await laptop.ask('message:send', own)).ok).toBe(true)
  const { events } = await desk.ask('conversation:sync', { conversationId, after: 0 })
  const texts = events
    .filter((event: Untyped) => event.sender === 'agent')
    .map((event: Untyped) => event.text)
  expect(texts).toEqual(['the same from both', 'only from the laptop'])
  // One of them hands it back: the other's next word is refused.
  await desk.ask('conversation:hand-back', { conversationId, fence: one.fence })
  expect(await laptop.ask('message:send', { ...own, id: randomUUID() })).toMatchObject({ error: 'stale' })
  for (const client of [visitor, desk, laptop]) client.close()
})

test('a network that is gone mid-send leaves a message that stands once, or not at all', async () => {
  const ana = await connect('agent')
  const { visitor, conversationId } = await waits()
  const fence = await accept(ana, conversationId)
  const messages = Array.from({ length: 5 }, (_, place) => ({
    id: randomUUID(),
    conversationId,
    text: `message ${place}`,
    fence,
  }))
  // Nobody waits for the answers: the line breaks while they are under way.
  for (const message of messages) ana.socket.emit('message:send', message, () => undefined)
  setTimeout(() => ana.socket.io.engine.close(), 5)
  const back = await connect('agent')
  for (const message of messages) expect((await back.ask('message:send', message)).ok).toBe(true)
  const { events } = await back.ask('conversation:sync', { conversationId, after: 0 })
  const texts = events
    .filter((event: Untyped) => event.sender === 'agent')
    .map((event: Untyped) => event.text)
  expect(texts.toSorted()).toEqual(messages.map(({ text }) => text))
  for (const client of [visitor, back]) client.close()
})

test('the clock of a client decides nothing', async () => {
  const ana = await connect('agent')
  const { visitor, conversationId } = await waits()
  const fence = await accept(ana, conversationId)
  const hour = 3_600_000
  // An hour behind, an hour ahead: times in a request are not read, and what is told has the server's.
  const message = {
    id: randomUUID(),
    conversationId,
    text: 'from another time',
    fence,
    at: Date.now() - hour,
  }
  const sent = await ana.ask('message:send', message)
  expect(Math.abs(sent.at - Date.now())).toBeLessThan(60_000)
  const late = await visitor.say('and I am early', { at: Date.now() + hour })
  expect(late.seq).toBeGreaterThan(sent.seq)
  expect(Math.abs(late.at - Date.now())).toBeLessThan(60_000)
  for (const client of [visitor, ana]) client.close()
})

test('a revoked person loses their connection within five seconds, and then what they had (invariant 10)', async () => {
  const [supervisor, admin] = [await connect('supervisor'), people.administrator]
  const { visitor, conversationId } = await waits()
  const fence = await accept(supervisor, conversationId)
  const mei = await connect('trainer')
  await mei.ask('conversation:watch', { conversationId })
  const ended = new Promise((resolve) => supervisor.socket.once('disconnect', resolve))
  const began = performance.now()
  const { status } = await call(app.base, 'DELETE', `/people/${people.supervisor.personId}`, {
    token: admin.token,
  })
  expect(status).toBe(200)
  await ended
  expect(performance.now() - began).toBeLessThan(5_000)
  const message = { id: randomUUID(), conversationId, text: 'too late', fence }
  await expect(connect('supervisor')).rejects.toMatchObject({ error: 'unauthenticated' })
  const back = await mei.event((event) => event.type === 'conversation:queued' && event.returned)
  expect(back.returned.why).toBe('gone')
  expect(await mei.ask('message:send', message)).toMatchObject({ error: 'stale' })
  for (const client of [visitor, mei]) client.close()
})

test('a team is given a conversation or asked to help by REST-made teams, and others’ teams do not exist', async () => {
  const admin = { token: people.administrator.token }
  const body = { name: 'Returns desk', members: [people.trainer.personId] }
  const made = await call(app.base, 'POST', '/teams', { ...admin, body })
  expect(made.status).toBeLessThan(300)
  const teamId = made.team.id
  const [ana, mei] = [await connect('agent'), await connect('trainer')]
  const { visitor, conversationId } = await waits()
  const fence = await accept(ana, conversationId)
  expect((await ana.ask('presence:list')).teams).toContainEqual({ id: teamId, name: 'Returns desk' })
  const pulled = await ana.ask('team:pull-in', { conversationId, teamId })
  expect(pulled).toMatchObject({ ok: true, helpers: [{ teamId, name: 'Returns desk' }] })
  const helping = await mei.ask('inbox:list', { view: 'helping' })
  expect(helping.conversations.map((each: Untyped) => each.id)).toEqual([conversationId])
  expect(helping.counts.helping).toBe(1)
  expect((await ana.ask('inbox:list', { view: 'helping' })).conversations).toEqual([])
  // Who helps writes notes; the word to the visitor stays with the owner.
  expect((await mei.ask('note:add', { conversationId, text: 'I would send a new zip' })).ok).toBe(true)
  const meddling = { id: randomUUID(), conversationId, text: 'hello', fence }
  expect(await mei.ask('message:send', meddling)).toMatchObject({ error: 'stale' })
  expect((await ana.ask('team:release', { conversationId, team: 'Returns desk' })).helpers).toEqual([])
  const stranger = { conversationId, fence, teamId: randomUUID() }
  expect(await ana.ask('conversation:transfer', stranger)).toMatchObject({ error: 'not-found' })
  const both = { ...stranger, teamId, personId: people.trainer.personId }
  expect(await ana.ask('conversation:transfer', both)).toMatchObject({ error: 'invalid' })
  const given = await ana.ask('conversation:transfer', {
    conversationId,
    fence,
    teamId,
    note: 'a broken zip',
  })
  expect(given.fence).toBeGreaterThan(fence)
  const { conversation } = await mei.ask('conversation:watch', { conversationId })
  expect(conversation).toMatchObject({ status: 'queued', teamId })
  await visitor.event((event) => event.type === 'conversation:queued' && event.again)
  const routing = await call(app.base, 'PUT', `/routing/teams/${teamId}`, {
    ...admin,
    body: { mode: 'automatic', replyWithin: 300_000 },
  })
  expect(routing).toMatchObject({ status: 200, routing: { teamId, mode: 'automatic' } })
  // From now on it goes by itself, to the one of the team who is there.
  const assigned = await visitor.event(
    (event) => event.type === 'conversation:assigned' && event.seq > given.fence,
  )
  expect(assigned.type).toBe('conversation:assigned')
  await expect
    .poll(async () => (await mei.ask('conversation:watch', { conversationId })).conversation.assigneeId)
    .toBe(people.trainer.personId)
  for (const client of [visitor, ana, mei]) client.close()
})
