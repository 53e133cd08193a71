import type { CaseUpdate } from '#shared/case/case-file.ts'
import { type ConversationStatus, type LogEvent, transition } from '#shared/conversation.ts'
import type { ClockRules } from '#shared/service-clock.ts'
import type { ServiceClocks } from '#shared/service-clocks.ts'
import type { Risk } from '../reading/risk.ts'
import { readMessage, saysTheSame, sketchOf } from './reading.ts'

/** How one message of the visitor felt. */
type Feeling = { unhappy: number; tone: number; anger: number }

/** What the watcher remembers of one conversation: bounded, and no text. Times are milliseconds since 1970. */
export type WatchState = {
  status: ConversationStatus
  /** Sketches of the newest questions and answers, newest last. */
  questions: number[][]
  answers: number[][]
  /** What the assistant said last, until its turn tells what it was. */
  said: number[]
  /** The newest message of the visitor only greets or thanks. */
  isSmall: boolean
  isThanks: boolean
  feelings: Feeling[]
  risk: Risk | null
  misses: number
  /** Since when the visitor waits for a word. */
  unansweredSince: number | null
  /** The newest answer of the assistant that nothing shows to have helped. */
  answer: { at: number; isDoubtful: boolean } | null
  queuedAt: number | null
  assignedAt: number | null
  /** It is put aside until a time: nobody is late meanwhile. */
  isSnoozed: boolean
  /** Signals that hold now and are noted, by `keyOf`. */
  standing: string[]
  /** When each was noted last: the cooldown. */
  noted: Record<string, number>
}

/** The clocks of service levels as the log keeps them, timed by the rules in force. */
export interface TimedClocks {
  clocks: ServiceClocks
  rules: ClockRules
}

export const emptyState: WatchState = {
  status: 'automated',
  questions: [],
  answers: [],
  said: [],
  isSmall: false,
  isThanks: false,
  feelings: [],
  risk: null,
  misses: 0,
  unansweredSince: null,
  answer: null,
  queuedAt: null,
  assignedAt: null,
  isSnoozed: false,
  standing: [],
  noted: {},
}

/** How many messages back the watcher looks. */
const memory = 4
/** Below this confidence silence after an answer is doubtful. */
const sureAt = 0.7
/** From here on a visitor is taken for unhappy, 0 to 1. */
const unhappyAt = 0.5

/** The state after one more event. Pure; events that the watcher does not follow change nothing. */
export function afterEvent(state: WatchState, event: LogEvent): WatchState {
  const status = transition(state.status, event.type) ?? state.status
  const next: WatchState = { ...state, status }
  switch (event.type) {
    case 'message:posted':
      if (event.sender === 'visitor') return afterVisitor(next, event)
      if (event.sender === 'assistant') return { ...next, said: sketchOf(event.text) }
      if (event.sender === 'agent') return { ...next, unansweredSince: null, answer: null }
      return next
    case 'turn:decided':
      return afterTurn(next, event)
    case 'case:updated':
      return { ...next, misses: missesIn(event.facts) ?? next.misses }
    case 'message:rated': {
      const isHelpful = event.rating === 'helpful'
      return { ...next, answer: isHelpful || !next.answer ? null : { ...next.answer, isDoubtful: true } }
    }
    case 'conversation:rated':
      return { ...next, answer: null }
    case 'conversation:queued':
      return {
        ...next,
        // What comes back has waited since it was first queued.
        queuedAt: event.since ?? event.at,
        assignedAt: null,
        isSnoozed: false,
        // Whoever is told that a person will come waits for them; a person who steps in unasked owes no word yet.
        unansweredSince: next.unansweredSince ?? (event.reason === 'agent-takeover' ? null : event.at),
        answer: null,
      }
    case 'conversation:assigned':
      return { ...next, queuedAt: null, assignedAt: event.at, isSnoozed: false }
    case 'conversation:snoozed':
      return { ...next, isSnoozed: true }
    case 'conversation:woken': {
      // Whoever waits, waits from now on.
      const since = (moment: number | null) => (moment === null ? null : event.at)
      return {
        ...next,
        isSnoozed: false,
        queuedAt: since(next.queuedAt),
        assignedAt: since(next.assignedAt),
        unansweredSince: since(next.unansweredSince),
      }
    }
    case 'conversation:handed-back':
    case 'conversation:resolved':
    case 'conversation:reopened': {
      // What is over stays over: only the cooldown goes on.
      const { noted } = next
      const isPending = event.type === 'conversation:handed-back'
      return { ...emptyState, status, noted, unansweredSince: isPending ? next.unansweredSince : null }
    }
    default:
      return next
  }
}

function afterVisitor(state: WatchState, event: LogEvent & { type: 'message:posted' }): WatchState {
  const reading = readMessage(event.text, event.locale)
  const { unhappy, tone, anger } = reading
  const feeling = { unhappy: rounded(unhappy), tone: rounded(tone), anger: rounded(anger) }
  return {
    ...state,
    questions: reading.isSmall ? state.questions : asked(state, reading.sketch),
    isSmall: reading.isSmall,
    isThanks: reading.isThanks,
    feelings: newest(state.feelings, feeling),
    risk: reading.risk ?? state.risk,
    unansweredSince: state.unansweredSince ?? event.at,
    answer: null,
  }
}

/** Sent twice before anybody answered, a question was asked once. */
function asked({ questions, unansweredSince }: WatchState, sketch: number[]): number[][] {
  const isSame = unansweredSince !== null && questions.some((each) => saysTheSame(each, sketch))
  return isSame ? [...questions] : newest(questions, sketch)
}

function afterTurn(state: WatchState, event: LogEvent & { type: 'turn:decided' }): WatchState {
  // A superseded turn said nothing; one that hands over leaves the visitor waiting for the person.
  if (event.outcome === 'superseded' || event.outcome === 'handed-over') return state
  const next = { ...state, unansweredSince: null, said: [] }
  if (event.outcome !== 'answered' || state.isSmall) return next
  const isDoubtful =
    (event.confidence ?? 1) < sureAt || state.misses > 0 || (state.feelings.at(-1)?.unhappy ?? 0) >= unhappyAt
  return { ...next, answers: newest(state.answers, state.said), answer: { at: event.at, isDoubtful } }
}

/** How often the assistant missed, as its memory has it; `undefined` where the update says nothing about it. */
function missesIn(facts: CaseUpdate['facts']): number | undefined {
  if (facts === undefined || !('misses' in facts || 'missed' in facts)) return undefined
  const { misses, missed } = facts as { misses?: unknown; missed?: { times?: unknown } | null }
  return Math.max(Number(misses) || 0, Number(missed?.times) || 0)
}

/**
 * How often the newest question or the newest answer was said before; from the second on, misses count like one more.
 * The first is the turn's own to mend.
 */
export function circlesOf({ questions, answers, misses }: WatchState): number {
  return Math.max(timesBefore(questions), timesBefore(answers)) + Math.max(0, misses - 1)
}

function timesBefore(sketches: readonly number[][]): number {
  const last = sketches.at(-1) ?? []
  return sketches.slice(0, -1).filter((each) => saysTheSame(each, last)).length
}

function newest<Item>(items: readonly Item[], item: Item): Item[] {
  return [...items, item].slice(-memory)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
