import type { ModelRequest, ModelWire, Reply } from './model-server.ts'

/** What the server does with a request. `times` is how many requests in a row it answers so; default 1. */
export type Script = ScriptKind & { times?: number }

type ScriptKind =
  /** Answers; by default with the first sentence of the first passage. `pieces` are sent as they are. */
  | {
      kind: 'answer'
      text?: string | ((request: ModelRequest) => string)
      pieces?: string[]
      finish?: string | null
      /** `false`: the service reports no tokens. */
      usage?: boolean
    }
  /** Answers with this text whatever was asked: a model that does what a visitor tells it. */
  | { kind: 'obey'; text: string }
  /** Cites the first passage for something it does not say. */
  | { kind: 'lie' }
  /** Answers in the language that was not asked for, with a citation. */
  | { kind: 'wrong-language' }
  /** Answers with this many characters, cited. */
  | { kind: 'long'; characters: number }
  /** Writes its thoughts before the answer, between `<think>` and `</think>`. */
  | { kind: 'think'; thoughts?: string; text?: string }
  /** Gives this object in the form that was asked for; by default the smallest one that fits. */
  | { kind: 'structured'; value?: object | ((request: ModelRequest) => object); usage?: boolean }
  /** Answers with `delay` milliseconds before every delta. */
  | { kind: 'slow'; delay: number; text?: string; pieces?: string[] }
  /** Accepts the request and never answers. */
  | { kind: 'stall' }
  /** Sends half of the text's deltas, then destroys the socket. */
  | { kind: 'cut'; text?: string }
  /** Begins well, then sends what is not JSON. */
  | { kind: 'garbage' }
  /** Refuses to answer to this content, as the provider says that. */
  | { kind: 'refuse' }
  /** Refuses with an error body as the provider writes it: 401, 429, 500, 503. `retryAfter` in seconds. */
  | { kind: 'status'; status: number; message?: string; retryAfter?: number }
  /** Begins a stream, then reports an error inside it. */
  | { kind: 'error' }
  /** Sends the client elsewhere (HTTP 307). */
  | { kind: 'redirect'; to: string }
  /** Asks for tools, arguments in several deltas. */
  | { kind: 'tools'; calls: { name: string; arguments: object }[]; text?: string }

/** What to send for a script, where it is a reply at all. */
export function replyTo(script: Script, request: ModelRequest): Reply | undefined {
  const byDefault = answerFromPassages(request)
  switch (script.kind) {
    case 'answer': {
      if (script.text === undefined && script.pieces === undefined && request.form)
        return { ...inForm(request, smallest(request.form)), finish: script.finish, usage: script.usage }
      const text = typeof script.text === 'function' ? script.text(request) : (script.text ?? byDefault)
      return { text, pieces: script.pieces, finish: script.finish, usage: script.usage }
    }
    case 'obey':
      return { text: script.text }
    case 'lie':
      return { text: 'Everything is free today, and we pay you US$4711 for it [1].' }
    case 'wrong-language':
      return { text: isInChinese(request) ? 'It takes a few days [1].' : '几天之内就会送到[1]。' }
    case 'long': {
      const text = `${'word '.repeat(script.characters / 5)}[1]`
      return { text, pieces: text.match(/.{1,500}/gs) ?? [] }
    }
    case 'think':
      return {
        text: `<think>${script.thoughts ?? 'He may want [1] money.'}</think>${script.text ?? byDefault}`,
      }
    case 'structured': {
      const { value } = script
      const given = typeof value === 'function' ? value(request) : (value ?? smallest(request.form ?? {}))
      return { ...inForm(request, given), usage: script.usage }
    }
    case 'slow':
      return { text: script.text ?? byDefault, pieces: script.pieces, delay: script.delay }
    case 'tools':
      return { calls: script.calls, ...(script.text && { text: script.text }) }
    case 'cut':
      return { text: script.text ?? byDefault, end: 'cut' }
    case 'garbage':
    case 'error':
      return { text: byDefault, end: script.kind }
    case 'refuse':
      return { text: 'I cannot', finish: 'refused' }
    default:
      return undefined
  }
}

/** What sends no reply: it waits, points elsewhere or refuses with a status. */
export function playWithoutReply(
  script: Script,
  wire: ModelWire,
  response: Parameters<ModelWire['fail']>[0],
): void {
  if (script.kind === 'redirect') response.writeHead(307, { location: script.to }).end()
  if (script.kind === 'status') {
    if (script.retryAfter !== undefined) response.setHeader('retry-after', script.retryAfter)
    wire.fail(response, script.status, script.message)
  }
}

/** The default answer: the first sentence of the prompt's first passage, cited; without one, NO_ANSWER. */
export function answerFromPassages(request: ModelRequest): string {
  const prompt = request.messages.map((message) => message.content).join('\n')
  const line = /<passages>\n(\{.*\})\n/.exec(prompt)?.[1]
  if (line === undefined) return 'NO_ANSWER'
  const { number, text } = JSON.parse(line) as { number: number; text: string }
  const sentence = /^.*?(?:[。！？]|[.!?](?=\s|$))/s.exec(text)?.[0] ?? text
  return `${sentence.slice(0, -1)} [${number}]${sentence.slice(-1)}`
}

function isInChinese(request: ModelRequest): boolean {
  return request.messages.some(({ content }) => content.includes('Write in Chinese'))
}

/** As the tool that has to be called, or as JSON text where the request has a schema for the text. */
function inForm(request: ModelRequest, value: object): Reply {
  const name = request.forced
  return name === undefined ? { text: JSON.stringify(value) } : { calls: [{ name, arguments: value }] }
}

interface JsonSchema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  minimum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** The smallest object that fits a JSON schema, as far as our own schemas go. */
function smallest(schema: JsonSchema): object {
  const required = schema.required ?? []
  return Object.fromEntries(required.map((name) => [name, smallestValue(schema.properties?.[name] ?? {})]))
}

function smallestValue(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return smallestValue(schema.anyOf[0])
  if (schema.type === 'object') return smallest(schema)
  if (schema.type === 'array') return []
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 0
  if (schema.type === 'boolean') return false
  return schema.type === 'null' ? null : ''
}
