import '../editor.css'
import { ArrowLeft } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Language, languages } from '#shared/knowledge.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { LoadFailure, Skeleton } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { ArticleFields } from './article-fields.tsx'
import { ArticlePreview } from './article-preview.tsx'
import { createEditorModel } from './editor-model.ts'
import { ArchiveButton, DraftState, EditorNotices } from './editor-notices.tsx'

interface EditorProps {
  articleId: string | undefined
  language: Language
  defectId: string | undefined
}

/** One article in one language: fields on the left, what visitors will read on the right. */
export function ArticleEditor({ articleId, language, defectId }: EditorProps) {
  const { rest, storage } = useDesk()
  const { route } = useLocation()
  const mayWrite = usePermission('knowledge:write')
  const model = useMemo(() => createEditorModel({ rest, storage, articleId, language, defectId }), [])
  const [isPreview, setPreview] = useState(false)
  const words = t().knowledge
  useEffect(() => {
    void model.load()
  }, [model])

  async function finish(saving: Promise<string | undefined>): Promise<void> {
    const id = await saving
    if (id !== undefined && id !== articleId) route(address(id, language, defectId), true)
  }
  async function archive(): Promise<void> {
    if (articleId !== undefined && (await rest.archiveArticle(articleId, language)).ok)
      route('/console/knowledge')
  }

  if (model.state.value === 'failed' && model.failure.value !== undefined) {
    return <LoadFailure failure={model.failure.value} onRetry={model.load} />
  }
  if (model.state.value === 'loading') return <Skeleton rows={8} />
  const form = model.form.value
  const isComplete = [form.id, form.title, form.topic, form.body].every((text) => text.trim() !== '')
  return (
    <main class="page">
      <header class="page-head">
        <a class="icon-button" href="/console/knowledge" aria-label={words.back} title={words.back}>
          <ArrowLeft size={18} />
        </a>
        <h1 class="editor-title">{form.title || words.newArticle}</h1>
        <LanguageTabs articleId={articleId} language={language} defectId={defectId} />
        <span class="detail-actions">
          {mayWrite && <DraftState model={model} />}
          {mayWrite && model.base.value !== undefined && <ArchiveButton onArchive={archive} />}
          {mayWrite && (
            <button
              type="button"
              class="button button-primary"
              disabled={!model.isDirty.value || !isComplete || model.isSaving.value}
              onClick={() => void finish(model.save())}
            >
              {t().common.save}
            </button>
          )}
        </span>
      </header>
      <EditorNotices
        model={model}
        mayWrite={mayWrite}
        defectId={defectId}
        onKeep={() => void finish(model.keepMine())}
      />
      <div class="editor-modes segments">
        <button type="button" aria-pressed={!isPreview} onClick={() => setPreview(false)}>
          {words.write}
        </button>
        <button type="button" aria-pressed={isPreview} onClick={() => setPreview(true)}>
          {words.preview}
        </button>
      </div>
      <div class={isPreview ? 'editor editor-preview' : 'editor'}>
        <ArticleFields model={model} isReadOnly={!mayWrite} />
        <section class="preview" aria-label={words.preview}>
          <h2 class="small-heading">{words.preview}</h2>
          <h3 class="preview-title" lang={language}>
            {form.title}
          </h3>
          <ArticlePreview body={form.body} language={language} />
        </section>
      </div>
    </main>
  )
}

function address(id: string, language: Language, defectId: string | undefined): string {
  const search = new URLSearchParams({
    article: id,
    language,
    ...(defectId !== undefined && { defect: defectId }),
  })
  return `/console/knowledge?${search}`
}

function LanguageTabs({ articleId, language, defectId }: EditorProps) {
  return (
    <nav class="language-tabs" aria-label={t().shell.language}>
      {languages.map((each) => (
        <a
          key={each}
          href={address(articleId ?? 'new', each, defectId)}
          aria-current={each === language ? 'page' : undefined}
          lang={each === 'zh' ? 'zh-CN' : 'en'}
        >
          {t().common.languages[each]}
        </a>
      ))}
    </nav>
  )
}
