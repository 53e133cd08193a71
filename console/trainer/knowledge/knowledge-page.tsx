import '../trainer.css'
import '../knowledge.css'
import '../synonyms.css'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { languages } from '#shared/knowledge.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { useModel } from '../../shell/use-model.ts'
import { language as consoleLanguage, t } from '../../texts/texts.ts'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleList } from './article-list.tsx'
import { createKnowledgeModel } from './knowledge-model.ts'

/** The knowledge base. `?article=ID&language=en` opens the editor, `&defect=ID` mends for a defect. */
export function KnowledgePage() {
  const { rest } = useDesk()
  const { query } = useLocation()
  const model = useModel(() => createKnowledgeModel(rest, consoleLanguage.value), 'knowledge')
  const articleId = query.article
  const language = languages.find((each) => each === query.language) ?? consoleLanguage.value
  useEffect(() => {
    // Back from the editor the list may be out of date.
    if (articleId === undefined) void model.load()
  }, [model, articleId])
  useEffect(() => {
    document.title = `${t().knowledge.title} · Baton`
  }, [t()])
  if (articleId === undefined) return <ArticleList model={model} />
  return (
    <ArticleEditor
      key={`${articleId}/${language}`}
      articleId={articleId === 'new' ? undefined : articleId}
      language={language}
      defectId={query.defect}
    />
  )
}
