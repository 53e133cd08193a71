import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { PreChatQuestion, PublicSite } from '#shared/site.ts'
import { inMemory } from './storage.ts'
import { FakeConnection, posted, settled, site } from './testing/fake-connection.ts'
import { createWidgetModel } from './widget-model.ts'

const consent = { version: 'aaaa0001', text: { en: 'We keep it.', zh: '我们会保存。' } }
const mail: PreChatQuestion = {
  id: 'mail',
  kind: 'email',
  required: true,
  label: { en: 'E-mail', zh: '邮箱' },
}
const why: PreChatQuestion = {
  id: 'why',
  kind: 'text',
  required: false,
  label: { en: 'Why?', zh: '什么事？' },
}
const settingsOf = (more: object) => ({ preChat: [], consent: null, ...more }) as unknown as PublicSite

function begin(more: object | undefined, storage = inMemory()) {
  const connection = new FakeConnection()
  const settings = signal(more && settingsOf(more))
  const isKnown = signal(more !== undefined)
  const model = createWidgetModel({ connection, storage, locale: 'en', settings, isKnown })
  return { connection, model, storage, settings, isKnown }
}

async function open(connection: FakeConnection, told: object = {}) {
  connection.start()
  await settled()
  await connection.take('session:open').answer({
    ...{ ok: true, visitor: 'token', visitorId: 'v1', site, attachmentLimit: 1, conversation: null },
    ...told,
  })
}

test('nothing is sent before the visitor agreed, and what they wrote meanwhile goes out then', async () => {
  const { connection, model, storage } = begin({ consent })
  expect(model.before.step.value).toBe('consent')
  await open(connection)
  model.outbox.send('Hello')
  await settled()
  expect(connection.has('message:send')).toBe(false)
  model.before.agreed(consent.version)
  await settled()
  expect(connection.take('message:send').payload).toMatchObject({ text: 'Hello' })
  expect(storage.get('consent')).toBe(consent.version)
})

test('who agreed before is not asked again, unless the server has no record of it or the notice is another', async () => {
  const storage = inMemory()
  storage.set('consent', consent.version)
  const { connection, model, settings } = begin({ consent }, storage)
  expect(model.before.step.value).toBeUndefined()
  expect(model.before.passed.value).toBe(false)
  await open(connection, { agreed: consent.version })
  expect(model.before.passed.value).toBe(true)
  settings.value = settingsOf({ consent: { ...consent, version: 'aaaa0002' } })
  expect(model.before.step.value).toBe('consent')

  const stranger = begin({ consent }, storage)
  await open(stranger.connection)
  expect(stranger.model.before.step.value).toBe('consent')
})

test('while it is not known whether anything is asked, nothing is sent', async () => {
  const { connection, model, isKnown } = begin(undefined)
  await open(connection)
  model.outbox.send('Hello')
  await settled()
  expect(connection.has('message:send')).toBe(false)
  isKnown.value = true
  await settled()
  expect(connection.has('message:send')).toBe(true)
})

test('questions are asked before the first message only, and their answers go with it, after a reload too', async () => {
  const { connection, model, storage } = begin({ preChat: [mail, why] })
  await open(connection)
  expect(model.before.step.value).toBe('questions')
  model.before.answers.value = { mail: 'mia@example.com' }
  model.close()

  const after = begin({ preChat: [mail, why] }, storage)
  after.model.outbox.send('Hello')
  await open(after.connection)
  const sent = after.connection.take('message:send')
  expect(sent.payload).toMatchObject({ text: 'Hello', answers: { mail: 'mia@example.com' } })
  await sent.answer({ ok: true, conversationId: 'c1', messageId: 'm1', seq: 1, at: 1 })
  expect(storage.get('answers')).toBeNull()
  after.connection.append(posted(1, 'visitor', 'Hello'))
  expect(after.model.before.step.value).toBeUndefined()
  after.model.outbox.send('And')
  await settled()
  expect(after.connection.take('message:send').payload).not.toHaveProperty('answers')
})

test('nobody is asked for an e-mail address that the shop has signed', async () => {
  const { connection, model } = begin({ preChat: [mail] })
  await open(connection, { emailKnown: true })
  expect(model.before.step.value).toBeUndefined()
  expect(model.before.passed.value).toBe(true)
})

test('a conversation that goes on is not held up by questions', async () => {
  const { connection, model } = begin({ preChat: [why] })
  const conversation = { id: 'c1', status: 'automated', head: 1, events: [posted(1, 'visitor', 'Hello')] }
  await open(connection, { conversation })
  expect(model.before.step.value).toBeUndefined()
})

test('whoever turns out to be somebody else is asked for their own consent', async () => {
  const { connection, model } = begin({ consent })
  await open(connection, { agreed: consent.version })
  expect(model.before.passed.value).toBe(true)
  model.session.identified({ visitor: 'other', visitorId: 'v2', conversation: null })
  expect(model.before.step.value).toBe('consent')
})
