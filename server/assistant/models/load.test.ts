import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startModelServer } from '../../../test/support/model-server.ts'
import { wires } from '../../../test/support/model-turn.ts'
import { type Provider, providers } from './settings.ts'

// Runs in a Node of its own: notes every module resolved and every host that fetch or http asks. The store takes
// every count, so that nothing but the models is loaded.
const PROBE = `
import { registerHooks } from 'node:module'
import { subscribe } from 'node:diagnostics_channel'
const packages = new Set()
const hosts = new Set()
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(found.url)?.[1]
    if (name) packages.add(name)
    return found
  }
})
subscribe('undici:request:create', ({ request }) => hosts.add(String(request.origin)))
subscribe('http.client.request.start', ({ request }) => hosts.add('http://' + request.host))
const [, modelsFile, provider, url, key] = process.argv
const { openModels } = await import(modelsFile)
const models = openModels({
  choice: { model: { provider, name: 'scripted', url, key } },
  limits: { turn: {}, visitor: {}, workspace: {}, day: {} },
  store: { write: async () => undefined },
  now: Date.now,
  report: (reason) => console.log(reason),
})
const before = [...packages]
const signal = AbortSignal.timeout(20000)
const turn = models.modelsFor().forTurn({
  workspaceId: 'shop', visitorId: 'visitor', signal, endsAt: performance.now() + 20000
})
const answer = await turn.phrase({
  question: 'private words', language: 'en', history: [],
  passages: [{ number: 1, title: 'Delivery', text: 'Two days.' }],
  signal, onDelta() {}
}).catch((error) => error.reason)
await new Promise((resolve) => setTimeout(resolve, 300))
console.log(JSON.stringify({ before, after: [...packages], hosts: [...hosts], answer }))
`

async function probe(provider: Provider, url: string, environment: Record<string, string> = {}, key = '') {
  const modelsFile = new URL('./models.ts', import.meta.url).href
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', PROBE, modelsFile, provider, url, key],
    { env: { ...process.env, ...environment } },
  )
  const lines = stdout.trimEnd().split('\n')
  return { ...JSON.parse(lines.at(-1) ?? ''), printed: lines.slice(0, -1).join('\n') + stderr }
}

/** Everything that LangChain and the clients are known to read from the environment, pointing elsewhere. */
function misleading(there: string): Record<string, string> {
  return {
    LANGSMITH_TRACING: 'true',
    LANGSMITH_TRACING_V2: 'true',
    LANGCHAIN_TRACING_V2: 'true',
    LANGCHAIN_VERBOSE: 'true',
    LANGSMITH_API_KEY: 'trace-key',
    LANGSMITH_ENDPOINT: there,
    LANGCHAIN_ENDPOINT: there,
    LANGSMITH_GATEWAY: there,
    LANGSMITH_GATEWAY_API_KEY: 'gateway-key',
    LC_OUTPUT_VERSION: 'v1',
    OPENAI_API_KEY: 'another-key',
    OPENAI_ADMIN_KEY: 'admin-key',
    OPENAI_API_BASE: there,
    OPENAI_BASE_URL: there,
    OPENAI_ORG_ID: 'secret-org',
    OPENAI_ORGANIZATION: 'secret-org',
    OPENAI_PROJECT_ID: 'secret-project',
    OPENAI_CUSTOM_HEADERS: 'x-secret: custom-secret',
    OPENAI_LOG: 'debug',
    ANTHROPIC_API_KEY: 'another-key',
    ANTHROPIC_AUTH_TOKEN: 'token-secret',
    ANTHROPIC_BASE_URL: there,
    ANTHROPIC_API_URL: there,
    ANTHROPIC_CUSTOM_HEADERS: 'x-secret: custom-secret',
    ANTHROPIC_LOG: 'debug',
    OLLAMA_HOST: there,
    OLLAMA_BASE_URL: there,
    OLLAMA_API_KEY: 'another-key',
  }
}

test.each(providers)(
  'opening %s loads no package at all; its first phrase loads LangChain',
  async (provider) => {
    const server = await startModelServer(wires[provider])
    try {
      const { before, after } = await probe(provider, server.url)
      expect(before.filter((name: string) => !['zod', 'kysely'].includes(name))).toEqual([])
      expect(after).toContain(`@langchain/${provider}`)
      const others = providers.filter((each) => each !== provider).map((each) => `@langchain/${each}`)
      expect(after.filter((name: string) => others.includes(name))).toEqual([])
    } finally {
      await server.close()
    }
  },
  60_000,
)

test.each(providers)(
  'whatever the environment says, with %s nothing is traced, printed or sent elsewhere',
  async (provider) => {
    const server = await startModelServer(wires[provider])
    let elsewhere = 0
    const decoy = createServer((_request, response) => {
      elsewhere += 1
      response.end('{}')
    })
    decoy.listen(0, '127.0.0.1')
    await once(decoy, 'listening')
    try {
      const there = `http://127.0.0.1:${(decoy.address() as AddressInfo).port}`
      server.script([
        { kind: 'answer' },
        { kind: 'garbage' },
        { kind: 'status', status: 500, message: 'private' },
      ])
      const rounds = [
        { key: 'our-key', expected: expect.objectContaining({ text: 'Two days.', citations: [1] }) },
        { key: '', expected: 'garbage' },
        { key: 'our-key', expected: 'server-error' },
      ]
      for (const { key, expected } of rounds) {
        const { answer, hosts, printed } = await probe(provider, server.url, misleading(there), key)
        expect(answer).toEqual(expected)
        expect(hosts).toEqual([new URL(server.url).origin])
        expect(printed).toBe('')
      }
      expect(JSON.stringify(server.headers)).not.toMatch(/another-key|admin-key|trace-key|gateway-key|secret/)
      expect(server.authorizations[0]).toContain('our-key')
      expect(server.authorizations[1]).toBeUndefined()
      expect(elsewhere).toBe(0)
    } finally {
      decoy.close()
      await server.close()
    }
  },
  60_000,
)
