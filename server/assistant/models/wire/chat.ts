import type { ChatModelStreamEvent } from '@langchain/core/language_models/event'
import { ModelFailure } from '../failure.ts'
import { addressOf, type ModelSettings, type Provider } from '../settings.ts'
import { type FetchGuard, guardedFetch } from './guarded-fetch.ts'

/** What is asked of the model beside the messages, in terms every provider's adapter turns into its own. */
export interface ChatOptions {
  signal: AbortSignal
  /** As OpenAI writes them; LangChain translates. */
  tools?: { type: 'function'; function: { name: string; description: string; parameters: object } }[]
  /** The one tool that must be called; Ollama knows no such wish. */
  tool_choice?: string
  /** A JSON schema that the text must fit; Ollama only. */
  format?: object
}

export type ChatMessage = ['system' | 'human' | 'ai', string]

/** The part of LangChain's chat models that we use. */
interface Chat {
  streamEvents(messages: ChatMessage[], options: ChatOptions): AsyncIterable<ChatModelStreamEvent>
}

/** What the service said that LangChain's events leave out. */
export interface ChatNotes {
  model?: string
}

/** The most tokens of one reply where the provider wants or allows a number. */
const longestOutput = 4_096

/** The longest context asked of Ollama, in tokens: its memory grows with it. */
const longestContext = 32_768

/** LangChain blocks the event loop for half a second and takes 80 MB: a provider is loaded for its first question. */
const loaders = {
  openai: () => import('@langchain/openai'),
  anthropic: () => import('@langchain/anthropic'),
  ollama: () => import('@langchain/ollama'),
}

/** Loads what a call of this provider needs. */
export async function loadProvider(provider: Provider): Promise<void> {
  await loaders[provider]()
}

/**
 * A LangChain chat model for one call. It is made anew each time, which takes a fraction of a millisecond, because the
 * fetch it gets belongs to this call: Ollama's client takes no signal. Every setting that LangChain or the provider's
 * client would else take from the environment is given. No temperature: some reasoning models refuse it.
 */
export async function openChat(
  settings: ModelSettings,
  signal: AbortSignal,
  inputTokens: number,
  notes: ChatNotes,
): Promise<Chat> {
  const { provider, name, key } = settings
  const base = addressOf(settings)
  const guard: FetchGuard = { base, signal, authorization: authorizationOf(settings) }
  const apiKey = key || 'none'
  if (provider === 'openai') {
    const { ChatOpenAI } = await loaders.openai()
    return new ChatOpenAI({
      model: name,
      apiKey,
      maxRetries: 0,
      configuration: {
        baseURL: base,
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        logLevel: 'off',
        fetch: guardedFetch(guard),
      },
    }) as Chat
  }
  if (provider === 'anthropic') {
    const { ChatAnthropic } = await loaders.anthropic()
    return new ChatAnthropic({
      model: name,
      apiKey,
      anthropicApiUrl: base,
      maxRetries: 0,
      maxTokens: longestOutput,
      clientOptions: {
        authToken: null,
        webhookKey: null,
        logLevel: 'off',
        fetch: guardedFetch({ ...guard, inspect: inspectAnthropic }),
      },
    }) as Chat
  }
  const { ChatOllama } = await loaders.ollama()
  return new ChatOllama({
    model: name,
    baseUrl: base,
    maxRetries: 0,
    numPredict: longestOutput,
    // Ollama's own is 4 096 tokens, and it drops what is too much from the front, where our rules stand.
    numCtx: Math.min(longestContext, Math.ceil((inputTokens * 1.5 + longestOutput) / 4_096) * 4_096),
    fetch: guardedFetch({ ...guard, ...ollamaLines(notes) }),
  }) as Chat
}

function authorizationOf({ provider, key }: ModelSettings): Record<string, string> {
  if (!key) return {}
  return provider === 'anthropic' ? { 'x-api-key': key } : { authorization: `Bearer ${key}` }
}

/** LangChain takes a refusal for an ordinary end. In the text of the model the quotation marks would be escaped. */
function inspectAnthropic(line: string): void {
  if (/"stop_reason"\s*:\s*"refusal"/.test(line)) throw new ModelFailure('content-refused')
}

/** Ollama's client prints lines it cannot read, with the visitor's words in them; they must not reach it. */
function ollamaLines(notes: ChatNotes): Pick<FetchGuard, 'inspect' | 'inspectEnd'> {
  let isDone = false
  return {
    inspect(line) {
      const part = ollamaPart(line)
      if (part.error !== undefined) throw new ModelFailure('server-error')
      if (typeof part.message !== 'object' || part.message === null) throw new ModelFailure('garbage')
      if (typeof part.model === 'string') notes.model = part.model
      isDone ||= part.done === true
    },
    inspectEnd() {
      if (!isDone) throw new ModelFailure('cut')
    },
  }
}

function ollamaPart(line: string): { error?: unknown; message?: unknown; model?: unknown; done?: unknown } {
  try {
    return Object(JSON.parse(line))
  } catch {
    throw new ModelFailure('garbage')
  }
}
