import type { HandoverReason, LogEvent } from './conversation.ts'

/** How a conversation ended, as the person says who ends it. The names are stable: they are stored, counted and shown. */
export const endings = ['solved', 'partly', 'unsolved', 'no-answer', 'spam'] as const
export type Ending = (typeof endings)[number]

/** Why it needed a person. */
export const causes = [
  'knowledge-missing',
  'knowledge-wrong',
  'policy',
  'order-problem',
  'product-fault',
  'delivery',
  'wanted-person',
  'assistant-mistake',
  'technical',
  'other',
] as const
export type Cause = (typeof causes)[number]

export interface WrapUp {
  ending: Ending
  cause?: Cause | undefined
}

/** What a person said of an ending; a cause alone ends it as solved, nothing at all says nothing. */
export function wrapUpOf(ending: Ending | undefined, cause: Cause | undefined): WrapUp | undefined {
  if (ending === undefined && cause === undefined) return undefined
  return { ending: ending ?? 'solved', ...(cause && { cause }) }
}

/**
 * What an ending says of the visitor: `resolved` where something shows that they were helped, `unresolved` where nothing
 * does. What came in as spam helped nobody.
 */
export function outcomeOf(ending: Ending): 'resolved' | 'unresolved' {
  return ending === 'solved' || ending === 'partly' ? 'resolved' : 'unresolved'
}

const causeOfReason: Readonly<Record<HandoverReason, Cause>> = {
  'visitor-request': 'wanted-person',
  'low-confidence': 'knowledge-missing',
  'no-knowledge': 'knowledge-missing',
  'negative-sentiment': 'wanted-person',
  policy: 'policy',
  safety: 'policy',
  'repeated-failure': 'assistant-mistake',
  'tool-failure': 'technical',
  'assistant-failure': 'technical',
  'agent-takeover': 'other',
}

/** Reasons that name a cause by themselves; with any other the topic knows more. */
const telling: ReadonlySet<HandoverReason> = new Set<HandoverReason>([
  'low-confidence',
  'no-knowledge',
  'repeated-failure',
  'tool-failure',
  'assistant-failure',
])

const causeByTopic: readonly [topic: RegExp, cause: Cause][] = [
  [/deliver|shipp/, 'delivery'],
  [/order|payment|invoice|address/, 'order-problem'],
  [/warranty|care/, 'product-fault'],
  [/return|exchange|refund|coupon|campaign|membership|privacy/, 'policy'],
]

/** How long after an agent's last word a silent visitor is taken for gone. Milliseconds. */
const goneAfter = 60 * 60_000

/**
 * The likeliest wrap-up, to be confirmed with one key: from why it was handed over, from the topic that the assistant
 * saw, from answers that were flagged, and from who spoke last. Pure.
 */
export function likelyWrapUp(of: {
  reason?: HandoverReason | undefined
  events: readonly LogEvent[]
  now: number
  isBlocked?: boolean | undefined
}): { ending: Ending; cause: Cause } {
  return { ending: likelyEnding(of), cause: likelyCause(of) }
}

function likelyEnding({
  events,
  now,
  isBlocked,
}: {
  events: readonly LogEvent[]
  now: number
  isBlocked?: boolean | undefined
}): Ending {
  if (isBlocked) return 'spam'
  const said = events.findLast(
    (event) => event.type === 'message:posted' && (event.sender === 'agent' || event.sender === 'visitor'),
  )
  const isSilent = said?.type === 'message:posted' && said.sender === 'agent' && now - said.at > goneAfter
  return isSilent ? 'no-answer' : 'solved'
}

function likelyCause({
  reason,
  events,
}: {
  reason?: HandoverReason | undefined
  events: readonly LogEvent[]
}): Cause {
  // Only what happened since it last began: what was flagged before belongs to another question.
  const since = events.findLastIndex(({ type }) => type === 'conversation:reopened')
  const recent = events.slice(since + 1)
  const flagged = recent.findLast((event) => event.type === 'defect:reported')
  if (flagged?.type === 'defect:reported') {
    if (flagged.kind === 'wrong') return 'knowledge-wrong'
    return flagged.kind === 'missed' ? 'knowledge-missing' : 'assistant-mistake'
  }
  if (reason !== undefined && telling.has(reason)) return causeOfReason[reason]
  const topic = topicOf(recent)
  const byTopic = topic === undefined ? undefined : causeByTopic.find(([names]) => names.test(topic))?.[1]
  return byTopic ?? (reason === undefined ? 'other' : causeOfReason[reason])
}

function topicOf(events: readonly LogEvent[]): string | undefined {
  for (const event of events.toReversed()) {
    if (event.type !== 'turn:decided') continue
    for (const { specialist, detail } of event.steps) {
      if (specialist === 'retrieve' && 'topic' in detail && typeof detail.topic === 'string')
        return detail.topic
    }
  }
  return undefined
}
