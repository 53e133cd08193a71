import { expect, test } from 'vitest'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { createFakePort } from '../../fake-port.ts'
import { createConversationModel } from '../conversation/conversation-model.ts'

const snapshot = (head: number): DeskSnapshot =>
  ({
    id: 'c1',
    status: 'queued',
    head,
    events: [],
    fence: 1,
    language: 'en',
    createdAt: 0,
    visitor: { id: 'v1', locale: 'en', lastSeenAt: 0, online: true },
  }) as unknown as DeskSnapshot

const storage = { read: () => undefined, write: () => undefined } as never

async function open() {
  const port = createFakePort()
  port.answers('conversation:watch', { ok: true, conversation: snapshot(1) } as never)
  const model = createConversationModel({
    connection: port,
    conversationId: 'c1',
    me: { id: 'me' },
    storage,
  })
  await model.open()
  return { port, model }
}

const proposal = { proposalId: 'p1', version: 1 }

test('a decision that came second shows the newest state and says so, instead of naming an owner', async () => {
  const { port, model } = await open()
  port.answers('action:decide', { ok: false, error: 'conflict', message: 'Mei was first.' })
  port.answers('conversation:watch', { ok: true, conversation: snapshot(5) } as never)
  expect(await model.decide(proposal, 'approve', {})).toBe(false)
  expect(model.notice.value).toEqual({ kind: 'decided-first' })
  expect(model.snapshot.value?.head).toBe(5)
  model.dispose()
})

test('one click sends one decision, with the version that was looked at', async () => {
  const { port, model } = await open()
  await Promise.all([
    model.decide(proposal, 'refuse', { comment: 'no' }),
    model.decide(proposal, 'refuse', {}),
  ])
  expect(port.sent.filter(({ name }) => name === 'action:decide').map(({ payload }) => payload)).toEqual([
    { proposalId: 'p1', version: 1, decision: 'refuse', comment: 'no' },
  ])
  model.dispose()
})

test('above the limit says who may decide; a proposal that is not taken answers why', async () => {
  const { port, model } = await open()
  port.answers('action:decide', { ok: false, error: 'forbidden', message: 'no' })
  await model.decide(proposal, 'approve', {})
  expect(model.notice.value).toEqual({ kind: 'above-limit' })
  port.answers('action:propose', { ok: false, error: 'not-found', message: 'no' })
  const action = { tool: 'coupon', percent: 5, reason: 'late' } as const
  const order = { number: 'NL-1', email: 'emma@example.com' }
  expect(await model.propose({ action, order, why: 'late' })).toMatchObject({ error: 'not-found' })
  model.dispose()
})
