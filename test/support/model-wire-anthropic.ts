import type { ServerResponse } from 'node:http'
import type { ModelRequest, ModelWire, Reply } from './model-server.ts'
import { breakOff, pause, piecesOf, tokensOf, untilTheEnd } from './model-wire.ts'

// The wire format: https://docs.anthropic.com/en/api/messages and /en/api/messages-streaming. Streaming only.
export const anthropicWire: ModelWire = {
  base: '',
  path: '/v1/messages',
  read(body) {
    const { model, system, messages, tools, tool_choice: choice } = body as unknown as AnthropicRequest
    if (typeof model !== 'string' || !(messages?.length > 0) || body.max_tokens === undefined)
      return undefined
    const forced = choice?.type === 'tool' ? choice.name : undefined
    const form = tools?.find((tool) => tool.name === forced)?.input_schema
    return {
      model,
      messages: [
        { role: 'system', content: textOf(system ?? '') },
        ...messages.map(({ role, content }) => ({ role, content: textOf(content) })),
      ],
      stream: body.stream === true,
      tools: (tools ?? []).map(({ name }) => ({ type: 'function', function: { name } })),
      ...(forced && { forced }),
      ...(form && { form }),
      body,
    }
  },
  send: sendStream,
  fail(response, status, message) {
    const error = { type: TYPES[status] ?? 'api_error', message: message ?? 'Refused.' }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ type: 'error', error, request_id: 'req_scripted' }))
  },
}

type Content = string | { type: string; text?: string }[]

interface AnthropicRequest {
  model: string
  system?: Content
  messages: { role: string; content: Content }[]
  tools?: { name: string; input_schema: object }[]
  tool_choice?: { type: string; name?: string }
}

const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

const STOP_REASONS: Record<string, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  refused: 'refusal',
}

function textOf(content: Content): string {
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')
}

async function sendStream(
  response: ServerResponse,
  request: ModelRequest,
  gaveUp: AbortSignal,
  reply: Reply,
): Promise<void> {
  const tokens = tokensOf(request, JSON.stringify([piecesOf(reply), reply.calls]))
  const usage = reply.usage === false ? {} : { usage: { input_tokens: tokens.input, output_tokens: 1 } }
  const spent = reply.usage === false ? {} : { usage: { output_tokens: tokens.output } }
  const message = {
    id: 'msg_scripted',
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...usage,
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.write(event('message_start', { message }))
  response.write(event('ping', {}))
  for (const part of untilTheEnd(blocksOf(reply), reply)) {
    await pause(part.includes('_delta') ? reply.delay : undefined, gaveUp)
    if (gaveUp.aborted) return
    response.write(part)
  }
  if (reply.end === 'cut') return breakOff(response, event('content_block_stop', { index: 0 }).slice(0, 30))
  if (reply.end === 'garbage') {
    response.end('event: content_block_delta\ndata: {"type": content <html>502\n\n')
    return
  }
  if (reply.end === 'error') {
    response.end(event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }))
    return
  }
  if (reply.finish === null) {
    response.end()
    return
  }
  const finish = reply.finish ?? (reply.calls ? 'tool_calls' : 'stop')
  const delta = { stop_reason: STOP_REASONS[finish] ?? finish, stop_sequence: null }
  response.write(event('message_delta', { delta, ...spent }))
  response.end(event('message_stop', {}))
}

/** Text is one block, every call of a tool one more; each begins, grows by deltas and stops. */
function blocksOf(reply: Reply): string[] {
  const pieces = reply.calls && reply.text === undefined ? [] : piecesOf(reply)
  const texts = pieces.map((text) => ({ type: 'text_delta', text }))
  const blocks = pieces.length > 0 ? [{ start: { type: 'text', text: '' }, deltas: texts as object[] }] : []
  for (const [index, call] of (reply.calls ?? []).entries()) {
    const parts = JSON.stringify(call.arguments).match(/.{1,8}/gsu) ?? []
    blocks.push({
      start: { type: 'tool_use', id: `toolu_${index}`, name: call.name, input: {} } as never,
      deltas: parts.map((part) => ({ type: 'input_json_delta', partial_json: part })),
    })
  }
  return blocks.flatMap(({ start, deltas }, index) => [
    event('content_block_start', { index, content_block: start }),
    ...deltas.map((delta) => event('content_block_delta', { index, delta })),
    event('content_block_stop', { index }),
  ])
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`
}
