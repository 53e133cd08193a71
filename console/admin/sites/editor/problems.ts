import { siteEdit } from '#shared/site.ts'
import { type Problems, problemsBy } from '../../problems.ts'
import { type SiteDraft, tidy } from './draft.ts'

export { type Problems, problemIn } from '../../problems.ts'

export function problemsOf(draft: SiteDraft): Problems {
  return problemsBy(siteEdit, tidy(draft))
}

/** How many settings under one of these names are to be mended. */
export function countIn(problems: Problems, names: readonly string[]): number {
  return [...problems.keys()].filter((path) => names.includes(path.split('.')[0] ?? '')).length
}
