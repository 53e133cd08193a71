import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'
import { addWorkspace } from '../support/workspaces.ts'

let app: TestApp
let token: string
beforeAll(async () => {
  app = await startTestApp()
  token = (await app.signIn('trainer')).token
})
afterAll(() => app.close())

const rest = (method: string, path: string, body?: unknown, who = token): Promise<Untyped> =>
  call(app.base, method, path, { token: who, ...(body !== undefined && { body }) })

test('of 500 files the broken one is named, and the other 499 are imported', async () => {
  const { token: other } = await addWorkspace(app)
  const files = Array.from({ length: 500 }, (_, index) => ({
    name: `articles/article-${index}.md`,
    language: 'en',
    content: `---\nid: article-${index}\ntitle: Number ${index}\ntopic: numbers\n---\n\n${'Text. '.repeat(200)}`,
  }))
  const broken = { name: 'articles/broken.md', language: 'en', content: '# No front matter\n\nText.' }
  files[321] = broken
  const report = await rest('POST', '/articles/import', { files }, other)
  expect(report).toMatchObject({ status: 200, imported: 499, unchanged: 0, failed: [{ name: broken.name }] })
  expect(report.failed[0].message).toMatch(/front matter/)
  expect(await rest('POST', '/articles/import', { files }, other)).toMatchObject({
    imported: 0,
    unchanged: 499,
  })
})

test('every kind of broken file is named with its reason, and none stops the others', async () => {
  const matter = (text: string, body = 'Text.') => `---\n${text}\n---\n\n${body}`
  const broken = {
    'empty.md': '',
    'open.md': '---\nid: x\ntitle: x',
    'yaml.md': matter('id: [x'),
    'deep.md': matter(`id: ${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    'alias.md': matter('id: &a [x]\ntitle: *a'),
    'number.md': matter('id: x\ntitle: 12\ntopic: x'),
    'no-text.md': matter('id: x\ntitle: x\ntopic: x', ' '),
    'bad-id.md': matter('id: ../x\ntitle: x\ntopic: x'),
    'bad-date.md': matter('id: x\ntitle: x\ntopic: x\nvalidFrom: 2026-02-30'),
    'bytes.md': matter('id: x\ntitle: x\ntopic: x', 'a\0b'),
    'tag.md': matter('id: !!js/function x\ntitle: x'),
  }
  const { token: other } = await addWorkspace(app)
  const good = { name: 'good.md', language: 'en', content: matter('id: good\ntitle: Good\ntopic: x') }
  const files = Object.entries(broken).map(([name, content]) => ({ name, language: 'en', content }))
  const report = await rest('POST', '/articles/import', { files: [...files, good] }, other)
  expect(report).toMatchObject({ status: 200, imported: 1, unchanged: 0 })
  expect(report.failed.map((each: Untyped) => each.name)).toEqual(Object.keys(broken))
  for (const each of report.failed) expect(each.message.length).toBeGreaterThan(10)
})

test('an export imports again unchanged, byte for byte, also with awkward texts', async () => {
  const { token: other } = await addWorkspace(app)
  const { files: shop } = await rest('GET', '/articles/export')
  const awkward = [
    'null',
    '12',
    '2026-01-01',
    'a: b',
    '- x',
    '"quoted" \\n',
    '#',
    '---',
    "'",
    '是',
    '\u2028x',
    'a\nb',
    '😀',
  ]
  for (const [index, text] of awkward.entries()) {
    const made = {
      id: `awkward-${index}`,
      language: 'en',
      title: text,
      topic: text,
      phrasings: [text, `${text} ${text}`],
    }
    const body = `---\n${text}\r\n---\n\n\n    code\n\u00a0${text}`
    expect((await rest('POST', '/articles', { ...made, body, validFrom: '2026-01-01' }, other)).ok).toBe(true)
  }
  expect(await rest('POST', '/articles/import', { files: shop }, other)).toMatchObject({
    imported: shop.length,
    failed: [],
  })
  const { files } = await rest('GET', '/articles/export', undefined, other)
  expect(files).toHaveLength(shop.length + awkward.length)
  expect(files.filter((each: Untyped) => !each.name.includes('awkward'))).toEqual(shop)
  expect(await rest('POST', '/articles/import', { files }, other)).toMatchObject({
    imported: 0,
    unchanged: files.length,
    failed: [],
  })
  expect((await rest('GET', '/articles/export', undefined, other)).files).toEqual(files)
})
