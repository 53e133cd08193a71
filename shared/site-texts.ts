import { z } from 'zod'
import { plain } from './text.ts'
import { type InLanguages, widgetLanguageCodes } from './widget-languages.ts'

/** The same in English, Chinese and any other language of the widget; another key is refused. */
export function inLanguages<Content>(
  content: z.ZodType<Content, Content>,
): z.ZodType<InLanguages<Content>, InLanguages<Content>> {
  const others = widgetLanguageCodes.map((code) => [code, content.optional()])
  return z.strictObject({ ...Object.fromEntries(others), en: content, zh: content }) as unknown as z.ZodType<
    InLanguages<Content>,
    InLanguages<Content>
  >
}

/** A text of at most `longest` characters in each language; it may be empty. */
export function texts(longest: number) {
  return inLanguages(plain(longest).trim())
}

/** What no rule of its own covers: a console says each in its reader's language. */
export const siteProblems = {
  origin: 'An origin is a scheme and a host, such as https://shop.example, without a path.',
  colour: 'A colour is written #rrggbb.',
  twice: 'This is here already.',
  'no-language': 'A site has at least one language.',
  'time-zone': 'This is no time zone; one is named like Europe/Berlin.',
  time: 'A time is written HH:MM, from 00:00 to 23:59.',
  overlap: 'Two stretches of these hours are open at the same time.',
  'never-open': 'These hours never open. Without hours, it is always open.',
  id: 'An id has small letters, digits and hyphens.',
  'no-text': 'Write this in at least one language.',
  pattern:
    'A pattern is a path such as /cart* or a host with a path such as shop.example/sale/*, without https://.',
  'no-condition':
    'Say when the message shows: on which page, after how long, from which cart value, or on leaving.',
  'few-choices': 'A question with choices has at least two.',
  'no-choices': 'Only a question with choices has choices.',
  address: 'An address begins with https:// or http://.',
} as const
export type SiteProblem = keyof typeof siteProblems

/** The sentence for the API and the name for the console. */
export function problem(name: SiteProblem): { message: string; params: { problem: SiteProblem } } {
  return { message: siteProblems[name], params: { problem: name } }
}

/** Written in at least one language. */
export function isWritten(content: Partial<Record<string, string | undefined>>): boolean {
  return Object.values(content).some((text) => text !== undefined && text !== '')
}
