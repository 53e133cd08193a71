import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeConversation, openPlaces } from '#server/conversation/index.ts'
import { proposeAction } from '#server/desk/index.ts'
import { copyTemplate, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor, type TestClient, type TestVisitor } from '../support/clients.ts'
import { addWorkspace } from '../support/workspaces.ts'

const hour = 60 * 60 * 1000
const order = { number: 'NL-100201', email: 'emma@example.com' }

let app: TestApp
let directory: string
let agent: TestClient
let supervisor: TestClient
let ahead = 0
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-approvals-'))
  await copyTemplate(join(directory, 'data'))
  app = await startTestApp({ directory, now: () => Date.now() + ahead })
  agent = await connectDesk(app.base, (await app.signIn('agent')).token)
  supervisor = await connectDesk(app.base, (await app.signIn('supervisor')).token)
})
afterAll(async () => {
  for (const client of [agent, supervisor]) client.close()
  await app.close()
  await rm(directory, { recursive: true, force: true })
})

/** A conversation that an agent has, watched by both. */
async function begin(): Promise<{ visitor: TestVisitor; conversationId: string }> {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears('Hello')
  const conversationId = visitor.told[0]?.fact.conversationId
  const { conversation } = await agent.ask('conversation:watch', { conversationId })
  await supervisor.ask('conversation:watch', { conversationId })
  await agent.ask('conversation:accept', { conversationId, fence: conversation.fence })
  return { visitor, conversationId }
}

const coupon = (percent: number, reason: string = randomUUID()) => ({ tool: 'coupon', percent, reason })

async function propose(conversationId: string, action: object, by = agent): Promise<Untyped> {
  return by.ask('action:propose', { conversationId, action, order, why: 'the parcel was late' })
}

/** An open proposal above the limit of the demo's list, which is 10 %. */
async function beginWithProposal(reason?: string) {
  const { visitor, conversationId } = await begin()
  const { proposalId, state } = await propose(conversationId, coupon(20, reason))
  expect(state).toBe('proposed')
  return { visitor, conversationId, proposal: { proposalId, version: 1 } }
}

/** Coupons in the shop's own books. */
function issued(reason: string): number {
  const books = new DatabaseSync(join(directory, 'data', 'demo-shop.sqlite'), { readOnly: true })
  const rows = books.prepare("select 1 from coupon where document ->> 'reason' = ?").all(reason)
  books.close()
  return rows.length
}

const said = (visitor: TestVisitor, fits: RegExp) =>
  visitor.event((event) => event.type === 'message:posted' && fits.test(event.text))
const countSaid = (visitor: TestVisitor, fits: RegExp) =>
  visitor.told.filter(({ fact }) => fact?.event?.type === 'message:posted' && fits.test(fact.event.text))
    .length

test('within the limit an agent’s coupon is approved at once, and the visitor gets its code', async () => {
  const { visitor, conversationId } = await begin()
  const reason = randomUUID()
  expect(await propose(conversationId, coupon(10, reason))).toMatchObject({ ok: true, state: 'running' })
  const done = await agent.event((event) => event.type === 'action:done' && event.outcome?.code !== undefined)
  const message = await said(visitor, /Here is your coupon/)
  expect(message.text).toContain(done.outcome.code)
  expect(issued(reason)).toBe(1)
  const { events } = await agent.ask('conversation:sync', { conversationId, after: 0 })
  const types = events
    .map((event: Untyped) => event.type)
    .filter((type: string) => type.startsWith('action:'))
  expect(types).toEqual(['action:proposed', 'action:approved', 'action:done'])
  // Whom it is for and why is the desk's business.
  expect(visitor.told.filter(({ fact }) => fact?.event?.type?.startsWith('action:'))).toEqual([])
  visitor.close()
})

test('of two who approve at once one wins, the other gets conflict, and the shop issues one coupon', async () => {
  const reason = randomUUID()
  const { visitor, proposal } = await beginWithProposal(reason)
  await said(visitor, /has to confirm this first/)
  const decision = { ...proposal, decision: 'approve' }
  const administrator = await connectDesk(app.base, (await app.signIn('administrator')).token)
  const answers = await Promise.all(
    [supervisor, administrator].map((each) => each.ask('action:decide', decision)),
  )
  expect(answers.map((each) => each.error ?? each.state).sort()).toEqual(['conflict', 'running'])
  await said(visitor, /Here is your coupon/)
  expect(await supervisor.ask('action:decide', decision)).toMatchObject({ error: 'conflict' })
  expect(issued(reason)).toBe(1)
  expect(countSaid(visitor, /Here is your coupon/)).toBe(1)
  for (const client of [administrator, visitor]) client.close()
})

test('an agent cannot approve above the limit, nor change it upwards; below it they can', async () => {
  const { visitor, proposal } = await beginWithProposal()
  const approve = { ...proposal, decision: 'approve' }
  const reason = 'smaller, and sorry'
  expect(await agent.ask('action:decide', approve)).toMatchObject({ error: 'forbidden' })
  const higher = { ...approve, action: coupon(30, reason) }
  expect(await agent.ask('action:decide', higher)).toMatchObject({ error: 'forbidden' })
  const other = {
    ...approve,
    action: { tool: 'refund', number: order.number, amount: { amount: 1, currency: 'USD' }, reason },
  }
  expect(await supervisor.ask('action:decide', other)).toMatchObject({ error: 'invalid' })
  expect(await agent.ask('action:decide', { ...approve, version: 9 })).toMatchObject({ error: 'stale' })
  expect(await agent.ask('action:decide', { ...approve, action: coupon(5, reason) })).toMatchObject({
    state: 'running',
  })
  expect(
    await supervisor.event((event) => event.type === 'action:approved' && event.action.reason === reason),
  ).toMatchObject({
    isChanged: true,
    action: { percent: 5 },
  })
  await said(visitor, /Here is your coupon/)
  visitor.close()
})

test('a refusal reaches the visitor with the person’s words, and nothing is done', async () => {
  const reason = randomUUID()
  const { visitor, proposal } = await beginWithProposal(reason)
  const comment = 'The voucher of last week still works.'
  const answer = await supervisor.ask('action:decide', { ...proposal, decision: 'refuse', comment })
  expect(answer).toMatchObject({ ok: true, state: 'refused' })
  expect((await said(visitor, /could not confirm it/)).text).toContain(comment)
  expect(await supervisor.ask('action:decide', { ...proposal, decision: 'approve' })).toMatchObject({
    error: 'conflict',
  })
  expect(issued(reason)).toBe(0)
  visitor.close()
})

test('resolving the conversation refuses what is open in the name of who resolved it', async () => {
  const { visitor, conversationId, proposal } = await beginWithProposal()
  const { conversation } = await agent.ask('conversation:watch', { conversationId })
  const resolved = await agent.ask('conversation:resolve', { conversationId, fence: conversation.fence })
  expect(resolved.ok).toBe(true)
  const refused = await agent.event(
    (event) => event.type === 'action:refused' && event.proposalId === proposal.proposalId,
  )
  expect(refused).toMatchObject({ by: 'resolution', name: 'Ana Ruiz' })
  await said(visitor, /was not confirmed/)
  expect(await supervisor.ask('action:decide', { ...proposal, decision: 'approve' })).toMatchObject({
    error: 'conflict',
  })
  visitor.close()
})

test('the inbox counts and lists what waits for approval, and forgets it once decided', async () => {
  const { visitor, conversationId, proposal } = await beginWithProposal()
  const listed = async () => supervisor.ask('inbox:list', { view: 'approvals' })
  const before = await listed()
  expect(before.counts.approvals).toBe(before.conversations.length)
  expect(before.conversations.map((row: Untyped) => row.id)).toContain(conversationId)
  await supervisor.ask('action:decide', { ...proposal, decision: 'refuse' })
  await supervisor.fact(
    'inbox:changed',
    ({ conversation }) => conversation.id === conversationId && conversation.proposals === 0,
  )
  expect((await listed()).counts.approvals).toBe(before.counts.approvals - 1)
  visitor.close()
})

test('an order that is not the customer’s, a second open proposal and another workspace’s are refused', async () => {
  const { visitor, conversationId, proposal } = await beginWithProposal()
  const stranger = { conversationId, action: coupon(5), why: 'why not' }
  for (const wrong of [
    { number: order.number, email: 'liam@example.com' },
    { number: 'NL-999999', email: order.email },
  ]) {
    expect(await agent.ask('action:propose', { ...stranger, order: wrong })).toMatchObject({
      error: 'not-found',
    })
  }
  const another = {
    tool: 'refund',
    number: 'NL-100203',
    amount: { amount: 100, currency: 'USD' },
    reason: 'x',
  }
  expect(await propose(conversationId, another)).toMatchObject({ error: 'invalid' })
  expect(await propose(conversationId, coupon(25))).toMatchObject({ error: 'conflict' })
  const olga = await connectDesk(app.base, (await addWorkspace(app)).token)
  const theirs = { ...proposal, decision: 'approve' }
  expect(await olga.ask('action:decide', theirs)).toMatchObject({ error: 'not-found' })
  expect(await propose(conversationId, coupon(5), olga)).toMatchObject({ error: 'not-found' })
  for (const client of [olga, visitor]) client.close()
})

test('the assistant is refused above its limits, and asked twice it proposes once', async () => {
  const { conversationId, visitor } = await begin()
  const parts = {
    store: app.store,
    announcer: { place: openPlaces(), appended: () => undefined },
    now: Date.now,
  }
  const ask = (percent: number) =>
    changeConversation(parts, conversationId, (log) =>
      proposeAction(log, {
        action: { tool: 'coupon', percent, reason: 'late' },
        customer: { email: order.email },
        why: 'late',
        limit: { couponUpTo: { percent: 10 } },
      }),
    )
  await expect(ask(11)).rejects.toMatchObject({ code: 'forbidden' })
  const first = await ask(10)
  expect((await ask(5)).id).toBe(first.id)
  visitor.close()
})

test('after its time nobody can approve it: the visitor is told, and a person is called', async () => {
  const reason = randomUUID()
  const { visitor, conversationId, proposal } = await beginWithProposal(reason)
  const { conversation } = await agent.ask('conversation:watch', { conversationId })
  await agent.ask('conversation:hand-back', { conversationId, fence: conversation.fence })
  try {
    ahead = 4 * hour
    expect(await supervisor.ask('action:decide', { ...proposal, decision: 'approve' })).toMatchObject({
      error: 'conflict',
    })
    await said(visitor, /nobody could confirm this in time/)
    await visitor.event((event) => event.type === 'conversation:queued' && event.reason === 'policy')
    const queued = await supervisor.event((event) => event.type === 'conversation:queued' && event.reply)
    expect(queued.summary).toMatch(/Nobody decided this in time.*the parcel was late/)
    expect(queued.reply.dueAt).toBeGreaterThan(Date.now() + ahead)
    const refused = await supervisor.event(
      (event) => event.type === 'action:refused' && event.proposalId === proposal.proposalId,
    )
    expect(refused).toMatchObject({ by: 'expiry' })
    expect(issued(reason)).toBe(0)
    expect(countSaid(visitor, /nobody could confirm this in time/)).toBe(1)
  } finally {
    ahead = 0
  }
  visitor.close()
})

test('what the assistant proposes waits with it, and its result comes in the same conversation', async () => {
  const visitor = await connectVisitor(app.base)
  await visitor.saysAndHears(
    'I want my money back, both gas cartridges are broken: NL-100284 jonas.weber@example.com',
  )
  const waiting = await visitor.saysAndHears('All of them')
  expect(waiting.text).toMatch(/has to confirm this first/)
  const conversationId = visitor.told[0]?.fact.conversationId
  const { conversation } = await agent.ask('conversation:watch', { conversationId })
  const proposed = conversation.events.find((event: Untyped) => event.type === 'action:proposed')
  expect(proposed).toMatchObject({
    by: 'assistant',
    order: 'NL-100284',
    customer: { email: 'jonas.weber@example.com' },
    action: { tool: 'refund', amount: { amount: 1_800, currency: 'USD' } },
  })
  const { proposalId, version } = proposed
  // Within the limit of the list: an agent may.
  expect(await agent.ask('action:decide', { proposalId, version, decision: 'approve' })).toMatchObject({
    state: 'running',
  })
  const done = await said(visitor, /Your refund of US\$18\.00 has been made/)
  expect(done.sender).toBe('assistant')
  visitor.close()
})
