import { signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import type { CopilotDraft } from '#shared/copilot.ts'
import { createFakePort, createFakeStorage, type FakePort, failure, settled } from '../../fake-port.ts'
import type { Storage } from '../../shell/preferences.ts'
import { type Copilot, createCopilot } from './copilot-model.ts'

const article = {
  articleId: 'a',
  language: 'en',
  version: 1,
  title: 'Delivery',
  passage: '**3** days',
} as const
const drafted: CopilotDraft = {
  ...{
    draftId: 'd',
    text: 'It takes 3 days. You get US$5.',
    language: 'en',
    basis: 'articles',
    byModel: true,
  },
  ...{ citations: [article], nearest: [], facts: [] },
  doubts: [{ kind: 'promise-without-provenance', sentence: 'You get US$5.' }],
}

let port: FakePort
let storage: Storage
let copilot: Copilot
const reply = signal('')

function open(): Copilot {
  return createCopilot({
    ...{ connection: port, conversationId: 'c', storage, personId: 'p', reply },
    write: (text) => {
      reply.value = text
    },
  })
}
beforeEach(() => {
  port = createFakePort()
  storage = createFakeStorage()
  reply.value = ''
  copilot = open()
  port.answers('copilot:abilities', { ok: true, model: true, styles: ['shorter'], translates: true } as never)
})

describe('a draft', () => {
  beforeEach(async () => {
    port.answers('copilot:draft', { ok: true, ...drafted } as never)
    await copilot.draft()
  })

  test('is shown and touches nothing that is written', () => {
    expect(copilot.result.value).toMatchObject({ tool: 'draft', draft: { draftId: 'd' } })
    expect(reply.value).toBe('')
    expect(port.sent.map(({ name }) => name)).not.toContain('message:send')
  })

  test('goes below what the agent wrote, and takes its place only where they choose it', () => {
    reply.value = 'Let me see.'
    copilot.insert(drafted)
    expect(reply.value).toBe('Let me see.\n\nIt takes 3 days. You get US$5.')
    copilot.undo()
    expect(reply.value).toBe('Let me see.')
    expect(copilot.share.current.value.cites).toEqual([])
    copilot.insert(drafted, 'replace')
    expect(reply.value).toBe(drafted.text)
  })

  test('goes with its id and its citations into the message, and into that one only', () => {
    copilot.insert(drafted)
    expect(copilot.share.take()).toEqual({ draftId: 'd', cites: [{ articleId: 'a', language: 'en' }] })
    expect(copilot.share.take()).toEqual({})
  })

  test('comes back with what it brought where the message is taken back', () => {
    copilot.insert(drafted)
    const text = reply.value
    copilot.share.take()
    reply.value = ''
    expect(copilot.share.current.value.draftId).toBeUndefined()
    reply.value = `${text}\n`
    expect(copilot.share.current.value).toMatchObject({ draftId: 'd', cites: [article] })
  })

  test('names what needs proof for as long as it stands in the reply', () => {
    copilot.insert(drafted)
    expect(copilot.share.doubts.value).toHaveLength(1)
    reply.value = 'It takes 3 days.'
    expect(copilot.share.doubts.value).toEqual([])
  })

  test('is forgotten with the text, and survives the page with it', () => {
    copilot.insert(drafted)
    expect(open().share.current.value.draftId).toBe('d')
    reply.value = ''
    expect(copilot.share.current.value).toEqual({ cites: [], doubts: [] })
    expect(open().share.current.value.draftId).toBeUndefined()
  })
})

describe('a rewrite', () => {
  const rewritten = (text: string, more: object = {}) =>
    port.answers('copilot:rewrite', {
      ok: true,
      text,
      byModel: false,
      isSame: false,
      doubts: [],
      ...more,
    } as never)

  test('of a selection changes only that, at once, and can be undone', async () => {
    reply.value = 'Hello.  This is long.  Bye.'
    rewritten('Short.')
    await copilot.rewrite('shorter', { start: 6, end: 23 })
    expect(port.sent.at(-1)?.payload).toMatchObject({ text: 'This is long.', style: 'shorter' })
    expect(reply.value).toBe('Hello.  Short.  Bye.')
    copilot.undo()
    expect(reply.value).toBe('Hello.  This is long.  Bye.')
  })

  test('does not overwrite what the agent wrote meanwhile', async () => {
    reply.value = 'One.'
    rewritten('Uno.')
    const asked = copilot.rewrite('formal')
    reply.value = 'One. Two.'
    await asked
    expect(reply.value).toBe('One. Two.')
    const shown = copilot.result.value
    expect(shown?.tool).toBe('rewrite')
    if (shown?.tool === 'rewrite') copilot.useRewrite(shown)
    expect(reply.value).toBe('One. Two.\n\nUno.')
  })

  test('with a doubt is shown first', async () => {
    reply.value = 'One.'
    rewritten('You get US$5.', { doubts: drafted.doubts })
    await copilot.rewrite('warmer')
    expect(reply.value).toBe('One.')
    expect(copilot.result.value?.tool).toBe('rewrite')
  })

  test('cannot be undone over what was written since', async () => {
    reply.value = 'One.'
    rewritten('Uno.')
    await copilot.rewrite('formal')
    reply.value = 'Uno. And more.'
    expect(copilot.done.value).toBeUndefined()
    copilot.undo()
    expect(reply.value).toBe('Uno. And more.')
  })
})

test('a failure is kept with what was asked, and what was asked later is not overwritten by what comes late', async () => {
  port.answers('copilot:draft', failure('unavailable'))
  await copilot.draft()
  expect(copilot.failure.value).toMatchObject({ tool: 'draft', failure: { error: 'unavailable' } })
  port.answers('copilot:summarise', { ok: true, summary: '', lines: [] } as never)
  const slow = copilot.draft()
  const quick = copilot.summarise('en')
  await Promise.all([slow, quick])
  expect(copilot.result.value?.tool).toBe('summary')
  expect(copilot.failure.value).toBeUndefined()
})

test('a quotation says where it stands, without the marks of the article', () => {
  reply.value = 'See:'
  copilot.quote(article)
  expect(reply.value).toBe('See:\n\n3 days\n(“Delivery”)')
  expect(copilot.share.take().cites).toEqual([{ articleId: 'a', language: 'en' }])
})

test('a translation is asked for once, and shown and hidden after that', async () => {
  port.answers('copilot:translate', { ok: true, text: 'How do I return it?' } as never)
  await copilot.translations.toggle('m', 'en')
  const state = () => copilot.translations.known.value.get('m')
  expect(state()).toEqual({ state: 'shown', text: 'How do I return it?' })
  await copilot.translations.toggle('m', 'en')
  expect(state()?.state).toBe('hidden')
  await copilot.translations.toggle('m', 'en')
  await settled()
  expect(state()?.state).toBe('shown')
  expect(port.sent.filter(({ name }) => name === 'copilot:translate')).toHaveLength(1)
})
