import { expect, test } from 'vitest'
import type { Defect } from '#shared/defect.ts'
import type { Article } from '#shared/knowledge.ts'
import type { Release } from '#shared/rest.ts'
import { createFakePort, createFakeRest, createFakeStorage, failure } from './fake-port.ts'
import { pathOf } from './trainer/defects/defect-path.ts'
import { stateOf } from './trainer/knowledge/articles.ts'
import { createEditorModel } from './trainer/knowledge/editor-model.ts'
import { createReleasesModel } from './trainer/releases/releases-model.ts'

const about = {
  kind: 'wrong',
  source: 'agent',
  conversationId: 'c',
  question: 'Where is it?',
  language: 'en',
} as const
const open: Defect = {
  id: 'd',
  status: 'open',
  ...about,
  articleId: 'refund',
  reportedBy: 'Mei',
  reportedAt: 100,
}
const fixing: Defect = { ...open, status: 'fixing' }

function releaseOf(number: number, change: Partial<Release> = {}): Release {
  return {
    number,
    note: '',
    createdAt: 200,
    createdBy: 'Mei',
    articles: 1,
    changes: [],
    live: false,
    ...change,
  }
}

function evaluationOf(isOpen: boolean): NonNullable<Release['evaluation']> {
  const gate = { open: isOpen, reasons: isOpen ? [] : [{ code: 'worse' as const, question: 'Q' }] }
  return { id: 'e', release: 2, state: 'finished', total: 9, done: 9, passed: 9, gate, startedAt: 0 }
}

test('the way of a defect goes from the article to the published release, one step after the other', () => {
  const mended = { updatedAt: 150 }
  const withCase = { ...fixing, caseId: 'en-1' }
  const evaluated = releaseOf(2, { evaluation: evaluationOf(true) })
  expect(pathOf(open, { updatedAt: 50 }, []).next).toBe('article')
  expect(pathOf(fixing, { updatedAt: 50 }, []).next).toBe('article')
  expect(pathOf(fixing, mended, []).next).toBe('case')
  expect(pathOf(withCase, mended, []).next).toBe('release')
  expect(pathOf(withCase, mended, [releaseOf(2)]).next).toBe('evaluate')
  expect(pathOf(withCase, mended, [evaluated]).next).toBe('publish')
  expect(pathOf({ ...withCase, status: 'released' }, mended, []).next).toBeUndefined()
})

test('a release made before the article was mended does not count as its fix', () => {
  const path = pathOf({ ...fixing, caseId: 'en-1' }, { updatedAt: 250 }, [releaseOf(2)])
  expect(path.next).toBe('release')
})

test('a closed gate blocks the way and says so', () => {
  const path = pathOf({ ...fixing, caseId: 'en-1' }, { updatedAt: 150 }, [
    releaseOf(2, { evaluation: evaluationOf(false) }),
  ])
  expect(path.next).toBe('evaluate')
  expect(path.states.evaluate).toBe('blocked')
})

const article: Article = {
  id: 'refund',
  language: 'en',
  version: 1,
  title: 'Refund',
  topic: 'r',
  phrasings: [],
  body: 'A',
}
const row = { ...article, phrasings: 0, updatedAt: 1, updatedBy: 'Jonas' }

function articleAnswer(change: Partial<Article> = {}) {
  const versions = [{ version: change.version ?? 1, updatedAt: 1, updatedBy: 'Jonas' }]
  return { ok: true, article: { ...article, ...change }, versions } as const
}

test('a conflict on saving loses nothing: their version and my text stand side by side', async () => {
  const table = { 'GET /articles/refund': articleAnswer(), 'PUT /articles/refund': failure('conflict') }
  const { rest, called } = createFakeRest(table)
  const storage = createFakeStorage()
  const parts = { rest, storage, articleId: 'refund', language: 'en', defectId: undefined } as const
  const model = createEditorModel(parts)
  await model.load()
  model.edit({ body: 'Mine' })
  Object.assign(table, { 'GET /articles/refund': articleAnswer({ version: 2, body: 'Theirs' }) })
  expect(await model.save()).toBeUndefined()
  expect(model.conflict.value).toMatchObject({ by: 'Jonas', theirs: { body: 'Theirs' } })
  expect(model.form.value.body).toBe('Mine')

  const later = createEditorModel(parts)
  await later.load()
  expect(later.form.value.body).toBe('Mine')
  expect(later.conflict.value).toBeDefined()

  Object.assign(table, { 'PUT /articles/refund': articleAnswer({ version: 3, body: 'Mine' }) })
  expect(await later.keepMine()).toBe('refund')
  expect(called.at(-1)?.body).toMatchObject({ version: 2, body: 'Mine' })
  expect(later.isDirty.value).toBe(false)
})

test('whoever saves an article for a defect takes the defect to work', async () => {
  const { rest, called } = createFakeRest({
    'GET /defects/d': { ok: true, defect: open } as never,
    'GET /articles/refund': articleAnswer(),
    'PUT /articles/refund': articleAnswer({ version: 2 }),
    'PATCH /defects/d': { ok: true, defect: fixing } as never,
  })
  const storage = createFakeStorage()
  const model = createEditorModel({ rest, storage, articleId: 'refund', language: 'en', defectId: 'd' })
  await model.load()
  model.addQuestion()
  model.addQuestion()
  expect(model.form.value.phrasings).toBe('Where is it?')
  await model.save()
  expect(called.at(-1)).toEqual({ name: 'PATCH /defects/d', body: { status: 'fixing', articleId: 'refund' } })
})

test('an article says whether it is live, edited, new, expired or not yet valid', () => {
  const day = '2026-11-21'
  expect(stateOf({ ...row, liveVersion: 1 }, day)).toBe('live')
  expect(stateOf({ ...row, version: 2, liveVersion: 1 }, day)).toBe('edited')
  expect(stateOf(row, day)).toBe('new')
  expect(stateOf({ ...row, validUntil: '2026-11-20' }, day)).toBe('expired')
  expect(stateOf({ ...row, validFrom: '2026-11-22' }, day)).toBe('upcoming')
})

test('a running evaluation follows the facts of the desk', async () => {
  const running = { ...evaluationOf(true), state: 'running', done: 0, passed: 0 } as const
  const { rest } = createFakeRest({
    'GET /releases': { ok: true, releases: [releaseOf(2, { evaluation: running })], live: 0 } as never,
  })
  const port = createFakePort()
  const model = createReleasesModel(rest, port)
  await model.load()
  port.tell('evaluation:progressed', { evaluationId: 'e', done: 4, total: 9, passed: 3 })
  expect(model.releases.value?.[0]?.evaluation).toMatchObject({ done: 4, passed: 3 })
  model.dispose()
})
