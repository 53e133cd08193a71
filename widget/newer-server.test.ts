import { expect, test } from 'vitest'
import type { LogEvent } from '#shared/conversation.ts'
import { createConversationModel } from './conversation-model.ts'
import { FakeConnection, posted } from './testing/fake-connection.ts'

test('a fact of a kind that only a newer server knows keeps its place, and the conversation goes on', () => {
  const connection = new FakeConnection()
  connection.start()
  const model = createConversationModel(connection)
  model.replace({ id: 'c1', status: 'automated', head: 1, events: [posted(1, 'visitor', 'hello')] })
  connection.append({ type: 'conversation:sung', seq: 2, at: 2, song: 'la' } as unknown as LogEvent)
  connection.append(posted(3, 'assistant', 'hi'))
  expect(model.snapshot.value).toMatchObject({ head: 3, status: 'automated' })
  expect(model.snapshot.value?.events.map(({ type }) => type)).toEqual([
    'message:posted',
    'event:withheld',
    'message:posted',
  ])
  model.close()
})
