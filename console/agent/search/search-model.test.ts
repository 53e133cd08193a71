import { expect, test } from 'vitest'
import type { InboxRow } from '#shared/protocol.ts'
import { createFakePort, failure, settled } from '../../fake-port.ts'
import { createSearchModel } from './search-model.ts'

const hit = (id: string) => ({ conversation: { id, head: 1, preview: 'before' } as InboxRow })

test('a slower answer for words of before does not overwrite what was found for these', async () => {
  const port = createFakePort()
  const model = createSearchModel(port)
  let answer = (_: unknown) => undefined as void
  const first = new Promise((resolve) => {
    answer = resolve
  })
  port.request = (async (_name: string, { text }: { text: string }) => {
    if (text === 'old') await first
    return { ok: true, hits: [hit(text)] }
  }) as never
  const slow = model.search('old', {})
  await model.search('new', {})
  answer(undefined)
  await slow
  expect(model.hits.value.map(({ conversation }) => conversation.id)).toEqual(['new'])
  model.dispose()
})

test('pages join without repetition; what changes or is erased meanwhile is seen', async () => {
  const port = createFakePort()
  port.answers('inbox:search', ({ cursor }: { cursor?: string }) =>
    cursor
      ? { ok: true, hits: [hit('b'), hit('c')] }
      : ({ ok: true, hits: [hit('a'), hit('b')], next: '7' } as never),
  )
  const model = createSearchModel(port)
  await model.search('x', { language: 'en', status: 'queued', to: '2026-01-01' })
  expect(port.sent[0]?.payload).toMatchObject({
    text: 'x',
    language: 'en',
    status: 'queued',
    until: expect.any(Number),
  })
  await model.more()
  expect(model.hits.value.map(({ conversation }) => conversation.id)).toEqual(['a', 'b', 'c'])
  port.tell('inbox:changed', { conversation: { id: 'b', head: 2, preview: 'after' } as InboxRow })
  port.tell('conversation:erased', { conversationId: 'a' })
  expect(model.hits.value.map(({ conversation }) => conversation.preview)).toEqual(['after', 'before'])
  model.dispose()
})

test('a search that failed is tried again when the connection is back', async () => {
  const port = createFakePort()
  const model = createSearchModel(port)
  port.answers('inbox:search', failure('unavailable'))
  await model.search('x', {})
  expect(model.failure.value).toMatchObject({ error: 'unavailable' })
  port.answers('inbox:search', { ok: true, hits: [hit('a')] } as never)
  port.state.value = 'offline'
  port.state.value = 'online'
  await settled()
  expect([model.failure.value, model.hits.value.length]).toEqual([undefined, 1])
  model.leave()
  expect(model.hits.value).toEqual([])
  model.dispose()
})
