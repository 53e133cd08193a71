import { batch, computed, signal } from '@preact/signals'
import type { Language } from '#shared/knowledge.ts'
import type { ArticleRow, ImportReport } from '#shared/rest.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { ArticleFile, ExportedFile, Rest } from '../../rest.ts'
import { allArticles } from './articles.ts'

export type KnowledgeModel = ReturnType<typeof createKnowledgeModel>

/** The list of articles with its filters, import and export. */
export function createKnowledgeModel(rest: Rest, startLanguage: Language) {
  const articles = signal<readonly ArticleRow[] | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  const text = signal('')
  const topic = signal('')
  const language = signal<Language | ''>(startLanguage)

  const topics = computed(() => [...new Set(articles.value?.map((row) => row.topic))].sort())
  const found = computed(() => {
    const wanted = text.value.trim().toLowerCase()
    return articles.value?.filter(
      (row) =>
        (language.value === '' || row.language === language.value) &&
        (topic.value === '' || row.topic === topic.value) &&
        (wanted === '' || `${row.title} ${row.topic} ${row.id}`.toLowerCase().includes(wanted)),
    )
  })

  async function load(): Promise<void> {
    const result = await allArticles(rest)
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) articles.value = result.articles
    })
  }

  function clearFilters(): void {
    batch(() => {
      text.value = ''
      topic.value = ''
      language.value = ''
    })
  }

  async function importFiles(files: ArticleFile[]): Promise<Result<ImportReport>> {
    const result = await rest.importArticles(files)
    if (result.ok) await load()
    return result
  }

  async function exportFiles(): Promise<ExportedFile[] | undefined> {
    const result = await rest.exportArticles()
    if (result.ok) return result.files
    failure.value = result
    return undefined
  }

  return {
    ...{ articles, found, failure, text, topic, topics, language },
    ...{ load, clearFilters, importFiles, exportFiles },
    dispose() {
      articles.value = undefined
    },
  }
}
