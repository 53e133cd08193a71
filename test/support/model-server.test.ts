import { ChatOpenAI } from '@langchain/openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ModelServer, startModelServer } from './model-server.ts'

const CALLS = [
  { name: 'order_status', arguments: { order: 'A-1001', language: 'zh' } },
  { name: 'address_change', arguments: { order: 'A-1001', city: '上海' } },
]

let server: ModelServer
let chat: ChatOpenAI

beforeAll(async () => {
  server = await startModelServer()
  chat = new ChatOpenAI({
    model: 'scripted',
    apiKey: 'none',
    maxRetries: 0,
    configuration: { baseURL: server.url, logLevel: 'off' },
  })
}, 30_000)
afterAll(() => server.close())

test('without stream the whole answer comes at once, with usage', async () => {
  server.script({ kind: 'answer', text: (request) => `You asked: ${request.messages[0]?.content}` })
  const message = await chat.invoke('hello')
  expect(message.text).toBe('You asked: hello')
  expect(message).toMatchObject({ usage_metadata: { total_tokens: expect.any(Number) } })
  expect(message.response_metadata.finish_reason).toBe('stop')
  expect(server.requests.at(-1)?.stream).toBeFalsy()
})

test('tool calls arrive whole, streamed or not', async () => {
  server.script({ kind: 'tools', calls: CALLS, times: 2 })
  const expected = CALLS.map((call) => expect.objectContaining({ name: call.name, args: call.arguments }))
  expect((await chat.invoke('where is it?')).tool_calls).toEqual(expected)
  let streamed: Awaited<ReturnType<typeof chat.invoke>> | undefined
  for await (const chunk of await chat.stream('where is it?')) streamed = streamed?.concat(chunk) ?? chunk
  expect(streamed?.tool_calls).toEqual(expected)
  expect(streamed?.response_metadata.finish_reason).toBe('tool_calls')
})

test.each(['cut', 'garbage', 'error'] as const)('without stream %s fails too', async (kind) => {
  server.script({ kind })
  await expect(chat.invoke('hello')).rejects.toThrow()
})

test('the planned scripts are played once each, then the default answers', async () => {
  server.script([
    { kind: 'status', status: 429 },
    { kind: 'obey', text: 'Yes.', times: 2 },
  ])
  await expect(chat.invoke('hello')).rejects.toThrow('429')
  expect((await chat.invoke('hello')).text).toBe('Yes.')
  expect((await chat.invoke('hello')).text).toBe('Yes.')
  expect((await chat.invoke('hello')).text).toBe('NO_ANSWER')
})

test('the models are listed, and what is no request is refused as OpenAI refuses it', async () => {
  const models = await (await fetch(`${server.url}/models`)).json()
  expect(models).toMatchObject({ object: 'list', data: [{ id: 'scripted', object: 'model' }] })
  const refused = await fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    body: '{"model":"scripted"}',
  })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
})
