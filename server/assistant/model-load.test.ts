import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startModelServer } from '../../test/support/model-server.ts'
import { parseModelName } from './model.ts'

// Runs in a Node of its own: notes every module resolved and every host that fetch or http asks.
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
const { openModel } = await import(process.argv[1])
const model = openModel({ provider: 'openai', name: 'scripted', url: process.argv[2] })
const before = [...packages]
const answer = await model.phrase({
  question: 'private words', language: 'en', history: [],
  passages: [{ number: 1, title: 'Delivery', text: 'Two days.' }],
  signal: AbortSignal.timeout(20000), onDelta() {}
}).catch((error) => error.reason)
await new Promise((resolve) => setTimeout(resolve, 300))
console.log(JSON.stringify({ before, after: [...packages], hosts: [...hosts], answer }))
`

async function probe(url: string, environment: Record<string, string> = {}) {
  const modelFile = new URL('./model.ts', import.meta.url).href
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', PROBE, modelFile, url],
    { env: { ...process.env, ...environment } },
  )
  const lines = stdout.trimEnd().split('\n')
  return { ...JSON.parse(lines.at(-1) ?? ''), printed: lines.slice(0, -1).join('\n') + stderr }
}

test('opening a model loads no package at all; its first phrase loads LangChain', async () => {
  const server = await startModelServer()
  try {
    const { before, after } = await probe(server.url)
    expect(before).toEqual([])
    expect(after).toContain('@langchain/openai')
  } finally {
    await server.close()
  }
}, 30_000)

test('whatever the environment says, nothing is traced, printed or sent elsewhere', async () => {
  const server = await startModelServer()
  let elsewhere = 0
  const decoy = createServer((_request, response) => {
    elsewhere += 1
    response.end('{}')
  })
  decoy.listen(0, '127.0.0.1')
  await once(decoy, 'listening')
  try {
    const there = `http://127.0.0.1:${(decoy.address() as AddressInfo).port}`
    server.script([{ kind: 'answer' }, { kind: 'garbage' }])
    for (const expected of [{ text: 'Two days.', citations: [1] }, 'garbage']) {
      const { answer, hosts, printed } = await probe(server.url, {
        LANGSMITH_TRACING: 'true',
        LANGSMITH_TRACING_V2: 'true',
        LANGCHAIN_TRACING_V2: 'true',
        LANGCHAIN_VERBOSE: 'true',
        LANGSMITH_API_KEY: 'trace-key',
        LANGSMITH_ENDPOINT: there,
        LANGCHAIN_ENDPOINT: there,
        LANGSMITH_GATEWAY: there,
        OPENAI_API_KEY: 'another-key',
        OPENAI_ADMIN_KEY: 'admin-key',
        OPENAI_BASE_URL: there,
        OPENAI_LOG: 'debug',
      })
      expect(answer).toEqual(typeof expected === 'string' ? expected : expect.objectContaining(expected))
      expect(hosts).toEqual([new URL(server.url).origin])
      expect(printed).toBe('')
    }
    expect(server.authorizations.join()).not.toMatch(/another-key|admin-key|trace-key/)
    expect(elsewhere).toBe(0)
  } finally {
    decoy.close()
    await server.close()
  }
}, 30_000)

test('model names are read with their provider', () => {
  expect(parseModelName('openai:gpt-x')).toEqual({ provider: 'openai', name: 'gpt-x' })
  expect(parseModelName('openai:qwen3:8b')).toEqual({ provider: 'openai', name: 'qwen3:8b' })
  expect(() => parseModelName('acme:gpt-x')).toThrow('unknown provider "acme"')
  expect(() => parseModelName('gpt-x')).toThrow('write openai:NAME')
  expect(() => parseModelName('openai:')).toThrow('the name of the model is missing')
})
