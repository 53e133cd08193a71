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
  expect(last).toMatchObject({ type: 'conversation:queued', reason: 'tool-failure' })
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
