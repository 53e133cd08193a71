import { z } from 'zod'
import { handPriorities } from './acts.ts'
import { replyTexts } from './canned-reply-edit.ts'
import { lastActs, type MacroStep, macroBounds } from './macro.ts'
import { plain } from './text.ts'
import { causes, endings } from './wrap-up.ts'

const anId = plain(64).min(1)

const macroStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('reply'), texts: replyTexts }),
  z.strictObject({
    do: z.literal('note'),
    text: plain(macroBounds.note).trim().min(1, 'A note is not empty.'),
  }),
  z.strictObject({
    do: z.literal('tag'),
    tags: z
      .array(anId)
      .min(1, 'Choose a tag.')
      .max(macroBounds.tags, `A step puts on at most ${macroBounds.tags} tags.`)
      .overwrite((ids) => [...new Set(ids)]),
  }),
  z.strictObject({ do: z.literal('priority'), level: z.enum(handPriorities) }),
  z.strictObject({
    do: z.literal('snooze'),
    hours: z
      .int('A number of hours is whole.')
      .min(1, 'It sleeps at least one hour.')
      .max(macroBounds.snoozeHours, 'It sleeps at most 30 days.'),
  }),
  z.strictObject({ do: z.literal('transfer'), personId: anId }),
  z.strictObject({ do: z.literal('hand-back') }),
  z.strictObject({
    do: z.literal('resolve'),
    outcome: z.enum(endings),
    cause: z.enum(causes).optional(),
  }),
])

const steps = z
  .array(macroStep)
  .min(1, 'A macro does something.')
  .max(macroBounds.steps, `A macro has at most ${macroBounds.steps} steps.`)
  .superRefine((all, context) => {
    for (const [place, step] of all.entries())
      if (lastActs.has(step.do as MacroStep['do']) && place < all.length - 1)
        context.addIssue({
          code: 'custom',
          path: [place],
          message: 'Nothing can follow this step: the conversation is out of your hands.',
        })
  })

export const newMacro = z.strictObject({
  name: plain(macroBounds.name, `A name has at most ${macroBounds.name} characters.`)
    .trim()
    .overwrite((value) => value.replace(/\s+/g, ' '))
    .min(1, 'A macro has a name.'),
  steps,
  shared: z.boolean(),
})
export const macroEdit = newMacro.omit({ shared: true }).extend({ version: z.int().min(1) })
