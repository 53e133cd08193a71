import type { Language } from '#shared/knowledge.ts'
import type { ImportReport } from '#shared/rest.ts'
import type { Reading, Store } from '../store/store.ts'
import { type ArticleContent, type Edit, saveArticle } from './articles.ts'
import { ArticleFileError, formatArticle, parseArticle } from './markdown.ts'
import { articlePages } from './releases/article-pages.ts'

/**
 * Imports Markdown files: each good one is saved (or left, where nothing changed), each broken one is named with
 * its reason, and the good ones do not wait for it to be mended.
 */
export async function importArticles(
  store: Store,
  edit: Edit,
  files: { name: string; language: Language; content: string }[],
): Promise<ImportReport> {
  const report: ImportReport = { imported: 0, unchanged: 0, failed: [] }
  const present = new Map<string, string>()
  for await (const page of articlePages(store.read, edit.workspaceId)) {
    for (const article of page) present.set(`${article.id} ${article.language}`, formatArticle(article))
  }
  const changed: ArticleContent[] = []
  for (const file of files) {
    try {
      const article = parseArticle(file.content, file.language)
      if (present.get(`${article.id} ${article.language}`) === formatArticle(article)) report.unchanged += 1
      else changed.push(article)
    } catch (reason) {
      if (!(reason instanceof ArticleFileError)) throw reason
      report.failed.push({ name: file.name, message: reason.message })
    }
  }
  await store.write(async (writing) => {
    for (const article of changed) await saveArticle(writing, edit, article, 'any')
  })
  report.imported = changed.length
  return report
}

/** Every article of the working set as a file that `importArticles` reads back unchanged. */
export async function exportArticles(
  read: Reading,
  workspaceId: string,
): Promise<{ name: string; language: Language; content: string }[]> {
  const files: { name: string; language: Language; content: string }[] = []
  for await (const page of articlePages(read, workspaceId)) {
    for (const article of page) {
      const { id, language } = article
      files.push({ name: `${language}/${id}.md`, language, content: formatArticle(article) })
    }
  }
  return files
}
