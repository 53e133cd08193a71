import { z } from 'zod'
import { tagBounds, tagColours, tagKey } from './tags.ts'
import { plain } from './text.ts'

const name = plain(tagBounds.name, `A tag has at most ${tagBounds.name} characters.`)
  .trim()
  .overwrite((value) => value.replace(/\s+/g, ' '))
  .refine((value) => tagKey(value).length > 0, 'A tag has letters or digits.')

export const newTag = z.strictObject({ name, colour: z.enum(tagColours).optional() })
/** `version` is the one that was edited: somebody else's newer one makes the edit a `conflict`. */
const version = z.int().min(1)
export const tagEdit = z.strictObject({ name, colour: z.enum(tagColours), version })
export const tagArchiving = z.strictObject({ version, archived: z.boolean() })
export const tagMerge = z.strictObject({ version, into: plain(64).min(1) })
