/** The two languages in which knowledge is written and the assistant answers. */
export type Language = 'en' | 'zh'

export const languages: readonly Language[] = ['en', 'zh']

/** One version of one article in one language. Versions are immutable; editing makes the next one. */
export interface Article {
  /** Stable over versions and languages: `delivery-times`. */
  id: string
  language: Language
  version: number
  title: string
  topic: string
  /** Other ways to ask for this article. */
  phrasings: string[]
  /** Markdown. */
  body: string
  /** First day of validity, `YYYY-MM-DD`, in the shop's calendar. */
  validFrom?: string | undefined
  /** Last day of validity, included. */
  validUntil?: string | undefined
}

/** Whether an article may be used on a day (`YYYY-MM-DD`). */
export function isValidOn(article: Pick<Article, 'validFrom' | 'validUntil'>, day: string): boolean {
  if (article.validFrom !== undefined && day < article.validFrom) return false
  if (article.validUntil !== undefined && day > article.validUntil) return false
  return true
}

/** What an evaluation case says must happen. */
export type Expectation =
  | { kind: 'article'; articleId: string }
  | { kind: 'handover'; reason?: string | undefined }
  | { kind: 'refusal' }

export interface EvaluationCase {
  id: string
  locale: Language
  question: string
  expect: Expectation
}
