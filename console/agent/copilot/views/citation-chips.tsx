import { useEffect, useRef, useState } from 'preact/hooks'
import type { CopilotCitation } from '#shared/copilot.ts'
import { t } from '../../../texts/texts.ts'
import { RichText } from '../../conversation/rich-text.tsx'

/** What a draft stands on: chips that open the passage in place, and from there the article. */
export function CitationChips({
  citations,
  label,
}: {
  citations: readonly CopilotCitation[]
  label: string
}) {
  const [opened, setOpened] = useState<string | undefined>(undefined)
  const passage = useRef<HTMLQuoteElement>(null)
  useEffect(() => passage.current?.scrollIntoView({ block: 'nearest' }), [opened])
  const shown = citations.find(({ articleId }) => articleId === opened)
  if (citations.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div class="copilot-citations" role="group" aria-label={label}>
      {citations.map(({ articleId, title, language }) => (
        <button
          key={articleId}
          type="button"
          class="chip"
          lang={language}
          aria-expanded={articleId === opened}
          onClick={() => setOpened(articleId === opened ? undefined : articleId)}
        >
          {title}
        </button>
      ))}
      {shown !== undefined && (
        <blockquote ref={passage} lang={shown.language}>
          <RichText text={shown.passage ?? ''} />
          <ArticleLink article={shown} />
        </blockquote>
      )}
    </div>
  )
}

export function ArticleLink({ article }: { article: { articleId: string; language: string } }) {
  const query = `article=${encodeURIComponent(article.articleId)}&language=${article.language}`
  return (
    <a href={`/console/knowledge?${query}`} target="_blank" rel="noreferrer">
      {t().copilot.openArticle}
    </a>
  )
}
