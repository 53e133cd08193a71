import { isValidOn } from '#shared/knowledge.ts'
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
