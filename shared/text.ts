import { z } from 'zod'

/**
 * A text of at most `longest` UTF-16 code units: any well-formed Unicode, control characters included. A NUL is a byte
 * of something that is not text, and PostgreSQL can neither hold it nor look for it.
 */
export function plain(longest: number, tooLong?: string): z.ZodString {
  return z
    .string()
    .max(longest, tooLong)
    .refine((value) => !value.includes('\0'), 'This is bytes, not text.')
    .refine((value) => value.isWellFormed(), 'This is not well-formed Unicode.')
}
