import { siteEdit } from '#shared/site.ts'
import type { SiteProblem } from '#shared/site-texts.ts'
import { type WidgetLanguage, widgetLanguages } from '#shared/widget-languages.ts'
import { number } from '../../../shell/format.ts'
import { t } from '../../../texts/texts.ts'
import { type SiteDraft, tidy } from './draft.ts'

/** By the path of the setting, its parts apart by a dot, what is wrong there in the words of the console. */
export type Problems = ReadonlyMap<string, string>

type Issue = NonNullable<ReturnType<typeof siteEdit.safeParse>['error']>['issues'][number]

export function problemsOf(draft: SiteDraft): Problems {
  const { error } = siteEdit.safeParse(tidy(draft))
  return new Map(error?.issues.map((issue) => [issue.path.map(String).join('.'), textOf(issue)]))
}

/** The first thing wrong at a setting or below it; in a text, with the language in which it is. */
export function problemIn(problems: Problems, path: string): string | undefined {
  for (const [place, text] of problems) {
    if (place === path) return text
    if (!place.startsWith(`${path}.`)) continue
    const language = languageNamed(place.slice(path.length + 1).split('.')[0] ?? '')
    return language ? t().sites.inLanguage(language, text) : text
  }
  return undefined
}

/** How many settings under one of these names are to be mended. */
export function countIn(problems: Problems, names: readonly string[]): number {
  return [...problems.keys()].filter((path) => names.includes(path.split('.')[0] ?? '')).length
}

function languageNamed(code: string): string | undefined {
  return widgetLanguages.find((each) => each.code === (code as WidgetLanguage))?.name
}

function textOf(issue: Issue): string {
  const words = t().sites
  const problem = issue.code === 'custom' ? issue.params?.problem : undefined
  if (problem !== undefined) return words.problems[problem as SiteProblem]
  if (issue.code === 'too_big') {
    const most = number(Number(issue.maximum))
    if (issue.origin === 'string') return words.tooLong(most)
    return issue.origin === 'array' ? words.tooMany(most) : words.tooLarge(most)
  }
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? words.required : words.tooSmall(number(Number(issue.minimum)))
  return issue.code === 'invalid_type' ? words.noNumber : words.other
}
