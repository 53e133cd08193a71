import type { ShopAction } from '#shared/action.ts'
import type { Card } from '#shared/cards.ts'
import type { KnownFact, LearnedFact } from '#shared/case/known-fact.ts'
import type { Citation, HandoverReason } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { ActionDone, ProposalLimit } from '#shared/proposal.ts'
import type { ProgressState } from '#shared/protocol.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { StepDetails, StepName, TurnRule } from '#shared/trace.ts'
import type { Customer, ShopConnector } from '../connectors/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import type { ToolResult } from './judge/index.ts'
import type { TurnModel } from './models/index.ts'
import type { Operation, Verified } from './operator/operation.ts'

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

/** What we answered last: what the visitor does next can still show that it missed. */
export type Given = {
  /** What was asked, in the visitor's own words. */
  said: string
  /** The same as it was understood and searched. */
  question: string
  articles: string[]
}

/** A question that an answer of ours missed. */
export type Missed = Given & {
  /** How often so far: the second time a person takes over. */
  times: number
}

/** What a visitor does after an answer that missed: says so, asks again, rates it unhelpful, or wants a person. */
export type MissSign = 'denied' | 'repeated' | 'rated' | 'person'

/** The assistant's own memory in the case file: its state between two turns. The facts of the case are beside it. */
export interface CaseFile {
  /** What the assistant asked the visitor for last. */
  awaiting?: 'order-proof' | 'clarification' | 'operation' | 'operation-offer' | null
  /** What the visitor wants done in the shop and what it still lacks. */
  operation?: Operation | null
  /** Whom this conversation has proved; only the shop's own answer sets it (invariant 12). */
  verified?: Verified | null
  /** Actions that were done, and what we said of the last one. */
  deeds?: number
  lastDeed?: string | null
  topic?: Topic | null
  /** Holds while `awaiting` is `clarification`. */
  clarification?: Clarification | null
  given?: Given | null
  missed?: Missed | null
  /** Answers that missed, one after the other. */
  misses?: number | null
  /** How content the visitor seems over the whole conversation, 0 to 1. */
  satisfaction?: number | null
}

/**
 * One run of the assistant: what it is asked and what it knows. The page that a visitor is on, its address and title,
 * is shown to people at the desk only: it is not in here, and so reaches no model (invariants 11 and 16).
 */
export interface Turn {
  /** Left out where nothing may be done: in evaluations and replays. */
  conversationId?: string
  /** An earlier run of this turn broke off: whatever it had begun in the shop may be done. */
  isRetry?: boolean
  /** The visitor's messages since the last answer, one a line. */
  text: string
  /** The same, each for itself: a burst may change its language half way. */
  messages: readonly string[]
  /** The language to fall back on where the text shows none. */
  language: Language
  history: { sender: 'visitor' | 'assistant' | 'agent'; text: string }[]
  /** Pictures or files came with it, which no specialist can look at. */
  hasFiles?: boolean
  caseFile: CaseFile
  /** The facts of the case, with their sources; what a person corrected among them holds. */
  known?: readonly KnownFact[]
  /** The visitor rated our last answer unhelpful before writing on. */
  isLastUnhelpful?: boolean
  /** Wrong guesses at orders by this visitor so far. */
  orderGuesses: number
}

/** What a turn may use. */
export interface TurnParts {
  knowledge: Knowledge | undefined
  responsibilities: ResponsibilityList
  shop: ShopConnector | undefined
  model: TurnModel | undefined
  /** The hosts of the workspace's sites: a model's words may link to them beside what the quoted articles link to. */
  allowedLinks?: readonly string[]
  /** Whether somebody at the desk is online, so that a handover promises nothing untrue. */
  isDeskOpen: boolean
  /** The day in the shop's calendar, `YYYY-MM-DD`: what is no longer valid is not said. */
  day: string
  /** Aborts at the turn's deadline. */
  signal: AbortSignal
  progress(state: ProgressState, delta?: string): void
  /** Told of a mistake of our own that the visitor is served in spite of. */
  report?(reason: unknown, about: string): void
  /** Adds a step to the trace. */
  record<Name extends StepName>(specialist: Name, detail: StepDetails[Name]): void
}

/** An action that waits for a person. */
export interface ActionProposal {
  action: ShopAction
  /** Proved in this session (invariant 12). */
  customer: Customer
  /** The order that was proved, where the action names none. */
  order?: string
  /** For the person who decides. */
  why: string
  /** What the responsibility list allows; put there by `permittedProposal`, and without it nothing is. */
  limit?: ProposalLimit
}

/** What a turn decides to do. Everything a visitor reads is in `text`. */
export interface Decision {
  outcome: 'answered' | 'asked' | 'declined' | 'handed-over'
  text: string
  language: Language
  reason?: HandoverReason
  /** What decided, with the numbers it compared. */
  rule?: TurnRule | undefined
  citations?: Citation[]
  choices?: string[]
  /** What a tool's result shows beside the text, which is complete without them. */
  cards?: Card[]
  /** The part of the text that the cards tell again. */
  cardsTell?: string
  confidence?: number
  /** What a person who takes over reads first, where it is not what the visitor wrote last. */
  summary?: string
  /** What the visitor did that shows that the answer before this turn missed. */
  missSign?: MissSign
  /** What the assistant remembers of it for its next turn. */
  facts?: CaseFile
  /** Facts that the shop's systems showed in this turn, beside what the visitor said and proved. */
  learned?: LearnedFact[]
  wrongOrderGuess?: boolean
  /** What was done in the shop: on the record whatever becomes of the reply, which a newer message cannot unsay. */
  deed?: ActionDone
  /** What tools said in this turn: the provenance of its figures (invariant 13). */
  toolResults?: ToolResult[]
  /** What a person must approve before it happens; `text` says so, in the words of `proposalWords`. */
  proposal?: ActionProposal
  model?: { name: string; inputTokens: number; outputTokens: number }
  modelFailure?: string
}

/** The most wrong guesses at an order by one visitor; then a person looks. */
export const orderGuessesAllowed = 10
