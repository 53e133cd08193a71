import { z } from 'zod'

/**
 * How one value is made from JSON, as data that can be stored: a JSON pointer (RFC 6901, `/order/total`, the empty
 * text is the whole); a fixed value; a pointer with a conversion, with the shop's words for ours (`*` is any other);
 * the first rule that finds something; a list made from each element of a list; an object of rules, in which what is
 * not there is left out, and which is nothing itself where one of `needs` is not there.
 */
export type Rule =
  | string
  | { constant: string | number | boolean }
  | { from: string; as?: Conversion | undefined; words?: Record<string, string> | undefined }
  | { first: Rule[] }
  | { each: string; of: Rule }
  | { object: Record<string, Rule>; needs?: string[] | undefined }

const conversions = ['text', 'number', 'day', 'milliseconds', 'hundredths', 'localized'] as const
/**
 * `day`: `YYYY-MM-DD` from any ISO time; `milliseconds`: since 1970 from any ISO time; `hundredths`: a decimal amount
 * ("12.5") as a whole number of hundredths; `localized`: one text for both languages.
 */
export type Conversion = (typeof conversions)[number]

const pointer = z.string().regex(/^(\/.*)?$/s, 'a JSON pointer is empty or begins with /')

export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    pointer,
    z.strictObject({ constant: z.union([z.string(), z.number(), z.boolean()]) }),
    z.strictObject({
      from: pointer,
      as: z.enum(conversions).optional(),
      words: z.record(z.string(), z.string()).optional(),
    }),
    z.strictObject({ first: z.array(rule).min(1) }),
    z.strictObject({ each: pointer, of: rule }),
    z.strictObject({ object: z.record(z.string(), rule), needs: z.array(z.string()).optional() }),
  ]),
)

/** What the rule makes of `source`; `undefined` where nothing is there or it cannot be converted. Never throws. */
export function evaluate(made: Rule, source: unknown): unknown {
  if (typeof made === 'string') return at(source, made)
  if ('constant' in made) return made.constant
  if ('first' in made) {
    for (const each of made.first) {
      const found = evaluate(each, source)
      if (found !== undefined) return found
    }
    return undefined
  }
  if ('each' in made) {
    const list = at(source, made.each)
    return Array.isArray(list) ? list.map((each) => evaluate(made.of, each)) : undefined
  }
  if ('object' in made) {
    const entries = Object.entries(made.object).map(([name, each]) => [name, evaluate(each, source)] as const)
    const there = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
    return made.needs?.every((name) => Object.hasOwn(there, name)) === false ? undefined : there
  }
  return convert(at(source, made.from), made)
}

function convert(
  found: unknown,
  { as, words }: { as?: Conversion | undefined; words?: Record<string, string> | undefined },
) {
  if (found === undefined) return undefined
  const isPlain = ['string', 'number', 'boolean'].includes(typeof found)
  const text = isPlain ? String(found) : undefined
  if (words !== undefined) return text !== undefined && Object.hasOwn(words, text) ? words[text] : words['*']
  switch (as) {
    case undefined:
      return found
    case 'text':
      return text
    case 'number':
      return text === undefined || text.trim() === '' ? undefined : Number(text)
    case 'localized':
      return text === undefined ? undefined : { en: text, zh: text }
    case 'hundredths':
      return text === undefined ? undefined : hundredthsOf(text)
    case 'day':
    case 'milliseconds': {
      const time = new Date(typeof found === 'number' ? found : (text ?? ''))
      if (Number.isNaN(time.getTime())) return undefined
      return as === 'milliseconds' ? time.getTime() : time.toISOString().slice(0, 10)
    }
  }
}

/** Exact: a product of floating-point numbers would make 1 999 of 19.99 now and then. */
function hundredthsOf(text: string): number | undefined {
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text.trim())
  if (parts === null) return undefined
  const whole = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] === '-' ? -whole : whole
}

/** What a JSON pointer leads to. Only what the document itself holds; `null` is nothing. */
function at(source: unknown, path: string): unknown {
  let found = source
  for (const part of path.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found ?? undefined
}
