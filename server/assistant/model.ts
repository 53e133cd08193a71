import type { ChatOpenAI } from '@langchain/openai'
import { AnswerReader } from './model-answer.ts'
import { failureOf, ModelFailure } from './model-failure.ts'
import { promptOf } from './model-prompt.ts'

export { ModelFailure }

/** Which model phrases the answers; server/config.ts reads BATON_MODEL, BATON_MODEL_URL, BATON_MODEL_KEY. */
export interface ModelSettings {
  provider: 'openai'
  name: string
  /** Base address of an OpenAI-compatible service, with its version path: `http://127.0.0.1:11434/v1`. */
  url?: string
  key?: string
}

export interface PhraseRequest {
  question: string
  language: 'en' | 'zh'
  /** Oldest first, already bounded. */
  history: { sender: 'visitor' | 'assistant' | 'agent'; text: string }[]
  passages: { number: number; title: string; text: string }[]
  /** The turn's deadline. */
  signal: AbortSignal
  /** Takes the next piece of the visible answer; the pieces joined are its text, unless phrase() fails. */
  onDelta(text: string): void
}

export interface PhrasedAnswer {
  /** Plain text without citation markers; '' when the model says that the passages do not answer. */
  text: string
  /** Numbers of the passages cited, each once, in order of mention. */
  citations: number[]
  /** The model's name as the service reports it, else as configured. */
  model: string
  /** As the service reports them; 0 when it reports none. */
  tokens: { input: number; output: number }
}

export interface AnswerModel {
  /** Rejects with {@link ModelFailure}; pieces given to onDelta before that are void. */
  phrase(request: PhraseRequest): Promise<PhrasedAnswer>
}

/** Reads BATON_MODEL, `openai:NAME`. Throws an Error that says what is wrong with it. */
export function parseModelName(value: string): { provider: 'openai'; name: string } {
  const [, provider, name] = /^([^:]*):?(.*)$/s.exec(value.trim()) ?? []
  if (provider !== 'openai') {
    throw new Error(
      `BATON_MODEL: unknown provider "${provider}"; write openai:NAME, for example openai:gpt-5-mini`,
    )
  }
  if (!name) throw new Error('BATON_MODEL: the name of the model is missing; write openai:NAME')
  return { provider, name }
}

/** A model that phrases answers. Nothing is loaded or connected before its first phrase(). */
export function openModel(settings: ModelSettings): AnswerModel {
  let opening: Promise<ChatOpenAI> | undefined

  async function phrase(request: PhraseRequest): Promise<PhrasedAnswer> {
    if (request.signal.aborted) throw new ModelFailure('timeout')
    const ended = new AbortController()
    const signal = AbortSignal.any([request.signal, ended.signal])
    opening ??= openChat(settings)
    try {
      return await beforeAbort(request.signal, readReply(opening, request, signal, settings.name))
    } catch (error) {
      throw request.signal.aborted ? new ModelFailure('timeout') : error
    } finally {
      ended.abort()
    }
  }

  return { phrase }
}

/**
 * Loads what the first phrase() would load, so that no visitor waits for it. Called once the server listens; where it
 * fails, the first phrase() fails with the same reason and the turn goes on without a model.
 */
export async function warmModel(): Promise<void> {
  await import('@langchain/openai')
}

/** LangChain blocks the event loop for half a second and takes 80 MB: it is loaded for the first question. */
async function openChat(settings: ModelSettings): Promise<ChatOpenAI> {
  const { ChatOpenAI } = await import('@langchain/openai')
  // Every setting that LangChain or the OpenAI client would else take from the environment is given: the
  // text and the key go to this address alone. No temperature: OpenAI's reasoning models refuse it.
  return new ChatOpenAI({
    model: settings.name,
    apiKey: settings.key || 'none',
    maxRetries: 0,
    configuration: {
      baseURL: settings.url || 'https://api.openai.com/v1',
      adminAPIKey: null,
      organization: null,
      project: null,
      logLevel: 'off',
      fetchOptions: { redirect: 'error' },
    },
  })
}

async function readReply(
  opening: Promise<ChatOpenAI>,
  request: PhraseRequest,
  signal: AbortSignal,
  name: string,
): Promise<PhrasedAnswer> {
  const reader = new AnswerReader(request.passages.map((passage) => passage.number))
  const answer: PhrasedAnswer = {
    text: '',
    citations: reader.citations,
    model: name,
    tokens: { input: 0, output: 0 },
  }

  function show(visible: string): void {
    if (reader.tooLong) throw new ModelFailure('too-long')
    if (visible !== '' && !signal.aborted) request.onDelta(visible)
  }

  const chat = await opening
  if (signal.aborted) throw new ModelFailure('timeout')
  let finished: string | undefined
  for await (const event of eventsOf(chat, request, signal)) {
    if (event.event === 'content-block-delta' && event.delta.type === 'text-delta') {
      show(reader.push(event.delta.text))
    } else if (event.event === 'message-finish') {
      finished = event.reason
      answer.model = String(event.responseMetadata?.model_name || name)
      answer.tokens = { input: event.usage?.input_tokens ?? 0, output: event.usage?.output_tokens ?? 0 }
    }
  }
  if (finished === 'content_filter') throw new ModelFailure('refused')
  if (finished === 'tool_use') throw new ModelFailure('garbage')
  if (finished !== 'stop') throw new ModelFailure('cut')
  if (reader.declined) return { ...answer, citations: [] }
  if (reader.citations.length === 0) throw new ModelFailure(reader.isEmpty() ? 'empty' : 'uncited')
  show(reader.finish())
  if (reader.text === '') throw new ModelFailure('empty')
  return { ...answer, text: reader.text }
}

/**
 * The model's events, with failures told apart. streamEvents() without a version builds no callback manager:
 * LANGSMITH_TRACING and LANGCHAIN_VERBOSE cannot send or print the conversation, as they can with stream().
 */
async function* eventsOf(chat: ChatOpenAI, request: PhraseRequest, signal: AbortSignal) {
  try {
    yield* chat.streamEvents(promptOf(request), { signal })
  } catch (error) {
    throw failureOf(error)
  }
}

/** The work's outcome, or a timeout the moment the signal aborts, whatever the work still waits for. */
async function beforeAbort<Outcome>(signal: AbortSignal, work: Promise<Outcome>): Promise<Outcome> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(new ModelFailure('timeout'))
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
