import { BookOpen, Download, Plus, Upload } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { type Language, languages } from '#shared/knowledge.ts'
import type { ArticleRow } from '#shared/rest.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { duration, now, number, today } from '../../shell/format.ts'
import { Badge, Empty, LanguageMark, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import { FoundList } from '../found-list.tsx'
import { KnowledgeTabs } from '../synonyms/knowledge-tabs.tsx'
import { type ArticleState, stateOf } from './articles.ts'
import { ImportDialog } from './import-dialog.tsx'
import type { KnowledgeModel } from './knowledge-model.ts'

const tones: Record<ArticleState, Tone> = {
  live: 'person',
  edited: 'accent',
  new: 'accent',
  expired: 'waiting',
  upcoming: 'plain',
}

export function articleAddress(id: string, language: Language): string {
  return `/console/knowledge?${new URLSearchParams({ article: id, language })}`
}

export function ArticleList({ model }: { model: KnowledgeModel }) {
  const [isImporting, setImporting] = useState(false)
  const mayWrite = usePermission('knowledge:write')
  const words = t().knowledge
  const start: Language = model.language.value === '' ? 'en' : model.language.value
  return (
    <main class="page">
      <header class="page-head">
        <h1>{words.title}</h1>
        <span class="quiet">{model.found.value && words.count(number(model.found.value.length))}</span>
        <span class="detail-actions">
          <button type="button" class="button" title={words.export} onClick={() => void download(model)}>
            <Download size={14} />
            <span>{words.export}</span>
          </button>
          {mayWrite && (
            <>
              <button type="button" class="button" title={words.import} onClick={() => setImporting(true)}>
                <Upload size={14} />
                <span>{words.import}</span>
              </button>
              <a class="button button-primary" href={articleAddress('new', start)}>
                <Plus size={14} />
                {words.newArticle}
              </a>
            </>
          )}
        </span>
      </header>
      <KnowledgeTabs here="articles" />
      <Filters model={model} />
      <div class="page-body">
        <Rows model={model} mayWrite={mayWrite} />
      </div>
      {isImporting && <ImportDialog model={model} onClose={() => setImporting(false)} />}
    </main>
  )
}

function Filters({ model }: { model: KnowledgeModel }) {
  const words = t().knowledge
  return (
    <div class="filters">
      <input
        class="input"
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        value={model.text.value}
        onInput={(event) => {
          model.text.value = event.currentTarget.value
        }}
      />
      <select
        class="input"
        aria-label={words.topic}
        value={model.topic.value}
        onChange={(event) => {
          model.topic.value = event.currentTarget.value
        }}
      >
        <option value="">{words.allTopics}</option>
        {model.topics.value.map((topic) => (
          <option key={topic} value={topic}>
            {topic}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={t().shell.language}
        value={model.language.value}
        onChange={(event) => {
          model.language.value = event.currentTarget.value as Language | ''
        }}
      >
        <option value="">{words.bothLanguages}</option>
        {languages.map((each) => (
          <option key={each} value={each}>
            {t().common.languages[each]}
          </option>
        ))}
      </select>
    </div>
  )
}

function Rows({ model, mayWrite }: { model: KnowledgeModel; mayWrite: boolean }) {
  const words = t().knowledge
  const { title, topic, state, updated } = words.columns
  return (
    <FoundList
      class="article-table"
      all={model.articles.value}
      found={model.found.value}
      failure={model.failure.value}
      onRetry={model.load}
      empty={
        <Empty title={words.empty} help={words.emptyHelp} icon={<BookOpen size={20} />}>
          {mayWrite && (
            <a class="button button-primary" href={articleAddress('new', 'en')}>
              {words.newArticle}
            </a>
          )}
        </Empty>
      }
      noMatch={{ title: words.noMatch, clear: words.clearFilters, onClear: model.clearFilters }}
      columns={[title, topic, state, updated]}
    >
      {(row) => <ArticleLine key={`${row.id}/${row.language}`} row={row} />}
    </FoundList>
  )
}

function ArticleLine({ row }: { row: ArticleRow }) {
  const state = stateOf(row, today())
  return (
    <tr>
      <td>
        <span class="article-title">
          <LanguageMark language={row.language} />
          <a href={articleAddress(row.id, row.language)} lang={row.language}>
            {row.title}
          </a>
        </span>
      </td>
      <td class="quiet">{row.topic}</td>
      <td>
        <Badge tone={tones[state]}>{t().knowledge.states[state]}</Badge>
      </td>
      <td class="quiet nowrap" title={row.updatedBy}>
        {duration(now.value - row.updatedAt)} · {row.updatedBy}
      </td>
    </tr>
  )
}

/** All articles as one file. */
async function download(model: KnowledgeModel): Promise<void> {
  const files = await model.exportFiles()
  if (files === undefined) return
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(files, null, 2)], { type: 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = `baton-articles-${today()}.json`
  link.click()
  URL.revokeObjectURL(address)
}
