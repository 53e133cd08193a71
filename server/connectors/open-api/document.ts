import { z } from 'zod'

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
})
const reference = z.looseObject({ $ref: z.string() })
const operation = z.looseObject({
  operationId: z.string().optional(),
  parameters: z.array(z.union([reference, parameter])).default([]),
})
const document = z.looseObject({
  openapi: z.string().startsWith('3.'),
  paths: z.record(z.string().startsWith('/'), z.looseObject({})),
  components: z
    .looseObject({ parameters: z.record(z.string(), z.looseObject({})).default({}) })
    .default({ parameters: {} }),
})

export interface Operation {
  method: string
  /** With names in braces, as the document has it. */
  path: string
  parameters: { name: string; in: 'path' | 'query' | 'header' | 'cookie'; required: boolean }[]
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

/**
 * The operations of an OpenAPI 3 document by their id. Servers and security in it are not followed: where to ask and
 * with which key is the operator's to say. Throws `ZodError` where it is no such document.
 */
export function readOperations(source: unknown): Map<string, Operation> {
  const parsed = document.parse(source)
  const operations = new Map<string, Operation>()
  for (const [path, item] of Object.entries(parsed.paths)) {
    const shared = z
      .array(z.union([reference, parameter]))
      .default([])
      .parse(item.parameters)
    for (const method of methods) {
      if (item[method] === undefined) continue
      const { operationId, parameters } = operation.parse(item[method])
      if (operationId === undefined) continue
      const all = [...shared, ...parameters].map((each) =>
        parameter.parse(isReference(each) ? resolve(each.$ref, parsed.components.parameters) : each),
      )
      operations.set(operationId, {
        method: method.toUpperCase(),
        path,
        // An operation's own parameter of the same name and place comes later and holds.
        parameters: [...new Map(all.map((each) => [`${each.in} ${each.name}`, each])).values()].map(
          (each) => ({
            name: each.name,
            in: each.in,
            required: each.in === 'path' || each.required === true,
          }),
        ),
      })
    }
  }
  return operations
}

function isReference(each: object): each is { $ref: string } {
  return '$ref' in each
}

/** Only references within the document; one that leads elsewhere is never fetched. */
function resolve(to: string, parameters: Record<string, unknown>): unknown {
  const name = /^#\/components\/parameters\/([^/]+)$/.exec(to)?.[1]
  return name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined
}
