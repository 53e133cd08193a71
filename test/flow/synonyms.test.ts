import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { publish } from '../support/knowledge.ts'
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

test('a trainer keeps groups of synonyms, an agent reads them, nobody else sees them (invariant 9)', async () => {
  const { synonym } = await rest('POST', '/synonyms', { words: ['  Northie ', 'rucksack', '双肩包'] })
  expect(synonym).toMatchObject({ version: 1, words: ['Northie', 'rucksack', '双肩包'] })
  const path = `/synonyms/${synonym.id}`
  const edit = { words: ['Northie', 'backpack'], version: 1 }
  for (const [method, where, body] of [
    ['POST', '/synonyms', { words: ['tarp', 'sail'] }],
    ['PUT', path, edit],
    ['DELETE', path],
  ] as const)
    expect(await rest(method, where, body, agent)).toMatchObject({ status: 403, error: 'forbidden' })
  expect((await rest('GET', '/synonyms', undefined, agent)).synonyms).toMatchObject([
    { id: synonym.id, isLive: false },
  ])
  const other = await addWorkspace(app)
  expect((await rest('GET', '/synonyms', undefined, other.token)).synonyms).toEqual([])
  expect(await rest('PUT', path, edit, other.token)).toMatchObject({ status: 404, error: 'not-found' })
  expect(await rest('DELETE', path, undefined, other.token)).toMatchObject({ status: 404 })
  expect((await rest('POST', '/synonyms', { words: ['Northie', 'jacket'] }, other.token)).ok).toBe(true)

  expect((await rest('PUT', path, edit)).synonym).toMatchObject({ version: 2, words: edit.words })
  expect(await rest('PUT', path, edit)).toMatchObject({ status: 409, error: 'conflict' })
  expect((await rest('DELETE', path)).ok).toBe(true)
  expect(await rest('DELETE', path)).toMatchObject({ status: 404, error: 'not-found' })
  expect((await rest('GET', '/synonyms')).synonyms).toEqual([])
})

test('a group that cannot be searched for is refused, with the word and the reason', async () => {
  await rest('POST', '/synonyms', { words: ['battery pack', 'power bank'] })
  for (const [words, path, message] of [
    [['tarp'], 'words', /at least 2/],
    [Array.from({ length: 21 }, (_, place) => `word number ${place}`), 'words', /at most 20/],
    [['tarp', 'x'], 'words.1', /One character/],
    [['炉', '炉子'], 'words.0', /One character/],
    [['tarp', '?!…'], 'words.1', /letters or digits/],
    [['tarp', '🔋🔋'], 'words.1', /letters or digits/],
    [['tarp', ' '], 'words.1', /letters or digits/],
    [['tarp', 'long '.repeat(13)], 'words.1', /at most 60/],
    [['tarp', 'TARP!'], 'words.1', /already/],
    [['tarp', 'with'], 'words.1', /too common/],
    [['tarp', 'Battery-packs'], 'words.1', /battery pack, power bank/],
  ] as const) {
    const answer = await rest('POST', '/synonyms', { words })
    expect(answer, String(words)).toMatchObject({ status: 400, error: 'invalid' })
    expect(answer.issues[0], String(words)).toMatchObject({ path, message: expect.stringMatching(message) })
  }
  for (const { why, payload } of malformed('synonyms', { words: ['tarp', 'sail'] }))
    expect(await rest('POST', '/synonyms', payload), why).toMatchObject({ status: 400, error: 'invalid' })
  for (const query of ['limit=0', 'limit=201', 'cursor=%00'])
    expect(await rest('GET', `/synonyms?${query}`), query).toMatchObject({ status: 400 })
  const all = (await rest('GET', '/synonyms')).synonyms
  expect(all).toHaveLength(1)
  await rest('DELETE', `/synonyms/${all[0].id}`)
})

test('the shop’s own word finds the article once a release with it is live, by the gate as any other', async () => {
  await publish(app, [
    {
      id: 'dutch-oven',
      title: 'How do I use a dutch oven?',
      phrasings: ['what is a dutch oven good for', 'using the dutch oven', 'cooking with a dutch oven'],
      body: 'Put coals under it and on its lid.',
    },
  ])
  const question = 'how do I use the Glutpot?'
  async function answer(): Promise<string> {
    const visitor = await connectVisitor(app.base)
    const { text } = await visitor.saysAndHears(question)
    visitor.close()
    return text
  }
  const before = await answer()
  expect(before).not.toContain('Put coals under it')
  await rest('POST', '/synonyms', { words: ['Glutpot', 'dutch oven'] })
  expect(await answer()).toBe(before)
  const { release } = await rest('POST', '/releases', { note: 'synonyms' })
  expect(release).toMatchObject({ changes: [], synonymChanges: { added: 1, edited: 0, removed: 0 } })
  const { evaluation } = await rest('POST', '/evaluations', { release: release.number })
  const state = async () => (await rest('GET', `/evaluations/${evaluation.id}`)).evaluation
  await expect.poll(async () => (await state()).state, { timeout: 20_000 }).toBe('finished')
  expect((await state()).gate).toMatchObject({ open: true })
  expect((await rest('POST', `/releases/${release.number}/publish`)).ok).toBe(true)
  expect((await rest('GET', '/synonyms')).synonyms).toMatchObject([{ isLive: true }])
  const after = await answer()
  expect(after).toContain('Put coals under it')
})
