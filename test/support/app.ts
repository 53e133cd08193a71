import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type App, startApp } from '#server/app.ts'
import { type Config, readConfig } from '#server/config.ts'
import type { Role } from '#shared/people.ts'

export interface TestApp extends App {
  /** Where the app really listens. */
  base: string
  /** Signs in as a demo person: a session cookie and a personal access token. */
  signIn(role: Role): Promise<{ cookie: string; token: string; personId: string }>
}

/** Names the variable that holds the data directory of demo-template.ts, where one was made. */
export const demoTemplate = 'BATON_TEST_TEMPLATE'

/** Puts the demo shop's store where a server is about to start, where one was made. */
export async function copyTemplate(dataDirectory: string): Promise<void> {
  const template = process.env[demoTemplate]
  if (template) await cp(template, dataDirectory, { recursive: true })
}

/** The same app that `npm start` starts, on a free port, with a store of its own that goes when it closes. */
export async function startTestApp(
  options: { config?: Partial<Config>; now?: () => number; directory?: string } = {},
): Promise<TestApp> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'baton-test-')))
  const config: Config = {
    // What a test is about is rarely the encoder, which takes 250 MB and half a second to load.
    ...readConfig({ LOG_LEVEL: 'silent', BATON_ENCODER: 'off' }),
    port: 0,
    host: '127.0.0.1',
    dataDirectory: join(directory, 'data'),
    ...options.config,
  }
  if (options.directory === undefined && config.databaseUrl === undefined && config.demo)
    await copyTemplate(config.dataDirectory)
  const app = await startApp(config, pino({ level: process.env.TEST_LOG ?? 'silent' }), options.now)
  const base = app.url.replace('localhost', '127.0.0.1')
  return {
    ...app,
    base,
    signIn: (role) => signIn(base, app.signIns.find((each) => each.role === role)?.secret ?? ''),
    async close() {
      await app.close()
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true })
    },
  }
}

export async function signIn(base: string, secret: string) {
  const session = await fetch(`${base}/console/sign-in?token=${secret}`, { redirect: 'manual' })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const token = await call(base, 'POST', '/tokens', { cookie, body: { name: 'test' } })
  const who = await call(base, 'GET', '/session', { cookie })
  return { cookie, token: token.token as string, personId: who.person.id as string }
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks at answers the way an outside client does, untyped
export type Untyped = any

/** One REST call; the answer's body with its status. */
export async function call(
  base: string,
  method: string,
  path: string,
  options: { cookie?: string; token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Untyped> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.cookie && { cookie: options.cookie }),
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  })
  return { status: response.status, ...((await response.json()) as object) }
}
