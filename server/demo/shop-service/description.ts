import { z } from 'zod'
import { type Operation, operations } from './operations.ts'

/** The OpenAPI document of the service, from the very table that serves it. */
export function describeService(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const each of operations) {
    const path = each.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [each.method]: describe(each) }
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Northlight Outdoor, the demo shop',
      version: '1',
      description:
        'Amounts are hundredths of the currency. An order is only shown with the e-mail address it was placed with.',
    },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Failure: schemaOf(z.object({ error: z.object({ code: z.string(), message: z.string() }) }), 'output'),
      },
    },
    security: [{ key: [] }],
  }
}

function describe(each: Operation): object {
  const inPath = [...each.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const {
    properties = {},
    required = [],
    ...rest
  } = schemaOf(each.input, 'input') as {
    properties?: Record<string, object>
    required?: string[]
  }
  const outside = Object.keys(properties).filter((name) => !inPath.includes(name))
  const body = {
    ...rest,
    properties: Object.fromEntries(outside.map((name) => [name, properties[name]])),
    required: required.filter((name) => !inPath.includes(name)),
  }
  return {
    operationId: each.id,
    summary: each.summary,
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} })),
      ...(each.method === 'get' ? outside : []).map((name) => ({
        name,
        in: 'query',
        required: required.includes(name),
        schema: properties[name] ?? {},
      })),
      ...(each.isAction
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description: 'The same key again, within 30 days, gets the first result and changes nothing.',
              schema: { type: 'string', minLength: 1, maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(each.method === 'post' && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(each.answer, 'output') } },
      },
      default: {
        description: 'Not done',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io })
}
