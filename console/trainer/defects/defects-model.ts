import { batch, computed, signal } from '@preact/signals'
import type { Defect, DefectStatus } from '#shared/defect.ts'
import type { Expectation } from '#shared/knowledge.ts'
import type { ArticleRow } from '#shared/rest.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { DefectEdit, Rest } from '../../rest.ts'
import { allArticles } from '../knowledge/articles.ts'
import { createReleasesModel } from '../releases/releases-model.ts'
import { pathOf } from './defect-path.ts'

export type DefectsModel = ReturnType<typeof createDefectsModel>

/** The defect queue, the defect that is open, and its way to a released fix. */
export function createDefectsModel(rest: Rest, connection: DeskConnection) {
  const status = signal<DefectStatus>('open')
  const defects = signal<readonly Defect[] | undefined>(undefined)
  const counts = signal<Record<DefectStatus, number> | undefined>(undefined)
  const next = signal<string | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  const refusal = signal<FailureResult | undefined>(undefined)
  const busy = signal<string | undefined>(undefined)
  const open = signal<Defect | undefined>(undefined)
  const missing = signal(false)
  const articles = signal<readonly ArticleRow[] | undefined>(undefined)
  const releases = createReleasesModel(rest, connection)

  /** The article to mend: in the defect's language where there is one, so that the right text is edited. */
  const article = computed(() => rowOf(articles.value, open.value))
  const path = computed(() =>
    open.value === undefined ? undefined : pathOf(open.value, article.value, releases.releases.value ?? []),
  )

  async function show(chosen: DefectStatus): Promise<void> {
    if (status.value !== chosen) defects.value = undefined
    status.value = chosen
    const result = await rest.defects(chosen)
    if (status.value !== chosen) return
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (!result.ok) return
      defects.value = result.defects
      counts.value = result.counts
      next.value = result.next
    })
  }

  async function more(): Promise<void> {
    const chosen = status.value
    const result = await rest.defects(chosen, next.value)
    if (!result.ok || status.value !== chosen) return
    defects.value = [...(defects.value ?? []), ...result.defects]
    next.value = result.next
  }

  async function select(id: string | undefined): Promise<void> {
    batch(() => {
      refusal.value = undefined
      missing.value = false
      if (open.value?.id !== id) open.value = defects.value?.find((each) => each.id === id)
    })
    if (id === undefined) return
    const [found] = await Promise.all([rest.defect(id), loadArticles(), releases.load()])
    if (found.ok) open.value = found.defect
    else if (found.error === 'not-found') missing.value = true
    else refusal.value = found
  }

  async function loadArticles(): Promise<void> {
    const result = await allArticles(rest)
    if (result.ok) articles.value = result.articles
  }

  /** Queue and defect are fresh after each change: a publication closes defects of others too. */
  async function refresh(): Promise<void> {
    const id = open.value?.id
    await Promise.all([show(status.value), id === undefined ? undefined : select(id)])
  }

  async function act(name: string, request: () => Promise<Result<object>>): Promise<boolean> {
    if (busy.value !== undefined) return false
    batch(() => {
      busy.value = name
      refusal.value = undefined
    })
    const result = await request()
    await refresh()
    batch(() => {
      busy.value = undefined
      if (!result.ok) refusal.value = result
    })
    return result.ok
  }

  function edit(name: string, change: DefectEdit): Promise<boolean> {
    const id = open.value?.id
    return id === undefined ? Promise.resolve(false) : act(name, () => rest.editDefect(id, change))
  }

  function chooseArticle(articleId: string): Promise<boolean> {
    return edit('article', fixingWith(open.value, articleId))
  }

  function addCase(expect: Expectation): Promise<boolean> {
    const defect = open.value
    if (defect === undefined) return Promise.resolve(false)
    const { language: locale, question, id: defectId } = defect
    return act('case', () => rest.createCase({ locale, question, expect, defectId }))
  }

  async function publish(): Promise<void> {
    const release = path.value?.release
    if (release !== undefined && (await releases.publish(release.number))) await refresh()
  }

  return {
    ...{
      status,
      defects,
      counts,
      next,
      failure,
      refusal,
      busy,
      open,
      missing,
      articles,
      article,
      path,
      releases,
    },
    ...{ show, more, select, chooseArticle, addCase, publish },
    dismiss: (reason: string) => edit('dismiss', { status: 'dismissed', reason }),
    reopen: () => edit('reopen', { status: 'open' }),
    dispose: releases.dispose,
  }
}

/** The change that puts a defect to work on an article. */
export function fixingWith(defect: Defect | undefined, articleId: string): DefectEdit {
  return defect?.status === 'open' ? { status: 'fixing', articleId } : { articleId }
}

function rowOf(rows: readonly ArticleRow[] | undefined, defect: Defect | undefined): ArticleRow | undefined {
  if (rows === undefined || defect?.articleId === undefined) return undefined
  const ofArticle = rows.filter((row) => row.id === defect.articleId)
  return ofArticle.find((row) => row.language === defect.language) ?? ofArticle[0]
}
