import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inMemory } from './storage.ts'
import { FakeConnection, posted, settled } from './testing/fake-connection.ts'
import { createWidgetModel } from './widget-model.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function begin(storage = inMemory()) {
  const connection = new FakeConnection()
  const model = createWidgetModel({ connection, storage, locale: 'en' })
  connection.start()
  await connection.openSession()
  return { connection, model, storage }
}

const accepted = (seq: number) =>
  ({ ok: true, conversationId: 'c1', messageId: `m${seq}`, seq, at: 1 }) as const

test('messages are sent in order and one at a time, the later ones with the conversation of the first', async () => {
  const { connection, model } = await begin()
  model.outbox.send('one')
  model.outbox.send('two')
  await settled()
  const first = connection.take('message:send')
  expect(first.payload).toEqual({ id: expect.any(String), text: 'one' })
  expect(connection.has('message:send')).toBe(false)
  await first.answer(accepted(1))
  expect(connection.take('message:send').payload).toMatchObject({ text: 'two', conversationId: 'c1' })
})

test('after a lost connection a message goes again with the same id, and only once the session is open', async () => {
  const { connection, model } = await begin()
  model.outbox.send('hello')
  const first = connection.take('message:send')
  await connection.lose()
  expect(model.outbox.messages.value).toMatchObject([{ state: 'waiting' }])
  connection.start()
  await settled()
  expect(connection.has('message:send')).toBe(false)
  await connection.openSession()
  expect(connection.take('message:send').payload).toEqual(first.payload)
})

test('a message written before a reload is still sent, with the id it had', async () => {
  const { connection, model, storage } = await begin()
  model.outbox.send('hello')
  const { id } = connection.take('message:send').payload
  model.close()
  const after = await begin(storage)
  expect(after.connection.take('message:send').payload).toEqual({ id, text: 'hello' })
})

test('files go with their message by their ids, after a reload too, and a message of files alone is one', async () => {
  const { connection, model, storage } = await begin()
  const file = { id: 'f1', name: 'a.png', type: 'image/png', size: 3, width: 2, height: 1, url: '/a' }
  model.outbox.send('', [file])
  const { payload } = connection.take('message:send')
  expect(payload).toEqual({ id: expect.any(String), text: '', attachments: ['f1'] })
  model.close()
  const after = await begin(storage)
  expect(after.connection.take('message:send').payload).toEqual(payload)
  expect(after.model.outbox.messages.value).toMatchObject([{ attachments: [file], state: 'waiting' }])
})

test('an acknowledged message is kept nowhere but in the log', async () => {
  const { connection, model, storage } = await begin()
  model.outbox.send('hello')
  const sent = connection.take('message:send')
  await sent.answer(accepted(1))
  expect(storage.keys('outbox:')).toEqual([])
  expect(model.outbox.messages.value).toMatchObject([{ state: 'acknowledged' }])
  connection.append(posted(1, 'visitor', 'hello', sent.payload.id))
  expect(model.outbox.messages.value).toEqual([])
})

test('a refused message shows its sentence, lets the next one pass, and can be tried again or removed', async () => {
  const { connection, model, storage } = await begin()
  model.outbox.send('bad')
  model.outbox.send('good')
  const refusal = { ok: false, error: 'invalid', message: 'A message is text, not bytes.' } as const
  const first = connection.take('message:send')
  await first.answer(refusal)
  expect(model.outbox.messages.value[0]).toMatchObject({ state: 'refused', refusal })
  await connection.take('message:send').answer(accepted(1))
  model.outbox.tryAgain(first.payload.id)
  const again = connection.take('message:send')
  expect(again.payload.id).toBe(first.payload.id)
  await again.answer(refusal)
  model.outbox.remove(first.payload.id)
  expect(model.outbox.messages.value.map((message) => message.text)).toEqual(['good'])
  expect(storage.keys('outbox:')).toEqual([])
})

test('a rate-limited message waits as long as it is told and is then sent again', async () => {
  const { connection, model } = await begin()
  model.outbox.send('quick')
  const first = connection.take('message:send')
  await first.answer({ ok: false, error: 'rate-limited', message: 'Slower, please.', retryAfter: 3 })
  await vi.advanceTimersByTimeAsync(2_900)
  expect(connection.has('message:send')).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(connection.take('message:send').payload.id).toBe(first.payload.id)
})

test('a server that is there but cannot take a message has refused it after some attempts', async () => {
  const { connection, model } = await begin()
  model.outbox.send('hello')
  for (let attempt = 0; attempt < 4; attempt++) {
    await connection
      .take('message:send')
      .answer({ ok: false, error: 'unavailable', message: 'The store is away.' })
    await vi.advanceTimersByTimeAsync(30_000)
  }
  expect(connection.has('message:send')).toBe(false)
  expect(model.outbox.messages.value).toMatchObject([{ state: 'refused', refusal: { error: 'unavailable' } }])
})

test('an id is a UUID', async () => {
  const { connection, model } = await begin()
  model.outbox.send('hello')
  expect(connection.take('message:send').payload.id).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
})

test('a message that has not gone out can be changed in its place and under its id, and goes out changed', async () => {
  const { connection, model, storage } = await begin()
  await connection.lose()
  model.outbox.send('frist')
  model.outbox.send('second')
  const [first] = model.outbox.messages.value
  expect(model.outbox.edit(first?.id ?? '', 'first')).toBe(true)
  model.close()
  // Changed for good: after a reload too.
  const after = await begin(storage)
  const sent = after.connection.take('message:send')
  expect(sent.payload).toEqual({ id: first?.id, text: 'first' })
  await sent.answer(accepted(1))
  expect(after.connection.take('message:send').payload).toMatchObject({ text: 'second' })
})

test('while a message is changed it waits, and those behind it with it', async () => {
  const { connection, model } = await begin()
  await connection.lose()
  model.outbox.send('one')
  model.outbox.send('two')
  const id = model.outbox.messages.value[0]?.id ?? ''
  expect(model.outbox.hold(id, true)).toBe(true)
  connection.start()
  await settled()
  await connection.openSession()
  expect(connection.has('message:send')).toBe(false)
  // The visitor leaves it as it is.
  model.outbox.hold(id, false)
  expect(connection.take('message:send').payload).toMatchObject({ id, text: 'one' })
})

test('invariant 2: what may have reached the server keeps its text, over a lost connection and a reload', async () => {
  const { connection, model, storage } = await begin()
  model.outbox.send('hello')
  const { id } = connection.take('message:send').payload
  expect(model.outbox.edit(id, 'goodbye')).toBe(false)
  await connection.lose()
  expect(model.outbox.hold(id, true)).toBe(false)
  expect(model.outbox.edit(id, 'goodbye')).toBe(false)
  model.close()
  const after = await begin(storage)
  expect(after.model.outbox.edit(id, 'goodbye')).toBe(false)
  expect(after.connection.take('message:send').payload).toEqual({ id, text: 'hello' })
})

test('what the server refused and did not keep can be changed; what it may have kept cannot', async () => {
  const { connection, model } = await begin()
  model.outbox.send('bad')
  const refused = connection.take('message:send')
  await refused.answer({ ok: false, error: 'invalid', message: 'A message is text, not bytes.' })
  expect(model.outbox.edit(refused.payload.id, 'good')).toBe(true)
  const again = connection.take('message:send')
  expect(again.payload).toEqual({ id: refused.payload.id, text: 'good' })
  await again.answer({ ok: false, error: 'conflict', message: 'This id was used before.' })
  expect(model.outbox.messages.value).toMatchObject([{ state: 'refused' }])
  expect(model.outbox.edit(refused.payload.id, 'better')).toBe(false)
})
