import type { Ask } from '../ask.ts'
import { ModelFailure } from '../failure.ts'
import type { Tokens } from '../spent.ts'
import { AnswerReader } from './answer-reader.ts'
import { promptOf } from './prompt.ts'

export interface PhraseRequest {
  question: string
  language: 'en' | 'zh'
  /** Oldest first, already bounded. */
  history: { sender: 'visitor' | 'assistant' | 'agent'; text: string }[]
  passages: { number: number; title: string; text: string }[]
  /** What the judge found in the answer before this one. */
  refused?: readonly { kind: string; sentence: string; detail?: string }[]
  /** Ends the phrase early; the turn's deadline holds in any case. */
  signal: AbortSignal
  /**
   * Takes the next piece of the visible answer; the pieces joined are its text, unless phrase() fails. Where a second
   * model takes over after the first has shown something, the second streams nothing.
   */
  onDelta(text: string): void
}

export interface PhrasedAnswer {
  /** Plain text without citation markers; '' when the model says that the passages do not answer. */
  text: string
  /** Numbers of the passages cited, each once, in order of mention. */
  citations: number[]
  /** The model's name as the service reports it, else as configured. */
  model: string
  tokens: Tokens
}

/** An answer from the passages, cited. Rejects with {@link ModelFailure}; pieces given to onDelta before are void. */
export async function phraseWith(ask: Ask, request: PhraseRequest): Promise<PhrasedAnswer> {
  const reader = new AnswerReader(request.passages.map((passage) => passage.number))

  function show(visible: string): void {
    if (reader.tooLong) throw new ModelFailure('too-long')
    if (visible !== '') request.onDelta(visible)
  }

  return await ask(
    { messages: promptOf(request), onText: (piece) => show(reader.push(piece)) },
    (reply, { model, tokens }) => {
      if (reply.calls.length > 0) throw new ModelFailure('garbage')
      const answer: PhrasedAnswer = { text: '', citations: reader.citations, model, tokens }
      if (reader.declined) return { ...answer, citations: [] }
      if (reader.citations.length === 0) throw new ModelFailure(reader.isEmpty() ? 'empty' : 'uncited')
      show(reader.finish())
      if (reader.text === '') throw new ModelFailure('empty')
      return { ...answer, text: reader.text }
    },
  )
}
