import { failureOf, LONGEST_REPLY, ModelFailure } from '../failure.ts'
import type { ModelSettings } from '../settings.ts'
import { estimateTokens, type Tokens } from '../spent.ts'
import { type ChatMessage, type ChatNotes, type ChatOptions, openChat } from './chat.ts'
import { ThoughtFilter } from './thoughts.ts'

export interface Reply {
  /** Without thoughts. */
  text: string
  calls: { name: string; arguments: unknown }[]
}

/** Filled while an exchange runs, so that a failed one is paid for as well. */
export interface Tally {
  model: string
  tokens: Tokens
}

export interface Exchange {
  messages: ChatMessage[]
  /** Aborting it ends the exchange at once. */
  signal: AbortSignal
  options?: Omit<ChatOptions, 'signal'>
  /** Takes each piece of text as it comes. What it throws ends the exchange and comes out unchanged. */
  onText?(piece: string): void
}

/** The most of the name that a service gives its model, in UTF-16 code units: it is kept with every reply. */
const longestName = 100

/** How long the messages and tools are: in characters, and in tokens, about. */
export function sizeOf({ messages, options }: Omit<Exchange, 'signal'>): {
  characters: number
  tokens: number
} {
  const text = JSON.stringify([messages, options ?? {}])
  return { characters: text.length, tokens: estimateTokens(text) }
}

/**
 * One request to a model, streamed, and its whole reply. Rejects with {@link ModelFailure}: nothing is tried again here.
 * The reply is complete, ended in good order, and within {@link LONGEST_REPLY}.
 */
export async function exchangeWith(settings: ModelSettings, request: Exchange, tally: Tally): Promise<Reply> {
  if (request.signal.aborted) throw new ModelFailure('timeout')
  const ended = new AbortController()
  const signal = AbortSignal.any([request.signal, ended.signal])
  try {
    return await beforeAbort(request.signal, readReply(settings, { ...request, signal }, tally))
  } catch (error) {
    throw request.signal.aborted ? new ModelFailure('timeout') : error
  } finally {
    ended.abort()
  }
}

async function readReply(settings: ModelSettings, request: Exchange, tally: Tally): Promise<Reply> {
  const { messages, signal, options, onText } = request
  const thoughts = new ThoughtFilter()
  const reply: Reply = { text: '', calls: [] }
  const notes: ChatNotes = {}
  let received = 0
  let called = 0
  let finished: string | undefined

  function take(piece: string): void {
    if (thoughts.thoughtAloud) throw new ModelFailure('garbage')
    if (piece === '') return
    reply.text += piece
    if (reply.text.length > LONGEST_REPLY) throw new ModelFailure('too-long')
    if (!signal.aborted) onText?.(piece)
  }

  function count(output: number): void {
    received = output
    if (tally.tokens.estimated) tally.tokens.output = Math.ceil(received / 4)
  }

  const chat = await orFailure(openChat(settings, signal, tally.tokens.input, notes))
  if (signal.aborted) throw new ModelFailure('timeout')
  for await (const event of eventsOf(chat.streamEvents(messages, { ...options, signal }))) {
    if (notes.model) tally.model = notes.model.slice(0, longestName)
    if (event.event === 'content-block-delta') {
      const { delta } = event
      if (delta.type === 'text-delta') {
        count(received + delta.text.length)
        take(thoughts.push(delta.text))
      } else if (delta.type === 'reasoning-delta') {
        count(received + delta.reasoning.length)
      } else if (delta.type === 'block-delta' && String(delta.fields.args ?? '').length > LONGEST_REPLY) {
        throw new ModelFailure('too-long')
      }
    } else if (event.event === 'content-block-finish') {
      const { content } = event
      if (content.type === 'tool_call' || content.type === 'invalid_tool_call') {
        // Arguments that are no JSON stay text, which no schema of an object takes.
        const call = { name: String(content.name ?? ''), arguments: content.args }
        const size = JSON.stringify(call).length
        called += size
        if (called > LONGEST_REPLY) throw new ModelFailure('too-long')
        reply.calls.push(call)
        count(received + size)
      }
    } else if (event.event === 'provider') {
      const { model } = Object(event.payload) as { model?: unknown }
      if (typeof model === 'string' && model !== '') tally.model = model.slice(0, longestName)
    } else if (event.event === 'message-finish') {
      finished = event.reason
      const { input_tokens: input, output_tokens: output } = event.usage ?? {}
      if (isCount(input) && isCount(output) && input + output > 0)
        tally.tokens = { input, output, estimated: false }
    } else if (event.event === 'error') {
      throw new ModelFailure('server-error')
    }
  }
  if (finished === 'content_filter') throw new ModelFailure('content-refused')
  if (finished !== 'stop' && finished !== 'tool_use') throw new ModelFailure('cut')
  take(thoughts.finish())
  return reply
}

/** Budgets are counted in what a service reports; less than nothing would give them back. */
function isCount(tokens: unknown): tokens is number {
  return Number.isInteger(tokens) && (tokens as number) >= 0 && (tokens as number) < 1e9
}

/**
 * The model's events, with failures told apart. streamEvents() without a version builds no callback manager:
 * LANGSMITH_TRACING and LANGCHAIN_VERBOSE cannot send or print the conversation, as they can with stream().
 */
async function* eventsOf<Event>(events: AsyncIterable<Event>): AsyncIterable<Event> {
  try {
    yield* events
  } catch (error) {
    throw failureOf(error)
  }
}

async function orFailure<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
  try {
    return await work
  } catch (error) {
    throw failureOf(error)
  }
}

/** The work's outcome, or a timeout the moment the signal aborts, whatever the work still waits for. */
export async function beforeAbort<Outcome>(signal: AbortSignal, work: Promise<Outcome>): Promise<Outcome> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(new ModelFailure('timeout'))
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
