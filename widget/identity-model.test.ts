import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Snapshot } from '#shared/conversation.ts'
import type { FailureResult } from '#shared/result.ts'
import { createIdentityModel } from './identity-model.ts'
import { inMemory, type Storage } from './storage.ts'
import { FakeConnection, posted, settled, site } from './testing/fake-connection.ts'
import { createWidgetModel } from './widget-model.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const talk: Snapshot = { id: 'c1', status: 'automated', head: 1, events: [posted(1, 'visitor', 'hello')] }

function begin(storage: Storage = inMemory()) {
  const connection = new FakeConnection()
  connection.token = () => storage.get('visitor') ?? undefined
  const model = createWidgetModel({ connection, storage, locale: 'en' })
  const refused: [string, FailureResult][] = []
  const identity = createIdentityModel({
    model,
    storage,
    refused: (call, failure) => refused.push([call, failure]),
  })
  return { connection, storage, model, identity, refused }
}

const answerOf = (visitor: string, visitorId: string, conversation: Snapshot | null = null) => ({
  ok: true as const,
  visitor,
  visitorId,
  conversation,
})
const session = (visitor: string, visitorId: string, more: { identified?: boolean } = {}) => ({
  ...answerOf(visitor, visitorId),
  site,
  attachmentLimit: 1,
  ...more,
})

test('what was called before the session is open is carried out in order: who it is, then what they do', async () => {
  const { connection, identity, storage, model } = begin()
  identity.take({ type: 'track', name: 'seen', data: {} })
  identity.take({ type: 'context', context: { cart: 1, member: true } })
  identity.take({ type: 'identify', token: 'older' })
  identity.take({ type: 'identify', token: 'newest' })
  identity.take({ type: 'context', context: { cart: 2 } })
  identity.take({ type: 'order', number: 'NL-1' })
  expect(connection.asked).toEqual([])
  connection.start()
  await connection.openSession()
  const asked = connection.take('visitor:identify')
  expect(asked.payload).toEqual({ identity: 'newest' })
  expect(connection.asked).toEqual([])
  await asked.answer(answerOf('rotated', 'v1', talk))
  expect(storage.get('visitor')).toBe('rotated')
  expect(model.conversation.snapshot.value).toEqual(talk)
  const context = connection.take('visitor:context')
  expect(context.payload).toEqual({ context: { cart: 2, member: true } })
  await context.answer({ ok: true })
  await connection.take('visitor:order').answer({ ok: true })
  await connection.take('visitor:track').answer({ ok: true })
  expect(connection.asked).toEqual([])
})

test('a refused identity is told to the page and leaves the visitor who they were', async () => {
  const { connection, identity, storage, refused } = begin()
  connection.start()
  await connection.openSession()
  identity.take({ type: 'identify', token: 'old' })
  const failure: FailureResult = { ok: false, error: 'unauthenticated', message: 'exp: it has expired.' }
  await connection.take('visitor:identify').answer(failure)
  expect(refused).toEqual([['identify', failure]])
  expect(storage.get('visitor')).toBe('token')
  await connection.lose()
  connection.start()
  await connection.openSession()
  expect(connection.asked).toEqual([])
})

test('what the line lost is asked again in the next session, and what the server cannot do now a while later', async () => {
  const { connection, identity, refused } = begin()
  connection.start()
  await connection.openSession()
  identity.take({ type: 'order', number: 'NL-1' })
  connection.take('visitor:order')
  await connection.lose()
  connection.start()
  await connection.openSession()
  const busy: FailureResult = { ok: false, error: 'rate-limited', message: '', retryAfter: 7 }
  await connection.take('visitor:order').answer(busy)
  await vi.advanceTimersByTimeAsync(6_999)
  expect(connection.asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  await connection.take('visitor:order').answer(busy)
  await vi.advanceTimersByTimeAsync(7_000)
  await connection.take('visitor:order').answer(busy)
  expect(refused).toEqual([['setOrder', busy]])
})

test('who signs out is forgotten at once, ended on the server, and followed by a new visitor', async () => {
  const { connection, identity, storage, model } = begin()
  connection.start()
  await connection.openSession(talk)
  model.outbox.send('on its way')
  identity.take({ type: 'context', context: { cart: 1 } })
  identity.take({ type: 'reset' })
  expect(storage.get('visitor')).toBeNull()
  expect(model.conversation.snapshot.value).toBeUndefined()
  expect(model.outbox.messages.value).toEqual([])
  await connection.take('visitor:context').answer({ ok: true })
  const logout = connection.take('visitor:logout')
  expect(logout.payload).toEqual({ visitor: 'token' })
  await logout.answer({ ok: true })
  expect(storage.get('leaving')).toBeNull()
  expect(connection.shown()).toBeUndefined()
  expect(model.session.open.value).toBe(false)
  await connection.take('session:open').answer(session('next', 'v2'))
  expect(storage.get('visitor')).toBe('next')
  expect(model.session.open.value).toBe(true)
  expect(connection.has('visitor:context')).toBe(false)
})

test('who signs out without a connection is ended by the next visitor, on a later page too', async () => {
  const first = begin()
  first.connection.start()
  await first.connection.openSession(talk)
  await first.connection.lose()
  first.identity.take({ type: 'reset' })
  expect(first.storage.get('visitor')).toBeNull()
  expect(first.storage.get('leaving')).toBe('token')
  first.identity.close()
  first.model.close()

  const later = begin(first.storage)
  expect(later.connection.state.value.name).toBe('online')
  await later.connection.take('session:open').answer(session('next', 'v2'))
  const logout = later.connection.take('visitor:logout')
  expect(logout.payload).toEqual({ visitor: 'token' })
  await logout.answer({ ok: true })
  expect(later.storage.get('leaving')).toBeNull()
  expect(later.model.session.open.value).toBe(true)
  expect(later.storage.get('visitor')).toBe('next')
})

test('who signs out while they are being identified is ended under the token that came of it', async () => {
  const { connection, identity, storage, model } = begin()
  connection.start()
  await connection.openSession(talk)
  identity.take({ type: 'identify', token: 'jwt' })
  identity.take({ type: 'reset' })
  await connection.take('visitor:identify').answer(answerOf('rotated', 'v1', talk))
  expect(storage.get('visitor')).toBeNull()
  expect(model.conversation.snapshot.value).toBeUndefined()
  const logout = connection.take('visitor:logout')
  expect(logout.payload).toEqual({ visitor: 'rotated' })
  await logout.answer({ ok: true })
  expect(model.session.open.value).toBe(false)
})

test('who signs in after somebody signed out waits until that is done', async () => {
  const { connection, identity } = begin()
  connection.start()
  await connection.openSession(talk)
  identity.take({ type: 'reset' })
  identity.take({ type: 'identify', token: 'next' })
  expect(connection.has('visitor:identify')).toBe(false)
  await connection.take('visitor:logout').answer({ ok: true })
  await connection.take('session:open').answer(session('other', 'v2'))
  expect(connection.take('visitor:identify').payload).toEqual({ identity: 'next' })
})

test('what a known person left unsent is not sent by whoever comes next, in another tab either', async () => {
  const { connection, model, storage } = begin()
  connection.start()
  await connection.take('session:open').answer(session('token', 'v1', { identified: true }))
  model.outbox.send('for Ada only')
  await connection.lose()
  storage.set('visitor', 'of Ben')
  connection.start()
  await connection.take('session:open').answer(session('of Ben', 'v2', { identified: true }))
  await settled()
  expect(model.outbox.messages.value).toEqual([])
  expect(connection.asked.filter(({ name }) => name === 'message:send')).toHaveLength(1)
})

test('a known person of whom the server knows nothing any more goes on as a new visitor, with what they wrote', async () => {
  const { connection, model, storage } = begin()
  connection.start()
  await connection.take('session:open').answer({
    ...session('token', 'v1', { identified: true }),
    conversation: talk,
  })
  await connection.lose()
  model.outbox.send('And to New Zealand?')
  connection.start()
  await connection.take('session:open').answer({ ok: false, error: 'unauthenticated', message: 'expired' })
  expect(storage.get('visitor')).toBeNull()
  expect(connection.shown()).toBeUndefined()
  await connection.take('session:open').answer(session('next', 'v2'))
  const { payload } = connection.take('message:send')
  expect(payload).toMatchObject({ text: 'And to New Zealand?' })
  expect(payload).not.toHaveProperty('conversationId')
  expect(model.outbox.messages.value).toHaveLength(1)
})

test('a known person who signed out in another tab leaves nothing to whoever comes next', async () => {
  const { connection, model, storage } = begin()
  connection.start()
  await connection.take('session:open').answer(session('token', 'v1', { identified: true }))
  await connection.lose()
  model.outbox.send('for Ada only')
  connection.start()
  storage.set('visitor', null)
  await connection.take('session:open').answer({ ok: false, error: 'unauthenticated', message: 'ended' })
  await connection.take('session:open').answer(session('next', 'v2'))
  expect(model.outbox.messages.value).toEqual([])
  expect(connection.has('message:send')).toBe(false)
})

test('a token that another tab has replaced is not taken away from it', async () => {
  const { connection, storage, model } = begin()
  storage.set('visitor', 'old')
  connection.start()
  storage.set('visitor', 'rotated elsewhere')
  await connection.take('session:open').answer({ ok: false, error: 'unauthenticated', message: 'replaced' })
  expect(storage.get('visitor')).toBe('rotated elsewhere')
  expect(connection.shown()).toBe('rotated elsewhere')
  await connection.take('session:open').answer(session('rotated elsewhere', 'v1'))
  expect(model.session.open.value).toBe(true)
})

test('of what waits the newest stays: twenty events and twenty names', async () => {
  const { connection, identity } = begin()
  for (let index = 0; index < 30; index += 1) {
    identity.take({ type: 'track', name: `step ${index}`, data: {} })
    identity.take({ type: 'context', context: { [`name ${index}`]: index } })
  }
  connection.start()
  await connection.openSession()
  const context = connection.take('visitor:context')
  expect(Object.keys(context.payload.context)).toEqual(
    Array.from({ length: 20 }, (_, index) => `name ${index + 10}`),
  )
  await context.answer({ ok: true })
  for (let index = 10; index < 30; index += 1) {
    const told = connection.take('visitor:track')
    expect(told.payload.name).toBe(`step ${index}`)
    await told.answer({ ok: true })
  }
  expect(connection.asked).toEqual([])
})
