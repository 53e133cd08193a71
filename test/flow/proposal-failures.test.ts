import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeConversation, eventsBetween } from '#server/conversation/index.ts'
import { decideProposal, proposeAction } from '#server/desk/index.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { ShopAction } from '#shared/action.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import { customer, openProposalWorld, orderNumber, type ProposalWorld } from '../support/proposal-world.ts'

let world: ProposalWorld
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-failures-'))
  world = await openProposalWorld(() => openSqliteStore(directory))
})
afterAll(async () => {
  await world.close()
  await rm(directory, { recursive: true, force: true })
})

const responsibilities: ResponsibilityList = { version: 1, rows: [], askAt: 0, angerAt: 1, missesAllowed: 2 }

async function approved(action: ShopAction): Promise<{ conversationId: string; key: string }> {
  const conversationId = await world.converse()
  const limit = { couponUpTo: { percent: 10 }, refundUpTo: { amount: 200_000, currency: 'USD' } }
  const proposal = await changeConversation(world, conversationId, (log) =>
    proposeAction(log, { action, customer, why: 'the parcel is late', limit }),
  )
  await decideProposal(world, {
    workspaceId: 'shop',
    proposalId: proposal.id,
    version: 1,
    decision: 'approve',
    person: { name: 'Mei', mayExceed: true },
    responsibilities,
  })
  return { conversationId, key: proposal.key }
}

async function work(): Promise<number> {
  const claimed = await world.claim('node')
  for (const each of claimed) await world.run(each, 'node')
  return claimed.length
}

async function told(conversationId: string) {
  const events = await eventsBetween(world.store.read, conversationId, 0, 100)
  const messages = events.flatMap((event) => (event.type === 'message:posted' ? [event.text] : []))
  return { messages, done: events.find((event) => event.type === 'action:done'), last: events.at(-1) }
}

test('a server that stops between the approval and the action does it after the restart, once', async () => {
  const { conversationId, key } = await approved({ tool: 'coupon', percent: 5, reason: 'restart' })
  await world.claim('a node that dies')
  await world.restart()
  expect(await work()).toBe(1)
  expect(world.given('restart')).toHaveLength(1)
  const { messages, done } = await told(conversationId)
  expect(done).toMatchObject({ outcome: { tool: 'coupon', code: [...(world.shop.done.get(key) ?? [])][0] } })
  expect(messages).toHaveLength(1)
})

test('a shop that is down for a while is asked again, later each time, and does it once', async () => {
  const { conversationId } = await approved({ tool: 'coupon', percent: 5, reason: 'a while' })
  world.shop.fault = 'cut-after'
  expect(await work()).toBe(1)
  expect(await work(), 'not before the pause is over').toBe(0)
  world.shop.fault = 'busy'
  world.time += 1_000
  expect(await work()).toBe(1)
  world.shop.fault = 'none'
  world.time += 1_000
  expect(await work(), 'the second pause is longer').toBe(0)
  world.time += 1_000
  expect(await work()).toBe(1)
  expect(world.given('a while')).toHaveLength(1)
  expect((await told(conversationId)).messages).toHaveLength(1)
})

test('a shop that stays down ends in a failure that says so, to the visitor and to a person', async () => {
  const { conversationId } = await approved({ tool: 'coupon', percent: 5, reason: 'down' })
  world.shop.fault = 'cut-before'
  let tries = 0
  for (let second = 0; second < 60; second++) {
    tries += await work()
    world.time += 1_000
  }
  world.shop.fault = 'none'
  expect(tries).toBe(5)
  const { messages, done, last } = await told(conversationId)
  expect(done).toMatchObject({ failure: { kind: 'unavailable', isUncertain: true } })
  expect(messages).toEqual([expect.stringContaining('has not told us whether it went through')])
  expect(last).toMatchObject({
    type: 'conversation:queued',
    reason: 'tool-failure',
    summary: expect.stringMatching(/coupon: unavailable .*the parcel is late/),
    reply: { dueAt: expect.any(Number) },
  })
  expect(await work()).toBe(0)
})

test('a shop that says no is not asked again, and a person looks', async () => {
  const amount = { amount: 100_000, currency: 'USD' }
  const { conversationId } = await approved({
    tool: 'refund',
    number: orderNumber,
    amount,
    reason: 'too much',
  })
  expect(await work()).toBe(1)
  expect(await work()).toBe(0)
  const { messages, done, last } = await told(conversationId)
  expect(done).toMatchObject({ failure: { kind: 'refused', reason: 'above-paid', isUncertain: false } })
  expect(messages).toEqual([expect.stringContaining('could not carry it out')])
  expect(last).toMatchObject({ type: 'conversation:queued', reason: 'tool-failure' })
  expect(world.given('too much')).toEqual([])
})

test('a shop that never answers, and heeds no signal, is given up and asked again', async () => {
  const { conversationId } = await approved({ tool: 'coupon', percent: 5, reason: 'silent' })
  const silent = { ...world.shopOf('shop'), coupons: { issue: () => new Promise<never>(() => undefined) } }
  for (const each of await world.claim('node'))
    await world.run(each, 'node', {
      shopOf: () => silent as ReturnType<ProposalWorld['shopOf']>,
      patience: 50,
    })
  expect((await told(conversationId)).done, 'nothing is said to be done').toBeUndefined()
  world.time += 1_000
  expect(await work()).toBe(1)
  expect(world.given('silent')).toHaveLength(1)
})

test.each([
  [
    'en',
    /nobody could confirm this in time/,
    'Nobody decided this in time, so it was not done: the parcel is late',
  ],
  ['zh', /没有同事能及时确认/, '没有人及时审批，所以没有办理：the parcel is late'],
])(
  'what nobody decided ends, and the conversation waits for a person who reads why (%s)',
  async (language, said, summary) => {
    const conversationId = await world.converse()
    await world.store.write((writing) =>
      writing.updateTable('conversation').set({ language }).where('id', '=', conversationId).execute(),
    )
    await changeConversation(world, conversationId, (log) =>
      proposeAction(log, {
        action: { tool: 'coupon', percent: 5, reason: 'nobody' },
        customer,
        why: 'the parcel is late',
        limit: { couponUpTo: { percent: 10 } },
      }),
    )
    world.time += 4 * 60 * 60 * 1000
    await work()
    const { messages, last } = await told(conversationId)
    expect(messages).toEqual([expect.stringMatching(said)])
    expect(last).toMatchObject({
      type: 'conversation:queued',
      reason: 'policy',
      summary,
      reply: { dueAt: expect.any(Number) },
    })
  },
)

test('who agrees to another address while one waits means both, and of money there is one an order', async () => {
  const conversationId = await world.converse()
  const propose = (action: ShopAction) =>
    changeConversation(world, conversationId, async (log) => {
      const limit = { refundUpTo: { amount: 500, currency: 'USD' } }
      return (await proposeAction(log, { action, customer, why: 'late', limit })).id
    })
  const to = (line: string): ShopAction => ({
    tool: 'address-change',
    number: orderNumber,
    address: { name: 'Ada', lines: [line], city: 'Leeds', postalCode: 'LS1 4DY', country: 'GB' },
  })
  const money = (amount: number): ShopAction => ({
    tool: 'refund',
    number: orderNumber,
    amount: { amount, currency: 'USD' },
    reason: 'late',
  })
  const first = await propose(to('7 Harbour Street'))
  expect(await propose(to('7 Harbour Street'))).toBe(first)
  expect(await propose(to('9 Harbour Street'))).not.toBe(first)
  expect(await propose(money(500))).toBe(await propose(money(100)))
})
