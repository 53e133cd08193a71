import type { Citation, HandoverReason, TurnStep } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { ProgressState } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { OrderConnector } from '../connectors/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import type { AnswerModel } from './model.ts'

/** What all specialists share about one conversation, as kept by `case:updated` events. */
export interface CaseFile {
  /** What the assistant asked the visitor for last. */
  awaiting?: 'order-proof' | 'clarification' | null
  orderNumber?: string | null
  orderEmail?: string | null
  /** Answers that missed, one after the other. */
  misses?: number | null
}

/** One run of the assistant: what it is asked and what it knows. */
export interface Turn {
  /** The visitor's messages since the last answer, one a line. */
  text: string
  /** The language to fall back on where the text shows none. */
  language: Language
  history: { sender: 'visitor' | 'assistant' | 'agent'; text: string }[]
  caseFile: CaseFile
  /** Wrong guesses at orders by this visitor so far. */
  orderGuesses: number
}

/** What a turn may use. */
export interface TurnParts {
  knowledge: Knowledge | undefined
  responsibilities: ResponsibilityList
  orders: OrderConnector | undefined
  model: AnswerModel | undefined
  /** Whether somebody at the desk is online, so that a handover promises nothing untrue. */
  isDeskOpen: boolean
  /** The day in the shop's calendar, `YYYY-MM-DD`: what is no longer valid is not said. */
  day: string
  /** Aborts at the turn's deadline. */
  signal: AbortSignal
  progress(state: ProgressState, delta?: string): void
  /** Adds a step to the trace. */
  record(specialist: TurnStep['specialist'], detail: Record<string, unknown>): void
}

/** What a turn decides to do. Everything a visitor reads is in `text`. */
export interface Decision {
  outcome: 'answered' | 'asked' | 'declined' | 'handed-over'
  text: string
  language: Language
  reason?: HandoverReason
  citations?: Citation[]
  choices?: string[]
  confidence?: number
  /** What the case file learns. */
  facts?: CaseFile
  wrongOrderGuess?: boolean
  model?: { name: string; inputTokens: number; outputTokens: number }
  modelFailure?: string
}

/** The most wrong guesses at an order by one visitor; then a person looks. */
export const orderGuessesAllowed = 10
