import { useState } from 'preact/hooks'
import type { Defect } from '#shared/defect.ts'
import type { ArticleRow } from '#shared/rest.ts'
import { dateTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { StepProps } from './fix-path.tsx'

/** How many articles the choice shows at once; more are found by typing. */
const shown = 8

/** Step 1: which article should have answered, and the way into its editor. */
export function ArticleStep({ model, defect, path }: StepProps) {
  const [isChoosing, setChoosing] = useState(false)
  const words = t().defects.article
  const article = model.article.value
  const isNext = path.next === 'article'
  const isChosen = defect.status !== 'open' && defect.articleId !== undefined
  async function choose(articleId: string): Promise<void> {
    if (await model.chooseArticle(articleId)) setChoosing(false)
  }
  if (defect.status === 'released') return article === undefined ? null : <ArticleLink row={article} />
  const rows = model.articles.value ?? []
  return (
    <>
      {isNext && <p>{words.help}</p>}
      {article !== undefined && (
        <p>
          <span class="quiet">{isChosen ? words.chosen : words.suggested}</span> <ArticleLink row={article} />
          {isChosen && (
            <small>
              {path.states.article === 'done' ? words.mended(dateTime(article.updatedAt)) : words.unmended}
            </small>
          )}
        </p>
      )}
      {isChoosing && <ArticleChoice rows={rows} defect={defect} onChoose={choose} />}
      <div class="step-actions">
        {article !== undefined && (
          <a class={isNext ? 'button button-primary' : 'button'} href={editorAddress(article, defect)}>
            {words.open}
          </a>
        )}
        <button
          type="button"
          class={isNext && article === undefined ? 'button button-primary' : 'button'}
          aria-expanded={isChoosing}
          onClick={() => setChoosing(!isChoosing)}
        >
          {article === undefined ? words.choose : words.chooseAnother}
        </button>
        {isNext && (
          <a
            class="button"
            href={`/console/knowledge?article=new&language=${defect.language}&defect=${defect.id}`}
          >
            {words.create}
          </a>
        )}
      </div>
    </>
  )
}

function editorAddress(row: ArticleRow, defect: Defect): string {
  return `/console/knowledge?article=${row.id}&language=${defect.language}&defect=${defect.id}`
}

function ArticleLink({ row }: { row: ArticleRow }) {
  return (
    <a href={`/console/knowledge?article=${row.id}&language=${row.language}`} lang={row.language}>
      {row.title}
    </a>
  )
}

interface ChoiceProps {
  rows: readonly ArticleRow[]
  defect: Defect
  onChoose: (articleId: string) => void
}

function ArticleChoice({ rows, defect, onChoose }: ChoiceProps) {
  const [filter, setFilter] = useState('')
  const words = t().defects.article
  const wanted = filter.trim().toLowerCase()
  const found = rows.filter(
    (row) =>
      row.language === defect.language &&
      (wanted === '' || `${row.title} ${row.topic} ${row.id}`.toLowerCase().includes(wanted)),
  )
  return (
    <div class="article-choice">
      <input
        class="input"
        type="search"
        autofocus
        aria-label={words.filter}
        placeholder={words.filter}
        value={filter}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      {found.length === 0 && <p class="quiet">{words.none}</p>}
      <ul>
        {found.slice(0, shown).map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onChoose(row.id)}>
              <span lang={row.language}>{row.title}</span>
              <small>{row.topic}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
