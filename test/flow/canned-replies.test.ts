import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toJson } from '#server/store/json.ts'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectDesk, connectVisitor } from '../support/clients.ts'
import { malformed } from '../support/requests.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let trainer: string
let agent: string
beforeAll(async () => {
  app = await startTestApp()
  trainer = (await app.signIn('trainer')).token
  agent = (await app.signIn('agent')).token
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, token = trainer): Promise<Untyped> =>
  call(app.base, method, path, { token, ...(body !== undefined && { body }) })

const refund = {
  shortcut: 'refund',
  title: 'Refund is on its way',
  topic: 'Returns',
  texts: { en: 'Hello {{visitor}}, your refund is on its way.', zh: '{{访客}}您好，退款已发出。' },
  shared: true,
}

test('a trainer keeps shared replies, an agent their own; nobody sees another one’s (invariant 9)', async () => {
  const { reply } = await rest('POST', '/canned-replies', refund)
  expect(reply).toMatchObject({ ...refund, version: 1 })
  const path = `/canned-replies/${reply.id}`
  const { shared: _, ...edit } = { ...refund, title: 'Refunded', version: 1 }
  for (const [method, where, body] of [
    ['POST', '/canned-replies', { ...refund, shortcut: 'other' }],
    ['PUT', path, edit],
    ['DELETE', path],
  ] as const)
    expect(await rest(method, where, body, agent), method).toMatchObject({ status: 403, error: 'forbidden' })

  // The same shortcut for oneself stands beside everybody's.
  const mine = await rest('POST', '/canned-replies', { ...refund, shared: false }, agent)
  expect(mine.reply).toMatchObject({ shared: false })
  expect((await rest('GET', '/canned-replies', undefined, agent)).replies).toHaveLength(2)
  expect((await rest('GET', '/canned-replies')).replies).toMatchObject([{ id: reply.id }])
  const own = `/canned-replies/${mine.reply.id}`
  expect(await rest('PUT', own, edit)).toMatchObject({ status: 404, error: 'not-found' })
  expect(await rest('DELETE', own)).toMatchObject({ status: 404 })

  const other = await addWorkspace(app)
  expect((await rest('GET', '/canned-replies', undefined, other.token)).replies).toEqual([])
  expect(await rest('PUT', path, edit, other.token)).toMatchObject({ status: 404 })
  expect(await rest('DELETE', path, undefined, other.token)).toMatchObject({ status: 404 })

  expect((await rest('PUT', path, edit)).reply).toMatchObject({ version: 2, title: 'Refunded' })
  expect(await rest('PUT', path, edit)).toMatchObject({ status: 409, error: 'conflict' })
  for (const [where, token] of [
    [path, trainer],
    [own, agent],
  ] as const)
    expect((await rest('DELETE', where, undefined, token)).ok).toBe(true)
  expect(await rest('DELETE', path)).toMatchObject({ status: 404 })
})

test('a reply that would go wrong is refused, with the field and the reason', async () => {
  const { reply } = await rest('POST', '/canned-replies', { ...refund, shortcut: '/Thanks' })
  expect(reply.shortcut).toBe('thanks')
  for (const [change, path, message] of [
    [{ shortcut: 'thanks' }, 'shortcut', /already/],
    [{ shortcut: 'two words' }, 'shortcut', /no spaces/],
    [{ shortcut: '' }, 'shortcut', /letters/],
    [{ shortcut: 'x'.repeat(41) }, 'shortcut', /at most 40/],
    [{ title: ' ' }, 'title', /has a title/],
    [{ texts: {} }, 'texts', /English, in Chinese/],
    [{ texts: { en: '  ' } }, 'texts.en', /not empty/],
    [{ texts: { en: 'Hello {{coupon}}' } }, 'texts.en', /no variable \{\{coupon\}\}/],
    [{ texts: { zh: '您好 {{优惠券}}' } }, 'texts.zh', /no variable/],
    [{ texts: { en: 'x'.repeat(5_001) } }, 'texts.en', /at most 5000/],
    [{ texts: { fr: 'Bonjour' } }, 'texts', /./],
    [{ shared: 'yes' }, 'shared', /./],
  ] as const) {
    const answer = await rest('POST', '/canned-replies', { ...refund, ...change })
    expect(answer, JSON.stringify(change)).toMatchObject({ status: 400, error: 'invalid' })
    expect(answer.issues[0], JSON.stringify(change)).toMatchObject({
      path,
      message: expect.stringMatching(message),
    })
  }
  const { topic: _, ...required } = refund
  for (const { why, payload } of malformed('canned-replies', required))
    expect(await rest('POST', '/canned-replies', payload), why).toMatchObject({ status: 400 })
  for (const query of ['limit=0', 'limit=201', 'cursor=%00'])
    expect(await rest('GET', `/canned-replies?${query}`), query).toMatchObject({ status: 400 })
  await rest('DELETE', `/canned-replies/${reply.id}`)
})

test('10 000 replies are the most, and every page of them comes', async () => {
  const { workspaceId, token } = await addWorkspace(app)
  const rows = Array.from({ length: 10_000 }, (_, place) => ({
    id: randomUUID(),
    workspace_id: workspaceId,
    kind: 'reply',
    owner: '',
    key: `r${place}`,
    content: toJson({ ...refund, shortcut: `r${place}` }),
    version: 1,
    created_at: 0,
    updated_at: 0,
    updated_by: 'Olga',
  }))
  await app.store.write(async (writing) => {
    for (let from = 0; from < rows.length; from += 500)
      await writing
        .insertInto('desk_tool')
        .values(rows.slice(from, from + 500))
        .execute()
  })
  expect(await rest('POST', '/canned-replies', refund, token)).toMatchObject({
    status: 400,
    error: 'invalid',
  })
  const seen = new Set<string>()
  let cursor: string | undefined
  do {
    const at = cursor === undefined ? '' : `&cursor=${cursor}`
    const page = await rest('GET', `/canned-replies?limit=200${at}`, undefined, token)
    for (const { shortcut } of page.replies) seen.add(shortcut)
    cursor = page.next
  } while (cursor !== undefined)
  expect(seen.size).toBe(10_000)
  // One's own has room of its own.
  expect((await rest('POST', '/canned-replies', { ...refund, shared: false }, token)).ok).toBe(true)
})

test('whoever has a reply is told that it changed, and nobody else', async () => {
  const other = await addWorkspace(app)
  const [here, there] = await Promise.all([connectDesk(app.base, agent), connectDesk(app.base, other.token)])
  const mine = await rest('POST', '/canned-replies', { ...refund, shared: false }, trainer)
  const { reply } = await rest('POST', '/canned-replies', refund)
  await here.fact('tools:changed')
  expect(here.told.filter(({ name }) => name === 'tools:changed')).toHaveLength(1)
  expect(there.told.filter(({ name }) => name === 'tools:changed')).toEqual([])
  for (const { id } of [mine.reply, reply]) await rest('DELETE', `/canned-replies/${id}`)
  here.close()
  there.close()
})

test('what a text says of the shop comes in both languages, for a conversation of one’s own workspace', async () => {
  const visitor = await connectVisitor(app.base)
  const { conversationId } = await visitor.say('hello')
  const desk = await connectDesk(app.base, agent)
  const values = await desk.ask('reply:values', { conversationId })
  expect(values).toMatchObject({ ok: true, shop: { en: expect.any(String), zh: expect.any(String) } })
  const stranger = await connectDesk(app.base, (await addWorkspace(app)).token)
  expect(await stranger.ask('reply:values', { conversationId })).toMatchObject({ error: 'not-found' })
  for (const each of [visitor, desk, stranger]) each.close()
})

const macro = {
  name: 'Refunded and done',
  steps: [
    { do: 'reply', texts: { en: 'Your refund is on its way.', zh: '退款已发出。' } },
    { do: 'tag', tags: ['a-tag'] },
    { do: 'priority', level: 'low' },
    { do: 'resolve', outcome: 'solved', cause: 'policy' },
  ],
  shared: true,
}

test('macros have the rights, versions and walls of replies', async () => {
  expect(await rest('POST', '/macros', macro, agent)).toMatchObject({ status: 403, error: 'forbidden' })
  const { macro: kept } = await rest('POST', '/macros', macro)
  expect(kept).toMatchObject({ ...macro, version: 1 })
  expect(await rest('POST', '/macros', { ...macro, name: ' refunded AND  done' })).toMatchObject({
    status: 400,
    issues: [{ path: 'name' }],
  })
  expect((await rest('GET', '/macros', undefined, agent)).macros).toMatchObject([{ id: kept.id }])
  const other = await addWorkspace(app)
  expect((await rest('GET', '/macros', undefined, other.token)).macros).toEqual([])
  const { shared: _, ...edit } = { ...macro, name: 'Done', version: 1 }
  const path = `/macros/${kept.id}`
  expect(await rest('PUT', path, edit, other.token)).toMatchObject({ status: 404 })
  expect((await rest('PUT', path, edit)).macro).toMatchObject({ name: 'Done', version: 2 })
  expect(await rest('PUT', path, edit)).toMatchObject({ status: 409, error: 'conflict' })
  // A reply's address is no macro's.
  expect(await rest('DELETE', `/canned-replies/${kept.id}`)).toMatchObject({ status: 404 })
  expect((await rest('DELETE', path)).ok).toBe(true)
})

test('a macro that could not be done is refused, with the step and the reason', async () => {
  for (const [steps, path, message] of [
    [[], 'steps', /does something/],
    [Array.from({ length: 11 }, () => ({ do: 'note', text: 'x' })), 'steps', /at most 10/],
    [
      [
        { do: 'resolve', outcome: 'solved' },
        { do: 'note', text: 'x' },
      ],
      'steps.0',
      /Nothing can follow/,
    ],
    [[{ do: 'reply', texts: { en: 'Hi {{coupon}}' } }], 'steps.0.texts.en', /no variable/],
    [[{ do: 'reply', texts: {} }], 'steps.0.texts', /English, in Chinese/],
    [[{ do: 'tag', tags: [] }], 'steps.0.tags', /Choose a tag/],
    [[{ do: 'snooze', hours: 0 }], 'steps.0.hours', /at least one hour/],
    [[{ do: 'delete-everything' }], 'steps.0.do', /./],
    [[{ do: 'note', text: 'x', to: 'all' }], 'steps.0', /./],
  ] as const) {
    const answer = await rest('POST', '/macros', { ...macro, steps })
    expect(answer, JSON.stringify(steps)).toMatchObject({ status: 400, error: 'invalid' })
    expect(answer.issues[0], JSON.stringify(steps)).toMatchObject({
      path,
      message: expect.stringMatching(message),
    })
  }
  for (const { why, payload } of malformed('macros', macro))
    expect(await rest('POST', '/macros', payload), why).toMatchObject({ status: 400 })
})
