import { Search } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CopilotAnswers } from '#shared/copilot.ts'
import { t } from '../../../texts/texts.ts'
import type { ConversationModel } from '../../conversation/conversation-model.ts'
import { RichText } from '../../conversation/rich-text.tsx'
import { ArticleLink } from './citation-chips.tsx'

/** Milliseconds after the last key, before the search goes out. */
const quiet = 250

interface ArticlesProps {
  model: ConversationModel
  found: CopilotAnswers['copilot:articles']
}

/** The assistant's own search, for a person: find the article, quote its passage, with its citation. */
export function ArticlesView({ model, found }: ArticlesProps) {
  const words = t().copilot
  const { copilot } = model
  const [query, setQuery] = useState(found.query)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function search(text: string): void {
    setQuery(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void copilot.findArticles(text.trim()), quiet)
  }
  return (
    <div class="copilot-articles">
      <label class="copilot-search" title={words.articles.hint}>
        <Search size={14} />
        <input
          class="input"
          type="search"
          maxLength={400}
          aria-label={words.articles.search}
          placeholder={words.articles.search}
          value={query}
          onInput={(event) => search(event.currentTarget.value)}
        />
      </label>
      {found.articles.length === 0 && <p class="copilot-hint">{words.articles.empty}</p>}
      <ul>
        {found.articles.map((article) => (
          <li key={`${article.articleId} ${article.language}`} lang={article.language}>
            <strong>{article.title}</strong>
            <RichText text={article.passage ?? ''} />
            <span class="copilot-actions">
              {model.isMine.value && (
                <>
                  <button type="button" class="button" onClick={() => copilot.quote(article)}>
                    {words.articles.insertQuote}
                  </button>
                  <button
                    type="button"
                    class="button"
                    disabled={model.drafts.reply.value.trim() === ''}
                    onClick={() => copilot.share.add({ cites: [article] })}
                  >
                    {words.articles.whole}
                  </button>
                </>
              )}
              <ArticleLink article={article} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
