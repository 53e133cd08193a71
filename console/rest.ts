import type { Block } from '#shared/act-requests.ts'
import type { CannedReply } from '#shared/canned-reply.ts'
import type { cannedReplyEdit, newCannedReply } from '#shared/canned-reply-edit.ts'
import type { Defect, DefectStatus } from '#shared/defect.ts'
import type { Article, EvaluationCase, Language } from '#shared/knowledge.ts'
import type { Macro } from '#shared/macro.ts'
import type { macroEdit, newMacro } from '#shared/macro-edit.ts'
import type { Person } from '#shared/people.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ListVersion, ResponsibilityView } from '#shared/responsibility-issues.ts'
import type {
  ArticleRow,
  articleEdit,
  articleImport,
  defectEdit,
  EvaluationFailure,
  EvaluationSummary,
  IdentityKey,
  ImportReport,
  newArticle,
  newCase,
  Release,
  SessionView,
} from '#shared/rest.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { SiteEdit, SiteSettings } from '#shared/site.ts'
import type { SynonymGroup } from '#shared/synonyms.ts'
import type { Tag, TagColour, TagUse } from '#shared/tags.ts'
import { peopleRest } from './people-rest.ts'
import { teamRest } from './team-rest.ts'

export type Input<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input']
export type NewArticle = Input<typeof newArticle>
export type ArticleEdit = Input<typeof articleEdit>
export type ArticleFile = Input<typeof articleImport>['files'][number]
export type NewCase = Input<typeof newCase>
export type NewCannedReply = Input<typeof newCannedReply>
export type CannedReplyEdit = Input<typeof cannedReplyEdit>
export type NewMacro = Input<typeof newMacro>
export type MacroEdit = Input<typeof macroEdit>
export type DefectEdit = Input<typeof defectEdit>
export type ArticleVersion = { version: number; updatedAt: number; updatedBy: string }
export type ExportedFile = { name: string; language: Language; content: string }
export type DefectPage = {
  defects: Defect[]
  counts: Record<DefectStatus, number>
  next?: string | undefined
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** One request under `/api/v1`; tests pass their own. Never throws. */
export type Call = <Answer>(method: Method, path: string, body?: unknown) => Promise<Result<Answer>>

export type Rest = ReturnType<typeof createRest>

/** Every REST request of the console by name. Paths are relative to `/api/v1`. */
export function createRest(call: Call) {
  return {
    session: () => call<SessionView>('GET', '/session'),
    signIn: (token: string) => call<SessionView>('POST', '/session', { token }),
    signOut: () => call<object>('DELETE', '/session'),
    exportVisitor: (id: string) => call<object>('GET', `/visitors/${encodeURIComponent(id)}/export`),
    eraseVisitor: (id: string) =>
      call<{ conversations: number }>('DELETE', `/visitors/${encodeURIComponent(id)}`),

    /** Of teams and tags what a filter needs. */
    teamNames: () => call<{ teams: { id: string; name: string }[] }>('GET', '/teams'),
    tagNames: () =>
      call<{ tags: { id: string; name: string; archivedAt?: number | undefined }[] }>('GET', '/tags'),

    people: () => call<{ people: Person[] }>('GET', '/people'),
    ...peopleRest(call),
    ...teamRest(call),

    articles: (cursor?: string) =>
      call<{ articles: ArticleRow[]; next?: string }>('GET', `/articles${query({ cursor, limit: 200 })}`),
    article: (id: string, language: Language) =>
      call<{ article: Article; versions: ArticleVersion[] }>(
        'GET',
        `/articles/${encodeURIComponent(id)}${query({ language })}`,
      ),
    createArticle: (article: NewArticle) => call<{ article: Article }>('POST', '/articles', article),
    editArticle: (id: string, edit: ArticleEdit) =>
      call<{ article: Article }>('PUT', `/articles/${encodeURIComponent(id)}`, edit),
    archiveArticle: (id: string, language: Language) =>
      call<object>('DELETE', `/articles/${encodeURIComponent(id)}${query({ language })}`),
    importArticles: (files: ArticleFile[]) => call<ImportReport>('POST', '/articles/import', { files }),
    exportArticles: () => call<{ files: ExportedFile[] }>('GET', '/articles/export'),

    cannedReplies: (cursor?: string) =>
      call<{ replies: CannedReply[]; next?: string }>(
        'GET',
        `/canned-replies${query({ cursor, limit: 200 })}`,
      ),
    createCannedReply: (reply: NewCannedReply) =>
      call<{ reply: CannedReply }>('POST', '/canned-replies', reply),
    editCannedReply: (id: string, edit: CannedReplyEdit) =>
      call<{ reply: CannedReply }>('PUT', `/canned-replies/${encodeURIComponent(id)}`, edit),
    removeCannedReply: (id: string) => call<object>('DELETE', `/canned-replies/${encodeURIComponent(id)}`),

    macros: (cursor?: string) =>
      call<{ macros: Macro[]; next?: string }>('GET', `/macros${query({ cursor, limit: 200 })}`),
    createMacro: (macro: NewMacro) => call<{ macro: Macro }>('POST', '/macros', macro),
    editMacro: (id: string, edit: MacroEdit) =>
      call<{ macro: Macro }>('PUT', `/macros/${encodeURIComponent(id)}`, edit),
    removeMacro: (id: string) => call<object>('DELETE', `/macros/${encodeURIComponent(id)}`),

    synonyms: (cursor?: string) =>
      call<{ synonyms: SynonymGroup[]; next?: string }>('GET', `/synonyms${query({ cursor, limit: 200 })}`),
    createSynonyms: (words: string[]) => call<object>('POST', '/synonyms', { words }),
    editSynonyms: (id: string, edit: { words: string[]; version: number }) =>
      call<object>('PUT', `/synonyms/${encodeURIComponent(id)}`, edit),
    removeSynonyms: (id: string) => call<object>('DELETE', `/synonyms/${encodeURIComponent(id)}`),

    tags: () => call<{ tags: Tag[] }>('GET', '/tags'),
    tagUse: () => call<{ tags: TagUse[] }>('GET', '/tags/use'),
    createTag: (name: string) => call<{ tag: Tag }>('POST', '/tags', { name }),
    editTag: (id: string, edit: { name: string; colour: TagColour; version: number }) =>
      call<{ tag: Tag }>('PUT', `/tags/${encodeURIComponent(id)}`, edit),
    archiveTag: (id: string, edit: { version: number; archived: boolean }) =>
      call<{ tag: Tag }>('POST', `/tags/${encodeURIComponent(id)}/archive`, edit),
    mergeTag: (id: string, edit: { version: number; into: string }) =>
      call<{ tag: Tag }>('POST', `/tags/${encodeURIComponent(id)}/merge`, edit),
    blocks: (cursor?: string) =>
      call<{ blocks: Block[]; next?: string }>('GET', `/blocks${query({ cursor, limit: 100 })}`),
    unblock: (id: string) => call<object>('DELETE', `/blocks/${encodeURIComponent(id)}`),

    releases: () => call<{ releases: Release[]; live: number }>('GET', '/releases'),
    createRelease: (note: string) => call<{ release: Release }>('POST', '/releases', { note }),
    publish: (number: number) => call<{ release: Release }>('POST', `/releases/${number}/publish`),
    rollback: (number: number) => call<{ release: Release }>('POST', `/releases/${number}/rollback`),
    evaluate: (release: number) =>
      call<{ evaluation: EvaluationSummary }>('POST', '/evaluations', { release }),
    evaluation: (id: string) =>
      call<{ evaluation: EvaluationSummary; failures: EvaluationFailure[] }>('GET', `/evaluations/${id}`),

    createCase: (one: NewCase) => call<{ case: EvaluationCase }>('POST', '/cases', one),

    defects: (status: DefectStatus, cursor?: string) =>
      call<DefectPage>('GET', `/defects${query({ status, cursor })}`),
    defect: (id: string) => call<{ defect: Defect }>('GET', `/defects/${encodeURIComponent(id)}`),
    editDefect: (id: string, edit: DefectEdit) =>
      call<{ defect: Defect }>('PATCH', `/defects/${encodeURIComponent(id)}`, edit),

    sites: () => call<{ sites: SiteSettings[] }>('GET', '/sites'),
    createSite: (site: SiteEdit) => call<{ site: SiteSettings }>('POST', '/sites', site),
    saveSite: (key: string, site: SiteEdit) =>
      call<{ site: SiteSettings }>('PUT', `/sites/${encodeURIComponent(key)}`, site),

    identityKeys: (siteKey: string) => call<{ keys: IdentityKey[] }>('GET', keysOf(siteKey)),
    createIdentityKey: (siteKey: string) =>
      call<{ key: IdentityKey; secret: string }>('POST', keysOf(siteKey)),
    revokeIdentityKey: (siteKey: string, id: string) =>
      call<object>('DELETE', `${keysOf(siteKey)}/${encodeURIComponent(id)}`),

    responsibilities: () => call<ResponsibilityView>('GET', '/responsibilities'),
    saveResponsibilities: (list: ResponsibilityList) =>
      call<ResponsibilityView>('PUT', '/responsibilities', list),
    responsibilityVersions: (cursor?: string) =>
      call<{ versions: ListVersion[]; next?: string }>(
        'GET',
        `/responsibilities/versions${query({ cursor, limit: 20 })}`,
      ),
    responsibilityVersion: (version: number) =>
      call<{ list: ResponsibilityList }>('GET', `/responsibilities/versions/${version}`),
  }
}

/**
 * The real `Call`. `onSignedOut` is told whenever the server no longer knows the session, `onForbidden` where it knows
 * another role than this page does.
 */
export function createFetchCall(onSignedOut: () => void, onForbidden: () => void): Call {
  return async function call<Answer>(method: Method, path: string, body?: unknown): Promise<Result<Answer>> {
    const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } }
    if (body !== undefined) {
      init.body = JSON.stringify(body)
      init.headers = { accept: 'application/json', 'content-type': 'application/json' }
    }
    try {
      const response = await fetch(`/api/v1${path}`, init)
      const result = (await response.json()) as Result<Answer>
      if (!result.ok && result.error === 'unauthenticated' && !path.startsWith('/session')) onSignedOut()
      if (!result.ok && result.error === 'forbidden') onForbidden()
      return result
    } catch {
      return noAnswer()
    }
  }
}

function keysOf(siteKey: string): string {
  return `/sites/${encodeURIComponent(siteKey)}/identity-keys`
}

function noAnswer(): FailureResult {
  return { ok: false, error: 'unavailable', message: 'The server did not answer.' }
}

function query(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
