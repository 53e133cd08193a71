import { expect, test } from 'vitest'
import { emptyCase } from '#shared/case/case-file.ts'
import { createFakePort, createFakeStorage, failure, settled } from '../../fake-port.ts'
import { createConversationModel } from '../conversation/conversation-model.ts'
import { createInboxModel } from '../inbox/inbox-model.ts'

const me = { id: 'mei' }
const row = {
  ...{ id: 'c', status: 'queued', head: 1, fence: 0, visitor: { id: 'v' }, language: 'en', preview: 'Hello' },
  ...{ previewSender: 'visitor', createdAt: 0, updatedAt: 0, proposals: 0, promisesWarned: 0 },
  ...{ promisesBroken: 0, priority: 0, attention: [] },
}
const conversation = {
  ...{
    id: 'c',
    status: 'queued',
    head: 0,
    events: [],
    fence: 0,
    attention: [],
    language: 'en',
    createdAt: 0,
  },
  ...{ caseFile: emptyCase(), visitor: { id: 'v', locale: 'en', lastSeenAt: 0, online: true } },
}

test('a conversation whose visitor was erased leaves the inbox at once, and no late fact brings it back', async () => {
  const port = createFakePort()
  port.answers('inbox:list', { ok: true, conversations: [row], counts: {} } as never)
  const inbox = createInboxModel(port, me)
  await inbox.show('waiting')
  expect(inbox.rows.value).toHaveLength(1)
  port.answers('inbox:list', { ok: true, conversations: [], counts: {} } as never)
  port.tell('conversation:erased', { conversationId: 'c' })
  expect(inbox.rows.value).toEqual([])
  port.tell('inbox:changed', { conversation: row as never })
  expect(inbox.rows.value).toEqual([])
  inbox.dispose()
})

test('whoever had it open reads that it is gone, and nothing of it', async () => {
  const port = createFakePort()
  port.answers('conversation:watch', { ok: true, conversation } as never)
  const model = createConversationModel({
    connection: port,
    conversationId: 'c',
    me,
    storage: createFakeStorage(),
  })
  await settled()
  expect(model.snapshot.value?.id).toBe('c')
  port.tell('conversation:erased', { conversationId: 'another' })
  expect(model.snapshot.value?.id).toBe('c')
  port.tell('conversation:erased', { conversationId: 'c' })
  expect(model.snapshot.value).toBeUndefined()
  expect(model.failure.value).toMatchObject({ error: 'not-found' })
  model.dispose()
})

test('a desk that was away meanwhile finds it gone when it comes back', async () => {
  const port = createFakePort()
  port.answers('conversation:watch', { ok: true, conversation } as never)
  const model = createConversationModel({
    connection: port,
    conversationId: 'c',
    me,
    storage: createFakeStorage(),
  })
  await settled()
  port.state.value = 'offline'
  port.answers('conversation:watch', failure('not-found'))
  port.state.value = 'online'
  await settled()
  expect(model.snapshot.value).toBeUndefined()
  model.dispose()
})
