import { expect, test } from 'vitest'
import type { LogEvent } from '#shared/conversation.ts'
import type { Colleague } from '#shared/presence.ts'
import { createFakePort, failure, settled } from '../../fake-port.ts'
import { language } from '../../texts/texts.ts'
import { givenText, returnedText } from './lines.ts'
import { createPresence } from './presence-model.ts'

const colleague = (id: string, presence: Colleague['presence']): Colleague => ({
  ...{ id, name: id, presence, teams: [], load: 0, capacity: 5 },
})

async function open() {
  const port = createFakePort()
  port.answers('presence:list', {
    ok: true,
    people: [colleague('ana', 'busy'), colleague('ben', 'online')],
    teams: [{ id: 't', name: 'Repairs' }],
  } as never)
  const model = createPresence(port, { id: 'ana' })
  await settled()
  return { port, model }
}

test('what was chosen before is shown again, and what others choose as it happens', async () => {
  const { port, model } = await open()
  expect(model.mine.value).toBe('busy')
  port.tell('presence:changed', { personId: 'ben', presence: 'away' })
  expect(model.people.value.find(({ id }) => id === 'ben')?.presence).toBe('away')
  // Chosen on another device of mine.
  port.tell('presence:changed', { personId: 'ana', presence: 'online' })
  expect(model.mine.value).toBe('online')
  model.dispose()
})

test('a choice shows at once, and what was refused is not shown any more', async () => {
  const { port, model } = await open()
  port.answers('presence:set', failure('unavailable'))
  const refused = model.choose('offline')
  expect(model.mine.value).toBe('offline')
  await refused
  expect(model.mine.value).toBe('busy')
  expect(model.isRefused.value).toBe(true)
  port.answers('presence:set', { ok: true })
  await model.choose('away')
  expect(model.mine.value).toBe('away')
  expect(model.isRefused.value).toBe(false)
  model.dispose()
})

test('after the connection was gone everything is asked for anew', async () => {
  const { port, model } = await open()
  port.state.value = 'offline'
  port.answers('presence:list', { ok: true, people: [colleague('ana', 'online')], teams: [] } as never)
  port.state.value = 'online'
  await settled()
  expect(model.mine.value).toBe('online')
  expect(model.people.value).toHaveLength(1)
  model.dispose()
})

test('the log says why a conversation came back, and by which rule it was given', () => {
  language.value = 'en'
  const place = { seq: 1, at: 1 }
  const queued = { type: 'conversation:queued', reason: 'policy', ...place } as const
  expect(returnedText(queued)).toBeUndefined()
  const back = { ...queued, returned: { why: 'no-reply', name: 'Ana', personId: 'ana' } } as const
  expect(returnedText(back)).toContain('Ana did not reply in time')
  const newer = { ...back, returned: { ...back.returned, why: 'of-tomorrow' } } as unknown as typeof back
  expect(returnedText(newer)).toBeUndefined()
  const given: Extract<LogEvent, { type: 'conversation:assigned' }> = {
    ...place,
    type: 'conversation:assigned',
    name: 'Ana',
    given: 'sticky',
  }
  expect(givenText(given)).toContain('had this visitor before')
  expect(givenText({ ...given, given: undefined })).toBeUndefined()
})
