import { batch, computed, signal } from '@preact/signals'
import type { Defect } from '#shared/defect.ts'
import type { Article, Language } from '#shared/knowledge.ts'
import type { FailureResult } from '#shared/result.ts'
import type { ArticleVersion, Rest } from '../../rest.ts'
import type { Storage } from '../../shell/preferences.ts'
import { fixingWith } from '../defects/defects-model.ts'
import { type ArticleForm, bodyOf, formOf, isSame, phrasingsOf } from './articles.ts'

interface Parts {
  rest: Rest
  storage: Storage
  /** `undefined` for an article that does not exist yet. */
  articleId: string | undefined
  language: Language
  defectId: string | undefined
}

export type EditorModel = ReturnType<typeof createEditorModel>

/** One article in one language being edited. What is typed is kept on this computer until it is saved. */
export function createEditorModel({ rest, storage, articleId, language, defectId }: Parts) {
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const failure = signal<FailureResult | undefined>(undefined)
  const base = signal<Article | undefined>(undefined)
  const versions = signal<readonly ArticleVersion[]>([])
  const form = signal<ArticleForm>(formOf(undefined, articleId ?? ''))
  const conflict = signal<{ theirs: Article; by: string | undefined } | undefined>(undefined)
  const defect = signal<Defect | undefined>(undefined)
  const isIdTaken = signal(false)
  const isSaving = signal(false)
  const isSaved = signal(false)
  const isDirty = computed(() => !isSame(form.value, formOf(base.value, form.value.id)))
  const draftKey = `article:${articleId ?? 'new'}:${language}`

  async function load(): Promise<void> {
    if (defectId !== undefined) {
      const found = await rest.defect(defectId)
      if (found.ok) defect.value = found.defect
    }
    if (articleId === undefined) {
      start(undefined, [])
      return
    }
    const result = await rest.article(articleId, language)
    if (result.ok) start(result.article, result.versions)
    else if (result.error === 'not-found') start(undefined, [])
    else {
      failure.value = result
      state.value = 'failed'
    }
  }

  function start(article: Article | undefined, known: ArticleVersion[]): void {
    const draft = readDraft()
    batch(() => {
      base.value = article
      versions.value = known
      form.value = draft?.form ?? formOf(article, articleId ?? '')
      // The draft was begun on an older version: show both texts rather than let one win.
      if (draft !== undefined && article !== undefined && draft.version !== article.version) {
        conflict.value = { theirs: article, by: authorOf(article, known) }
      }
      failure.value = undefined
      state.value = 'ready'
    })
  }

  function readDraft(): { form: ArticleForm; version: number } | undefined {
    try {
      return JSON.parse(storage.read(draftKey) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }

  function edit(change: Partial<ArticleForm>): void {
    batch(() => {
      form.value = { ...form.value, ...change }
      isIdTaken.value = false
      isSaved.value = false
    })
    const draft = { form: form.value, version: base.value?.version ?? 0 }
    storage.write(draftKey, isDirty.value ? JSON.stringify(draft) : undefined)
  }

  /** Whether the defect's question is already among the phrasings. */
  const hasQuestion = computed(
    () => defect.value !== undefined && phrasingsOf(form.value).includes(defect.value.question.trim()),
  )

  function addQuestion(): void {
    const question = defect.value?.question.trim()
    if (question === undefined || hasQuestion.value) return
    edit({ phrasings: [...phrasingsOf(form.value), question].join('\n') })
  }

  /** Saves; returns the id of the saved article, or `undefined` with `failure` or `conflict` set. */
  async function save(): Promise<string | undefined> {
    if (isSaving.value) return undefined
    batch(() => {
      isSaving.value = true
      failure.value = undefined
    })
    const known = base.value
    const body = bodyOf(form.value, language)
    const result =
      known === undefined
        ? await rest.createArticle({ ...body, id: form.value.id })
        : await rest.editArticle(known.id, { ...body, version: known.version })
    isSaving.value = false
    if (!result.ok) {
      if (result.error === 'conflict' && articleId === undefined) isIdTaken.value = true
      else if (result.error === 'conflict') await meetConflict(form.value.id, result)
      else failure.value = result
      return undefined
    }
    storage.write(draftKey, undefined)
    batch(() => {
      base.value = result.article
      form.value = formOf(result.article, result.article.id)
      conflict.value = undefined
      isSaved.value = true
    })
    await markDefect(result.article.id)
    return result.article.id
  }

  async function meetConflict(id: string, refusal: FailureResult): Promise<void> {
    const newest = await rest.article(id, language)
    if (newest.ok) conflict.value = { theirs: newest.article, by: authorOf(newest.article, newest.versions) }
    else failure.value = refusal
  }

  /** Whoever mends an article for a defect has taken the defect to work. */
  async function markDefect(id: string): Promise<void> {
    const current = defect.value
    if (current === undefined || current.status === 'released' || current.status === 'dismissed') return
    if (current.status === 'fixing' && current.articleId === id) return
    const result = await rest.editDefect(current.id, fixingWith(current, id))
    if (result.ok) defect.value = result.defect
    else failure.value = result
  }

  /** Their version becomes the base; the text stays ours and is saved over it. */
  async function keepMine(): Promise<string | undefined> {
    base.value = conflict.value?.theirs
    conflict.value = undefined
    return await save()
  }

  function takeTheirs(): void {
    base.value = conflict.value?.theirs ?? base.value
    discard()
  }

  function discard(): void {
    storage.write(draftKey, undefined)
    batch(() => {
      conflict.value = undefined
      form.value = formOf(base.value, articleId ?? '')
    })
  }

  const signals = {
    state,
    failure,
    base,
    versions,
    form,
    conflict,
    defect,
    isIdTaken,
    isSaving,
    isSaved,
    isDirty,
    hasQuestion,
  }
  return { articleId, language, ...signals, load, edit, addQuestion, save, keepMine, takeTheirs, discard }
}

function authorOf(article: Article, versions: ArticleVersion[]): string | undefined {
  return versions.find((each) => each.version === article.version)?.updatedBy
}
