import type { HandoverReason, TurnOutcome } from './conversation.ts'
import type { Language } from './knowledge.ts'
import type { Lead, WhyNot } from './responsibility.ts'
import type { FaultKind, TurnRule } from './turn-rule.ts'

/** What one turn did and why, for people who look at it: the desk, an auditor, an operator's tracing. */

export type { Compared, FaultKind, Measure, RuleName, TurnRule } from './turn-rule.ts'

/** One call of a model, failed ones included. */
export interface ModelCall {
  specialist: 'triage' | 'answerer' | 'judge' | 'operator'
  provider?: string | undefined
  /** The model as configured. */
  requested?: string | undefined
  /** As the service names it, else as configured. */
  name: string
  inputTokens: number
  outputTokens: number
  /** The service reported no tokens; these are counted from the characters. */
  estimated: boolean
  /** In the currency of the configured price; left out where there is no price. */
  cost?: number | undefined
  /** Milliseconds from the start of the turn to the start of the call. */
  at?: number | undefined
  /** Milliseconds. */
  took: number
  failure?: string | undefined
}

export type TriageDetail = {
  language: Language
  intent:
    | 'greeting'
    | 'thanks'
    | 'goodbye'
    | 'person'
    | 'order-status'
    | 'my-orders'
    | 'return'
    | 'address-change'
    | 'question'
    | 'unclear'
  /** -1 to 1. */
  sentiment: number
  anger: number
  unhappy: number
  urgency: number
  risk: 'self-harm' | 'violence' | 'danger' | 'legal-threat' | 'payment-data' | null
  orderNumber?: string
  email?: string
  satisfaction: number
  isFalling: boolean
  /** The second reading, where the rules were not enough. */
  by?: 'model'
}

export type ResponsibilityDetail = {
  /** The version of the responsibility list. */
  list: number
  lead?: Lead
  /** The topic of the row that decided; left out where none did. */
  row?: string
  /** Why that row, or which threshold of the whole list. */
  why?: 'locked' | 'angry' | 'falling' | 'topic' | 'action'
  /** Whom the row names for it. */
  team?: string
  rule?: HandoverReason
  /** The action that somebody proposed, and why the list does not let it stand. */
  tool?: string
  refused?: WhyNot
  anger?: number
  angerAt?: number
}

/** An article that may answer, as it was found. */
export type TraceCandidate = {
  articleId: string
  language: Language
  version: number
  title?: string
  /** Comparable within one turn; no probability. */
  score?: number
  /** The calibrated probability that this article answers: of the best one only. */
  confidence?: number
  passage?: string
}

export type RetrieveDetail = {
  /** The knowledge release; left out where nothing is published. */
  release: number | undefined
  /** The question as it was searched. */
  question?: string
  /** The same, where a follow-up had to be understood first. */
  rewritten?: string
  confidence?: number
  answerable?: number
  known?: number
  candidates: TraceCandidate[]
  /** The questions of a message that held several. */
  parts?: { question: string; article: string | null; confidence: number }[]
  topic?: string
  /** The topic of the row of the responsibility list that leads it. */
  row?: string
  lead?: Lead
  answerAt?: number
  askAt?: number
}

/** The parts of an answer's step: what the visitor's reply settled, what missed before, what a model wrote. */
export type AnswerDetail = {
  clarified?: string
  /** `yes`, `no`, `all`, or the title that was picked. */
  reply?: string
  missed?: 'denied' | 'repeated' | 'rated' | 'person'
  question?: string
  articles?: string[]
  times?: number
  /** The model that wrote, or `failed`. */
  model?: string
  /** Why it failed. */
  reason?: string
  citations?: number[]
  /** The model found no answer in the passages. */
  declined?: boolean
}

export type OperateDetail = {
  tool: string
  /** What it was given, without personal data. */
  input?: string
  /** `done`, `nothing`, or how it failed. */
  outcome?: string
  /** Milliseconds the shop took. */
  took?: number
  asked?: string
  orderNumber?: string
  found?: boolean
  failed?: string
}

export type JudgeDetail = {
  passed?: boolean
  refused?: FaultKind | undefined
  faults?: { kind: FaultKind; sentence: string; detail?: string }[]
}

export interface StepDetails {
  triage: TriageDetail
  responsibility: ResponsibilityDetail
  retrieve: RetrieveDetail
  answer: AnswerDetail
  operate: OperateDetail
  judge: JudgeDetail
}

export type StepName = keyof StepDetails

/** One step of the assistant's decision. Stored steps of earlier versions may lack fields, or have others. */
export type TurnStep = {
  [Name in StepName]: {
    specialist: Name
    /** Milliseconds from the start of the turn to the start of the step. */
    at?: number | undefined
    /** Milliseconds. */
    took: number
    /** Inputs and scores, small and readable. */
    detail: StepDetails[Name]
  }
}[StepName]

export interface TurnDecided {
  type: 'turn:decided'
  turnId: string
  outcome: TurnOutcome
  reason?: HandoverReason | undefined
  /** What decided; left out by versions that did not record it. */
  rule?: TurnRule | undefined
  /** The calibrated probability that the best article answers the question, 0 to 1. */
  confidence?: number | undefined
  /** The knowledge release that answered. */
  release?: number | undefined
  /** The version of the workspace's responsibility list that was in force. */
  responsibilities?: number | undefined
  /** The `seq` of the visitor message that the turn answered. */
  question: number
  /** The question as it was searched. */
  searched?: string | undefined
  replyId?: string | undefined
  steps: TurnStep[]
  /** Every call of a model, in order of their ends. */
  models?: ModelCall[] | undefined
  /** The model whose words were sent, with what they took. */
  model?: { name: string; inputTokens: number; outputTokens: number } | undefined
  /** Why the model was not used, where one is configured. */
  modelFailure?: string | undefined
  /** Texts or lists were cut so that the record stays within its bound. */
  isCut?: boolean | undefined
  /** Milliseconds from the start of this run to its commit. */
  took: number
}
