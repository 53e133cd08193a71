import type { ActionTool } from './action.ts'
import type { Citation } from './conversation.ts'
import type { Language } from './knowledge.ts'
import type { FaultKind } from './turn-rule.ts'
import type { SignalName } from './watch.ts'

/** What an agent can have done to a text of their own. */
export const rewriteStyles = ['shorter', 'warmer', 'formal', 'translate-en', 'translate-zh'] as const
export type RewriteStyle = (typeof rewriteStyles)[number]

/** The most citations of one message. */
export const mostCites = 6

/** An article that a message quotes. */
export type Cite = { articleId: string; language: Language }

/** An article as the live release has it. */
export interface CopilotCitation extends Citation {
  language: Language
  version: number
}

/** A sentence that its grounds do not carry: a person has to prove it or take it out. */
export interface Doubt {
  kind: FaultKind
  /** As it stands in the text. */
  sentence: string
  detail?: string | undefined
}

/** Why a model's words are not in an answer: none is set up, it failed, or what it wrote was refused. */
export type WithoutModel = 'no-model' | 'model-failed' | 'model-refused'

/**
 * What a draft stands on. `order` asks for the proof of an order; `courtesy` answers thanks or a greeting; `nothing`: the
 * knowledge has nothing, and nothing is made up.
 */
export type DraftBasis = 'articles' | 'tools' | 'order' | 'courtesy' | 'nothing'

export interface CopilotDraft {
  draftId: string
  /** Empty where the basis is `nothing`. */
  text: string
  language: Language
  basis: DraftBasis
  /** A model wrote it; else it is put together from articles and our own words. */
  byModel: boolean
  without?: WithoutModel | undefined
  citations: CopilotCitation[]
  /** Articles that are near and do not answer. */
  nearest: CopilotCitation[]
  /** What tools said and the case file holds, where the draft stands on it. */
  facts: string[]
  doubts: Doubt[]
  /** The calibrated probability that the best article answers, 0 to 1. */
  confidence?: number | undefined
  /** It is high enough for the assistant to have answered by itself. */
  isSure?: boolean | undefined
  /** The question as it was searched. */
  question?: string | undefined
  /** The order system did not answer. */
  isShopSilent?: boolean | undefined
}

export interface CopilotRewrite {
  text: string
  byModel: boolean
  /** Nothing could be made better by rules alone. */
  isSame: boolean
  without?: WithoutModel | undefined
  doubts: Doubt[]
}

export const summaryTopics = ['wants', 'known', 'tried', 'agreed', 'open'] as const
export type SummaryTopic = (typeof summaryTopics)[number]

export interface SummaryLine {
  about: SummaryTopic
  text: string
  byModel: boolean
}

/** Where one reads why. */
export type StepSource =
  | { kind: 'event'; seq: number }
  | { kind: 'promise'; promiseId: string }
  | { kind: 'article'; articleId: string; language: Language; title: string }
  | { kind: 'conversation'; conversationId: string }
  | { kind: 'responsibility'; row: string; version: number }

/** How a solved conversation was solved. */
export type Solution =
  | { by: 'article'; articleId: string; language: Language; title: string }
  | { by: 'action'; tool: string }
  | { by: 'reply'; excerpt: string }

/** Something to do next, in no language: whoever shows it has a catalogue. */
export type NextStep = { source: StepSource } & (
  | { step: 'decide'; tool: ActionTool; expiresAt: number }
  | { step: 'keep-promise'; what: string; dueAt: number; isBroken: boolean }
  | { step: 'track-promise'; what: string }
  | { step: 'reply'; since: number; signal?: SignalName | undefined }
  | { step: 'ask-proof' }
  | { step: 'tell-order' }
  | { step: 'answer'; confidence: number }
  | { step: 'propose'; tool: 'refund' | 'coupon'; limit?: string | undefined }
  | { step: 'transfer'; topic: string; team?: string | undefined }
  | { step: 'as-before'; asked: string; at: number; likeness: number; solution: Solution }
  | { step: 'close' }
)

export interface FoundArticle extends CopilotCitation {
  topic: string
  /** Of the first one: the probability that it answers, 0 to 1. */
  confidence?: number | undefined
}

export interface CopilotAnswers {
  'copilot:abilities': { model: boolean; styles: RewriteStyle[]; translates: boolean }
  'copilot:draft': CopilotDraft
  'copilot:rewrite': CopilotRewrite
  /** `summary` has the lines in one text. */
  'copilot:summarise': { summary: string; lines: SummaryLine[]; without?: WithoutModel | undefined }
  /** `first` is the place of the one that a model would do first, with its reason. */
  'copilot:next-step': {
    steps: NextStep[]
    first?: { index: number; why: string } | undefined
    without?: WithoutModel | undefined
  }
  'copilot:articles': { articles: FoundArticle[]; query: string }
  'copilot:translate': { text: string }
}

export const copilotStates = ['reading', 'searching', 'writing', 'checking'] as const
/** How far the copilot is with what was asked of it. */
export type CopilotState = (typeof copilotStates)[number]
