import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelRequest, ModelWire, Reply } from './model-server.ts'

// The wire format: https://platform.openai.com/docs/api-reference/chat (completion, chunk, error objects).
export const openAiWire: ModelWire = {
  base: '/v1',
  path: '/v1/chat/completions',
  read(body) {
    const { model, messages, tools, tool_choice: choice } = body as unknown as OpenAiRequest
    if (typeof model !== 'string' || !(messages?.length > 0)) return undefined
    const forced = choice?.function?.name
    const form = tools?.find((tool) => tool.function.name === forced)?.function.parameters
    return { ...(body as unknown as OpenAiRequest), ...(forced && { forced }), ...(form && { form }), body }
  },
  send: (response, request, gaveUp, reply) =>
    (request.stream ? sendStream : sendCompletion)(response, request, gaveUp, reply),
  fail: sendError,
}

interface OpenAiRequest extends Pick<ModelRequest, 'model' | 'messages' | 'stream' | 'stream_options'> {
  tools?: { type: 'function'; function: { name: string; parameters: object } }[]
  tool_choice?: { function?: { name: string } }
}

const ERRORS: Record<number, { type: string; code: string | null; message: string }> = {
  400: { type: 'invalid_request_error', code: null, message: 'Invalid request.' },
  401: { type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' },
  404: { type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist.' },
  429: {
    type: 'requests',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached. Please try again in 20s.',
  },
  500: {
    type: 'server_error',
    code: null,
    message: 'The server had an error while processing your request.',
  },
}

/** Sends an error as OpenAI does; a status it does not know gets the texts of 500. */
function sendError(response: ServerResponse, status: number, message?: string): void {
  const error = ERRORS[status] ?? ERRORS[500]
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { ...error, message: message ?? error?.message, param: null } }))
}

/** Sends the reply in one piece, as without `stream: true`. */
async function sendCompletion(
  response: ServerResponse,
  request: ModelRequest,
  gaveUp: AbortSignal,
  reply: Reply,
): Promise<void> {
  const content = reply.calls ? null : (reply.pieces?.join('') ?? reply.text ?? '')
  const message = { role: 'assistant', content, refusal: null, tool_calls: reply.calls?.map(toolCall) }
  const choice = { index: 0, message, logprobs: null, finish_reason: finishOf(reply) }
  const body = {
    ...head(request, 'chat.completion'),
    choices: [choice],
    ...(reply.usage !== false && { usage: usageOf(request, content ?? '') }),
  }
  const text = JSON.stringify(body)
  await pause(reply.delay, gaveUp)
  if (reply.end === 'error') return sendError(response, 500)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  if (reply.end === 'cut') return breakOff(response, text.slice(0, text.length / 2))
  response.end(reply.end === 'garbage' ? text.replaceAll('"', "'") : text)
}

/** Sends the reply as server-sent events: role, deltas, finish_reason, usage when asked for, [DONE]. */
async function sendStream(
  response: ServerResponse,
  request: ModelRequest,
  gaveUp: AbortSignal,
  reply: Reply,
): Promise<void> {
  const first = head(request, 'chat.completion.chunk')
  const usage = request.stream_options?.include_usage ? { usage: null } : {}

  function event(delta: object, finish: string | null = null): string {
    const choice = { index: 0, delta, logprobs: null, finish_reason: finish }
    return `data: ${JSON.stringify({ ...first, choices: [choice], ...usage })}\n\n`
  }

  const deltas = deltasOf(reply)
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.write(event({ role: 'assistant', content: reply.calls ? null : '', refusal: null }))
  for (const delta of untilTheEnd(deltas, reply)) {
    await pause(reply.delay, gaveUp)
    if (gaveUp.aborted) return
    response.write(event(delta))
  }
  if (reply.end === 'cut') return breakOff(response, event({}).slice(0, 20))
  if (reply.end === 'garbage') response.write('data: {"id": chatcmpl <html>502\n\n')
  if (reply.end === 'error')
    response.write(`data: ${JSON.stringify({ error: { ...ERRORS[500], param: null } })}\n\n`)
  if (reply.end === undefined && reply.finish !== null) response.write(event({}, finishOf(reply)))
  if (request.stream_options?.include_usage && reply.usage !== false) {
    const counted = usageOf(request, JSON.stringify(deltas))
    response.write(`data: ${JSON.stringify({ ...first, choices: [], usage: counted })}\n\n`)
  }
  response.end('data: [DONE]\n\n')
}

function deltasOf(reply: Reply): object[] {
  const texts = reply.calls && reply.text === undefined ? [] : piecesOf(reply)
  const calls = (reply.calls ?? []).flatMap((call, index) => {
    const { id, type, function: called } = toolCall(call, index)
    const halves = called.arguments.match(/.{1,8}/gsu) ?? []
    const opening = { index, id, type, function: { name: called.name, arguments: '' } }
    const rest = halves.map((half) => ({ index, function: { arguments: half } }))
    return [opening, ...rest].map((part) => ({ tool_calls: [part] }))
  })
  return [...texts.map((content) => ({ content })), ...calls]
}

function toolCall(call: { name: string; arguments: object }, index: number) {
  const called = { name: call.name, arguments: JSON.stringify(call.arguments) }
  return { id: `call_${index + 1}`, type: 'function', function: called }
}

function head(request: ModelRequest, object: string) {
  return { id: 'chatcmpl-scripted', object, created: 0, model: request.model, system_fingerprint: null }
}

function finishOf(reply: Reply): string | null {
  if (reply.finish === 'refused') return 'content_filter'
  return reply.finish === undefined ? (reply.calls ? 'tool_calls' : 'stop') : reply.finish
}

function usageOf(request: ModelRequest, answer: string) {
  const { input, output } = tokensOf(request, answer)
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
}

/** A quarter token for each character, rounded up: not how models count, but the same on every run. */
export function tokensOf(request: ModelRequest, answer: string): { input: number; output: number } {
  return {
    input: Math.ceil(JSON.stringify(request.messages).length / 4),
    output: Math.ceil(answer.length / 4),
  }
}

/** The text as it is sent: as given, or in pieces of four characters. */
export function piecesOf(reply: Reply): string[] {
  return reply.pieces ?? (reply.text ?? '').match(/.{1,4}/gsu) ?? []
}

/** All of it, or the first half of a reply that breaks off. */
export function untilTheEnd<Part>(parts: Part[], reply: Reply): Part[] {
  return reply.end === undefined ? parts : parts.slice(0, Math.ceil(parts.length / 2))
}

export async function pause(delay: number | undefined, gaveUp: AbortSignal): Promise<void> {
  if (delay !== undefined) await sleep(delay, undefined, { signal: gaveUp }).catch(() => undefined)
}

/** Lets what was written arrive, then destroys the socket in the middle of the body. */
export function breakOff(response: ServerResponse, last: string): void {
  response.write(last, () => setTimeout(() => response.destroy(), 5))
}
