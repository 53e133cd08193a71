import type { ServerResponse } from 'node:http'
import type { ModelRequest, ModelWire, Reply } from './model-server.ts'
import { breakOff, pause, piecesOf, tokensOf, untilTheEnd } from './model-wire.ts'

// The wire format: https://docs.ollama.com/api/chat. One JSON object a line; streaming only.
export const ollamaWire: ModelWire = {
  base: '',
  path: '/api/chat',
  read(body) {
    const { model, messages, tools, format } = body as unknown as OllamaRequest
    if (typeof model !== 'string' || !(messages?.length > 0)) return undefined
    return {
      model,
      messages,
      stream: body.stream !== false,
      tools: tools ?? [],
      ...(typeof format === 'object' && { form: format }),
      body,
    }
  },
  send: sendLines,
  fail(response, status, message) {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify({ error: message ?? 'refused' }))
  },
}

interface OllamaRequest extends Pick<ModelRequest, 'model' | 'messages'> {
  tools?: { type: 'function'; function: { name: string } }[]
  format?: string | object
}

async function sendLines(
  response: ServerResponse,
  request: ModelRequest,
  gaveUp: AbortSignal,
  reply: Reply,
): Promise<void> {
  function line(message: object, more: object = { done: false }): string {
    const first = { model: request.model, created_at: '2026-01-01T00:00:00Z' }
    return `${JSON.stringify({ ...first, message: { role: 'assistant', content: '', ...message }, ...more })}\n`
  }

  const texts = reply.calls && reply.text === undefined ? [] : piecesOf(reply)
  const calls = (reply.calls ?? []).map((call) => ({ function: call }))
  const parts: object[] = texts.map((content) => ({ content }))
  if (calls.length > 0) parts.push({ tool_calls: calls })
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for (const part of untilTheEnd(parts, reply)) {
    await pause(reply.delay, gaveUp)
    if (gaveUp.aborted) return
    response.write(line(part))
  }
  if (reply.end === 'cut') return breakOff(response, line({}).slice(0, 20))
  if (reply.end === 'garbage') {
    response.end('{"model": scripted <html>502\n')
    return
  }
  if (reply.end === 'error') {
    response.end(`${JSON.stringify({ error: 'an error was encountered while running the model' })}\n`)
    return
  }
  if (reply.finish === null) {
    response.end()
    return
  }
  const { input, output } = tokensOf(request, JSON.stringify(parts))
  const usage = reply.usage === false ? {} : { prompt_eval_count: input, eval_count: output }
  response.end(line({}, { done: true, done_reason: reply.finish ?? 'stop', total_duration: 1, ...usage }))
}
