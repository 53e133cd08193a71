import { computed, signal } from '@preact/signals'
import type { Language } from '#shared/knowledge.ts'
import type { FailureResult } from '#shared/result.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** What every language must say; the English catalogue is the measure. */
export type Catalogue = typeof en

export const catalogues: Record<Language, Catalogue> = { en, zh }

/** The language of the console itself, not of any conversation. */
export const language = signal<Language>('en')

const catalogue = computed(() => catalogues[language.value])

/** The catalogue in use. Reading it while drawing makes the view follow a change of language. */
export function t(): Catalogue {
  return catalogue.value
}

/** What went wrong, in plain words. The server's own sentence is added where it knows more than the code. */
export function failureText(failure: FailureResult): string {
  const words = t().failures
  if (failure.error === 'rate-limited') return words.rateLimited(failure.retryAfter ?? 10)
  if (failure.error === 'invalid') {
    const issues = failure.issues?.map((issue) => [issue.path, issue.message].filter(Boolean).join(': '))
    return issues?.length ? `${words.invalid} ${issues.join(' ')}` : `${words.invalid} ${failure.message}`
  }
  return words[failure.error]
}
