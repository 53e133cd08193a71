import { type Article, isValidOn, type Language } from '#shared/knowledge.ts'
import type { ArticleRow } from '#shared/rest.ts'
import type { Result } from '#shared/result.ts'
import type { Rest } from '../../rest.ts'

/** Pages that are fetched at most: 10 000 rows, more than one person can look after. */
const mostPages = 50

/** Every article row, page after page, so that filters look at all of them. */
export async function allArticles(rest: Pick<Rest, 'articles'>): Promise<Result<{ articles: ArticleRow[] }>> {
  const articles: ArticleRow[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const result = await rest.articles(cursor)
    if (!result.ok) return result
    articles.push(...result.articles)
    cursor = result.next
    if (cursor === undefined) break
  }
  return { ok: true, articles }
}

export type ArticleState = 'live' | 'edited' | 'new' | 'expired' | 'upcoming'

/** How an article stands towards visitors on a day (`YYYY-MM-DD`). */
export function stateOf(row: ArticleRow, day: string): ArticleState {
  if (!isValidOn(row, day)) return row.validFrom !== undefined && day < row.validFrom ? 'upcoming' : 'expired'
  if (row.liveVersion === undefined) return 'new'
  return row.liveVersion === row.version ? 'live' : 'edited'
}

/** The fields as they are typed; phrasings one per line. */
export interface ArticleForm {
  id: string
  title: string
  topic: string
  phrasings: string
  body: string
  validFrom: string
  validUntil: string
}

export function phrasingsOf(form: ArticleForm): string[] {
  const lines = form.phrasings.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '')
}

export function formOf(article: Article | undefined, id: string): ArticleForm {
  return {
    id: article?.id ?? id,
    title: article?.title ?? '',
    topic: article?.topic ?? '',
    phrasings: article?.phrasings.join('\n') ?? '',
    body: article?.body ?? '',
    validFrom: article?.validFrom ?? '',
    validUntil: article?.validUntil ?? '',
  }
}

/** The form as the server takes it. */
export function bodyOf(form: ArticleForm, language: Language) {
  return {
    language,
    title: form.title,
    topic: form.topic,
    phrasings: phrasingsOf(form),
    body: form.body,
    ...(form.validFrom !== '' && { validFrom: form.validFrom }),
    ...(form.validUntil !== '' && { validUntil: form.validUntil }),
  }
}

export function isSame(one: ArticleForm, other: ArticleForm): boolean {
  return (Object.keys(one) as (keyof ArticleForm)[]).every((name) => one[name] === other[name])
}
