import { parse, stringify } from 'yaml'
import { z } from 'zod'
import type { Article } from '#shared/knowledge.ts'
import { articleBody, newArticle } from '#shared/rest.ts'

/** An article file that cannot be read, with a sentence that says why. */
export class ArticleFileError extends Error {
  override readonly name = 'ArticleFileError'
}

const frontMatter = newArticle.omit({ language: true, body: true })
const fence = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/

/** Reads a Markdown file with front matter: `id`, `title`, `topic`, `phrasings`, `validFrom`, `validUntil`. */
export function parseArticle(content: string, language: Article['language']): Omit<Article, 'version'> {
  const text = content.replace(/^\uFEFF/, '')
  const match = fence.exec(text)
  if (!match) {
    throw new ArticleFileError('The file does not begin with front matter between two lines of "---".')
  }
  const body = articleBody.shape.body.safeParse(text.slice(match[0].length))
  if (!body.success)
    throw new ArticleFileError(`The text below the front matter: ${z.prettifyError(body.error)}`)
  const matter = frontMatter.safeParse(readYaml(match[1] ?? ''))
  if (!matter.success) throw new ArticleFileError(`The front matter: ${z.prettifyError(matter.error)}`)
  return { ...matter.data, language, body: body.data }
}

/** Writes what `parseArticle` reads. */
export function formatArticle(article: Omit<Article, 'version' | 'language'>): string {
  const { id, title, topic, phrasings, validFrom, validUntil } = article
  const matter = stringify(
    { id, title, topic, phrasings, ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) },
    { lineWidth: 0 },
  )
  return `---\n${matter}---\n\n${article.body}\n`
}

function readYaml(text: string): unknown {
  try {
    // Dates stay text: the core schema has no date type. A file's oddities are no warnings of this process.
    return parse(text, { schema: 'core', maxAliasCount: 0, logLevel: 'error' })
  } catch (reason) {
    // Besides its own errors the parser throws a ReferenceError for aliases and a RangeError for endless nesting.
    throw new ArticleFileError(
      `The front matter is not YAML: ${reason instanceof Error ? reason.message : reason}`,
    )
  }
}
