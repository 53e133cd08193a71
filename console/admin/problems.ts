import type { z } from 'zod'
import type { SiteProblem } from '#shared/site-texts.ts'
import { type WidgetLanguage, widgetLanguages } from '#shared/widget-languages.ts'
import { number } from '../shell/format.ts'
import { t } from '../texts/texts.ts'

/** By the path of a setting, its parts apart by a dot, what is wrong there in the words of the console. */
export type Problems = ReadonlyMap<string, string>

/** What a schema of `shared/` finds wrong in a draft. */
export function problemsBy(schema: z.ZodType, draft: unknown): Problems {
  const { error } = schema.safeParse(draft)
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

function languageNamed(code: string): string | undefined {
  return widgetLanguages.find((each) => each.code === (code as WidgetLanguage))?.name
}

function textOf(issue: z.core.$ZodIssue): string {
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
