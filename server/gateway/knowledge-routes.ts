import { z } from 'zod'
import {
  articleEdit,
  articleImport,
  newArticle,
  newCase,
  newEvaluation,
  newRelease,
  paging,
} from '#shared/rest.ts'
import {
  addCase,
  listCases,
  listEvaluations,
  publishRelease,
  readEvaluation,
  removeCase,
  rollBack,
  startEvaluation,
} from '../improvement/index.ts'
import {
  archiveArticle,
  type EncoderSettings,
  exportArticles,
  importArticles,
  listArticles,
  listReleases,
  liveReleaseOf,
  makeRelease,
  readArticle,
  readRelease,
  saveArticle,
} from '../knowledge/index.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { type AnyRoute, route } from './rest.ts'

const inLanguage = z.object({ language: z.enum(['en', 'zh']).default('en') })

/** Articles, releases, cases and evaluations: what a trainer works with. */
export function knowledgeRoutes(parts: {
  store: Store
  now(): number
  wake(): void
  /** Of the releases that are made here. */
  encoder: EncoderSettings | undefined
}): AnyRoute[] {
  const { store, encoder } = parts
  return [
    route({
      method: 'get',
      path: '/articles',
      summary: 'The working set of articles, a page at a time.',
      permission: 'knowledge:read',
      query: paging,
      handle: async ({ query, edit: { workspaceId } }) =>
        listArticles(store.read, {
          ...query,
          workspaceId,
          liveRelease: await liveReleaseOf(store.read, workspaceId),
        }),
    }),
    route({
      method: 'get',
      path: '/articles/export',
      summary: 'Every article as a Markdown file with front matter.',
      permission: 'knowledge:read',
      handle: async ({ edit }) => ({ files: await exportArticles(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'post',
      path: '/articles/import',
      summary: 'Imports Markdown files; the good ones are kept, each broken one is named.',
      permission: 'knowledge:write',
      body: articleImport,
      handle: async ({ body, edit }) => importArticles(store, edit, body.files),
    }),
    route({
      method: 'get',
      path: '/articles/:id',
      summary: 'One article in one language, with its versions.',
      permission: 'knowledge:read',
      query: inLanguage,
      handle: async ({ parameters, query, edit }) =>
        readArticle(store.read, edit.workspaceId, parameters.id ?? '', query.language),
    }),
    route({
      method: 'post',
      path: '/articles',
      summary: 'A new article.',
      permission: 'knowledge:write',
      body: newArticle,
      handle: async ({ body, edit }) => ({
        article: await store.write((writing) => saveArticle(writing, edit, body, 0)),
      }),
    }),
    route({
      method: 'put',
      path: '/articles/:id',
      summary: 'The next version of an article; `conflict` where somebody else was first.',
      permission: 'knowledge:write',
      body: articleEdit,
      handle: async ({ parameters, body, edit }) => {
        const { version, ...content } = body
        const id = parameters.id ?? ''
        return {
          article: await store.write((writing) => saveArticle(writing, edit, { ...content, id }, version)),
        }
      },
    }),
    route({
      method: 'delete',
      path: '/articles/:id',
      summary: 'Takes an article out of the working set; releases that hold it keep it.',
      permission: 'knowledge:write',
      query: inLanguage,
      handle: async ({ parameters, query, edit }) => {
        await store.write((writing) => archiveArticle(writing, edit, parameters.id ?? '', query.language))
        return {}
      },
    }),
    route({
      method: 'get',
      path: '/releases',
      summary: 'Releases, newest first, each with what differs from the live one.',
      permission: 'knowledge:read',
      handle: async ({ edit: { workspaceId } }) => {
        const evaluations = await listEvaluations(store.read, workspaceId)
        const releases = await listReleases(store.read, workspaceId)
        return {
          live: await liveReleaseOf(store.read, workspaceId),
          releases: releases.map((each) => ({
            ...each,
            evaluation: evaluations.find((evaluation) => evaluation.release === each.number),
          })),
        }
      },
    }),
    route({
      method: 'post',
      path: '/releases',
      summary: 'Makes an immutable release of the working set.',
      permission: 'releases',
      body: newRelease,
      handle: async ({ body, edit }) => ({ release: await makeRelease(store, edit, body.note, { encoder }) }),
    }),
    route({
      method: 'post',
      path: '/releases/:number/publish',
      summary: 'Makes a release live, where its evaluation lets it through.',
      permission: 'releases',
      handle: async ({ parameters, edit }) => {
        const number = releaseNumber(parameters.number)
        await publishRelease(parts, { workspaceId: edit.workspaceId, number, by: edit.by })
        return { release: await readRelease(store.read, edit.workspaceId, number) }
      },
    }),
    route({
      method: 'post',
      path: '/releases/:number/rollback',
      summary: 'Makes a release live again that was live before.',
      permission: 'releases',
      handle: async ({ parameters, edit }) => {
        const number = releaseNumber(parameters.number)
        await rollBack(parts, { workspaceId: edit.workspaceId, number })
        return { release: await readRelease(store.read, edit.workspaceId, number) }
      },
    }),
    route({
      method: 'get',
      path: '/cases',
      summary: 'Evaluation cases, a page at a time.',
      permission: 'knowledge:read',
      query: paging,
      handle: async ({ query, edit }) => listCases(store.read, { ...query, workspaceId: edit.workspaceId }),
    }),
    route({
      method: 'post',
      path: '/cases',
      summary: 'A new evaluation case; one with a defect proves its fix.',
      permission: 'knowledge:write',
      body: newCase,
      handle: async ({ body, edit }) => ({
        case: await store.write((writing) => addCase(writing, edit.workspaceId, edit.at, body)),
      }),
    }),
    route({
      method: 'delete',
      path: '/cases/:id',
      summary: 'Removes an evaluation case.',
      permission: 'knowledge:write',
      handle: async ({ parameters, edit }) => {
        await store.write((writing) => removeCase(writing, edit.workspaceId, parameters.id ?? ''))
        return {}
      },
    }),
    route({
      method: 'get',
      path: '/evaluations',
      summary: 'Evaluations, newest first.',
      permission: 'knowledge:read',
      handle: async ({ edit }) => ({ evaluations: await listEvaluations(store.read, edit.workspaceId) }),
    }),
    route({
      method: 'post',
      path: '/evaluations',
      summary: 'Runs every case on a release and on the live one.',
      permission: 'releases',
      body: newEvaluation,
      handle: async ({ body, edit }) => {
        const evaluation = await startEvaluation(parts, edit.workspaceId, body.release)
        parts.wake()
        return { evaluation }
      },
    }),
    route({
      method: 'get',
      path: '/evaluations/:id',
      summary: 'One evaluation with every case that failed.',
      permission: 'knowledge:read',
      handle: async ({ parameters, edit }) =>
        readEvaluation(store.read, edit.workspaceId, parameters.id ?? ''),
    }),
  ]
}

function releaseNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new Refusal('invalid', 'A release has a number.')
  return Number(text)
}
