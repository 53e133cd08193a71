import { z } from 'zod'

/**
 * Arguments of a tool with places to fill: `{ id: '{number}' }`. A text that is one place takes the value as it is, a
 * longer text has the place replaced inside. Values are never looked at for places of their own.
 */
export type ArgumentTemplate = { [name: string]: TemplateValue }
type TemplateValue = string | number | boolean | null | TemplateValue[] | ArgumentTemplate

/** Where in a tool's answer a value stands: `order.customer.email`, `lines.0.sku`, or `''` for the whole. */
export type Path = string

/** A value as it stands, one translated by its text (`{ at: 'state', values: { open: 'placed' } }`), or a list. */
export type Field = Path | { at: Path; values: Record<string, string> } | { at: Path; each: Fields }
export type Fields = { [name: string]: Field }

/** How one question to the shop is put to one tool. */
export interface ToolMapping {
  tool: string
  arguments: ArgumentTemplate
  /** Where the thing, or the list of things, stands in the answer; the whole where not said. `null` there is `none`. */
  at?: Path | undefined
  fields: Fields
  /** Part of what the tool says when it fails because there is no such thing; every other failure is one. */
  notFound?: string | undefined
}

export type Values = Record<string, string | number | undefined>

/** Checks a template when it is configured, not when a visitor waits. Throws a TypeError for a place nobody fills. */
export function checkPlaces(
  mapping: ToolMapping,
  known: readonly string[],
  required: readonly string[],
): void {
  const places = [...JSON.stringify(mapping.arguments).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const unknown = places.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new TypeError(`The arguments of ${mapping.tool} name {${unknown}}, which nothing fills`)
  const missing = required.find((name) => !places.includes(name))
  if (missing !== undefined) throw new TypeError(`The arguments of ${mapping.tool} must pass {${missing}} on`)
}

/** The arguments with their places filled; a property whose only value is missing is left out. */
export function fill(template: ArgumentTemplate, values: Values): Record<string, unknown> {
  const filled = Object.entries(template).map(([name, value]) => [name, fillValue(value, values)])
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined))
}

function fillValue(value: TemplateValue, values: Values): unknown {
  if (typeof value === 'string') {
    const alone = /^\{(\w+)\}$/.exec(value)?.[1]
    if (alone !== undefined) return values[alone]
    return value.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''))
  }
  if (Array.isArray(value)) return value.map((each) => fillValue(each, values))
  return typeof value === 'object' && value !== null ? fill(value, values) : value
}

/** What stands at a path, by own properties only; `undefined` where nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  if (path === '') return data
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    return (value as Record<string, unknown>)[name]
  }, data)
}

/** The mapped fields of one thing, not yet checked. What is missing or `null` in the answer is left out. */
export function mapped(data: unknown, fields: Fields): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, field]) => [name, mapField(data, field)])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null))
}

function mapField(data: unknown, field: Field): unknown {
  if (typeof field === 'string') return valueAt(data, field)
  const value = valueAt(data, field.at)
  if ('values' in field) {
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return known && Object.hasOwn(field.values, String(value)) ? field.values[String(value)] : value
  }
  return Array.isArray(value) ? value.slice(0, 200).map((each) => mapped(each, field.each)) : value
}

const field: z.ZodType<Field> = z.lazy(() =>
  z.union([
    z.string().max(200),
    z.strictObject({ at: z.string().max(200), values: z.record(z.string(), z.string()) }),
    z.strictObject({ at: z.string().max(200), each: z.record(z.string(), field) }),
  ]),
)
const templateValue: z.ZodType<TemplateValue> = z.lazy(() =>
  z.union([
    z.string().max(2_000),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(templateValue),
    z.record(z.string(), templateValue),
  ]),
)

/** A mapping as a workspace's settings hold it. */
export const toolMapping = z.strictObject({
  tool: z.string().min(1).max(200),
  arguments: z.record(z.string(), templateValue),
  at: z.string().max(200).optional(),
  fields: z.record(z.string(), field),
  notFound: z.string().min(1).max(200).optional(),
})
