import type { Citation, HandoverReason, TurnStep } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { ProgressState } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { OrderConnector } from '../connectors/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import type { AnswerModel } from './model.ts'

/** What the conversation is about: what a follow-up leans on. A type, not an interface: it is stored as plain JSON. */
export type Topic = {
  /** The last question that was answered or asked about, in full: a follow-up as it was understood. */
  question: string
  articleId: string
  language: Language
  /** The topic of that article. */
  about: string
}

/** A clarifying question that waits for its reply. */
export type Clarification = {
  /** What the visitor had asked. */
  question: string
  /** The language it was asked in: a reply that shows none, or picks a foreign title, is answered in it. */
  language: Language
  /** The articles to choose from, in the order of their buttons; only one where its passage was quoted. */
  offers: { articleId: string; language: Language; title: string }[]
  /** The quoted passage was the whole article, so that a "yes" has nothing more to show. */
  isWhole: boolean
}

/** What all specialists share about one conversation, as kept by `case:updated` events. */
export interface CaseFile {
  /** What the assistant asked the visitor for last. */
  awaiting?: 'order-proof' | 'clarification' | null
  topic?: Topic | null
  /** Holds while `awaiting` is `clarification`. */
  clarification?: Clarification | null
  orderNumber?: string | null
  orderEmail?: string | null
  /** Answers that missed, one after the other. */
  misses?: number | null
  /** How content the visitor seems over the whole conversation, 0 to 1. */
  satisfaction?: number | null
}

/** One run of the assistant: what it is asked and what it knows. */
export interface Turn {
  /** The visitor's messages since the last answer, one a line. */
  text: string
  /** The same, each for itself: a burst may change its language half way. */
  messages: readonly string[]
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
  /** What a person who takes over reads first, where it is not what the visitor wrote last. */
  summary?: string
  /** What the case file learns. */
  facts?: CaseFile
  wrongOrderGuess?: boolean
  model?: { name: string; inputTokens: number; outputTokens: number }
  modelFailure?: string
}

/** The most wrong guesses at an order by one visitor; then a person looks. */
export const orderGuessesAllowed = 10
