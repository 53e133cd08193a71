import { z } from 'zod'
import { replyBounds } from './canned-reply.ts'
import { languages } from './knowledge.ts'
import { unknownVariables, variableNames } from './reply-variables.ts'
import { plain } from './text.ts'

/** Letters of any script, digits, and between them hyphens and underscores. */
const shortcutForm = /^[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*$/u

const text = plain(replyBounds.text, `A text has at most ${replyBounds.text} characters.`)
  .trim()
  .min(1, 'A text is not empty.')
  .superRefine((value, context) => {
    for (const name of unknownVariables(value))
      context.addIssue({
        code: 'custom',
        message: `There is no variable {{${name}}}. There are: ${allNames()}.`,
      })
  })

/** A text in at least one language. */
export const replyTexts = z
  .strictObject({ en: text.optional(), zh: text.optional() })
  .refine((texts) => languages.some((language) => texts[language] !== undefined), {
    message: 'A reply has a text in English, in Chinese, or in both.',
  })

export const newCannedReply = z.strictObject({
  shortcut: plain(replyBounds.shortcut, `A shortcut has at most ${replyBounds.shortcut} characters.`)
    .trim()
    .overwrite((value) => value.normalize('NFKC').toLowerCase().replace(/^\//, ''))
    .regex(shortcutForm, 'A shortcut has letters, digits and hyphens, and no spaces.'),
  title: plain(replyBounds.title, `A title has at most ${replyBounds.title} characters.`)
    .trim()
    .min(1, 'A reply has a title.'),
  topic: plain(replyBounds.topic, `A topic has at most ${replyBounds.topic} characters.`)
    .trim()
    .min(1)
    .optional(),
  texts: replyTexts,
  shared: z.boolean(),
})
export const cannedReplyEdit = newCannedReply.omit({ shared: true }).extend({ version: z.int().min(1) })

function allNames(): string {
  return Object.values(variableNames)
    .map(({ en, zh }) => `{{${en}}} or {{${zh}}}`)
    .join(', ')
}
