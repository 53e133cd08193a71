import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureFrom, settingsOf } from '../../../../test/support/model-turn.ts'
import { loadProvider } from './chat.ts'
import { exchangeWith, type Tally } from './exchange.ts'

/** The chunks of the next reply, in OpenAI's words, as a service may send them that nobody wrote for us. */
let chunks: object[] = []
let server: Server
beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const chunk of chunks)
      response.write(`data: ${JSON.stringify({ id: 'one', object: 'chat.completion.chunk', ...chunk })}\n\n`)
    response.end('data: [DONE]\n\n')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // LangChain takes seconds to load on a busy machine, and no test here is about that.
  await loadProvider('openai')
}, 30_000)
afterAll(() => server.close())

async function exchange(model: string, delta: object, usage?: object) {
  const finish_reason = 'tool_calls' in delta ? 'tool_calls' : 'stop'
  chunks = [
    { model, choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: null }] },
    { model, choices: [{ index: 0, delta: {}, finish_reason }] },
    ...(usage ? [{ model, choices: [], usage }] : []),
  ]
  const tally: Tally = { model: 'ours', tokens: { input: 7, output: 0, estimated: true } }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const reply = await exchangeWith(
    settingsOf('openai', url),
    { messages: [['human', 'When?']], signal: AbortSignal.timeout(10_000) },
    tally,
  )
  return { reply, tally }
}

test('the name a service gives itself is kept to a line: it goes to the record and to spans (invariant 15)', async () => {
  const { tally } = await exchange('x'.repeat(500_000), { content: 'Two days.' })
  expect(tally.model).toHaveLength(100)
})

test.each([
  ['less than none', { prompt_tokens: -5_000, completion_tokens: 6_000, total_tokens: 1_000 }],
  ['words', { prompt_tokens: '12', completion_tokens: '13', total_tokens: '25' }],
  ['halves', { prompt_tokens: 1.5, completion_tokens: 2.5, total_tokens: 4 }],
  ['more than can be counted', { prompt_tokens: 1e300, completion_tokens: 1, total_tokens: 1e300 }],
])('tokens reported as %s are not believed, but estimated (invariant 15)', async (_what, usage) => {
  const { tally } = await exchange('stub', { content: 'Two days.' }, usage)
  expect(tally.tokens).toEqual({ input: 7, output: 3, estimated: true })
})

test('tokens reported as they should be are believed', async () => {
  const usage = { prompt_tokens: 12, completion_tokens: 13, total_tokens: 25 }
  const { tally } = await exchange('stub', { content: 'Two days.' }, usage)
  expect(tally.tokens).toEqual({ input: 12, output: 13, estimated: false })
})

test('calls of tools are bounded together, however short each is (invariant 15)', async () => {
  const tool_calls = Array.from({ length: 2_000 }, (_, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name: 'order_status', arguments: '{}' },
  }))
  expect((await failureFrom(exchange('stub', { tool_calls }))).reason).toBe('too-long')
})
