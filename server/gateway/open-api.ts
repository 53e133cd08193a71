import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { signIn } from '#shared/rest.ts'
import type { AnyRoute } from './rest.ts'

extendZodWithOpenApi(z)

const failure = z.object({
  ok: z.literal(false),
  error: z.string(),
  message: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfter: z.number().optional(),
})
const success = z.looseObject({ ok: z.literal(true) })

/** The description of the REST API, from the same table of routes and schemas that serves it. */
export function openApi(routes: AnyRoute[]): object {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'baton_session',
  })
  const described = [...sessionRoutes, ...routes]
  for (const route of described) {
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
    registry.registerPath({
      method: route.method,
      path: route.path.replaceAll(/:(\w+)/g, '{$1}'),
      summary: route.summary,
      security: [{ token: [] }, { session: [] }],
      request: {
        ...(names.length > 0 && {
          params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
        }),
        ...(route.query && { query: route.query as z.ZodObject }),
        ...(route.body && { body: { content: { 'application/json': { schema: route.body } } } }),
      },
      responses: {
        200: { description: 'Done', content: { 'application/json': { schema: success } } },
        default: { description: 'Refused', content: { 'application/json': { schema: failure } } },
      },
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Baton', version: '1' },
    servers: [{ url: '/api/v1' }],
  })
}

const sessionRoutes: Pick<AnyRoute, 'method' | 'path' | 'summary' | 'body' | 'query'>[] = [
  { method: 'post', path: '/session', summary: 'Signs in with the secret of a sign-in link.', body: signIn },
  { method: 'get', path: '/session', summary: 'Who is signed in.' },
  { method: 'delete', path: '/session', summary: 'Signs out.' },
  {
    method: 'post',
    path: '/visitor/attachments',
    summary:
      'Uploads a file of a visitor, as a form with one part "file"; the token of the visitor is the bearer.',
  },
  {
    method: 'post',
    path: '/attachments',
    summary: 'Uploads a file for a reply, as a form with one part "file".',
  },
  {
    method: 'get',
    path: '/attachments/:id',
    summary: 'The bytes of a file, for the visitor of its conversation and the people of the workspace.',
  },
]
