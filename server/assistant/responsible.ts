import type { HandoverReason } from '#shared/conversation.ts'
import { type LockedTopic, rowFor } from '#shared/responsibility.ts'
import type { TurnRule } from '#shared/trace.ts'
import type { Triage } from './reading/triage.ts'
import type { Decision, TurnParts } from './turn.ts'
import { type Words, words } from './words.ts'

/** What decides that a person leads: a locked row, or a threshold of the whole list. */
type Claim = {
  why: 'locked' | 'angry' | 'falling'
  rule: HandoverReason
  row?: LockedTopic
}

const reasonOf: Record<LockedTopic, 'safety' | 'policy' | 'visitor-request'> = {
  'self-harm': 'safety',
  violence: 'safety',
  danger: 'safety',
  'legal-threat': 'policy',
  'payment-data': 'policy',
  'visitor-request': 'visitor-request',
}

/** Whether this message belongs to a person whatever the knowledge says; the list decides, not the assistant. */
export function responsible(message: Triage, parts: TurnParts, isFalling = false): Decision | undefined {
  const { version, angerAt } = parts.responsibilities
  const claim = claimOn(message, angerAt, isFalling)
  parts.record('responsibility', {
    list: version,
    lead: claim ? 'person' : 'assistant',
    ...claim,
    anger: message.anger,
    angerAt,
  })
  return claim && { ...handOver(claim.rule, message.language, parts), rule: ruleOf(claim, message, angerAt) }
}

/** The rule as the turn's trace names it. */
function ruleOf({ row, why }: Claim, { anger }: Triage, angerAt: number): TurnRule {
  if (row !== undefined) return { name: `locked-row:${reasonOf[row]}` }
  if (why === 'falling') return { name: 'satisfaction-falling' }
  return { name: 'anger-at', compared: [{ measure: 'anger', value: anger, threshold: angerAt }] }
}

function claimOn(message: Triage, angerAt: number, isFalling: boolean): Claim | undefined {
  const row = lockedRowOf(message)
  if (row !== undefined) return { why: 'locked', rule: reasonOf[row], row }
  if (message.anger >= angerAt) return { why: 'angry', rule: 'negative-sentiment' }
  return isFalling ? { why: 'falling', rule: 'negative-sentiment' } : undefined
}

/** Every risk has a locked row of its own name. */
function lockedRowOf({ risk, intent }: Triage): LockedTopic | undefined {
  return risk ?? (intent === 'person' ? 'visitor-request' : undefined)
}

/**
 * The handover where the list keeps a topic from the assistant's own hands, with the version, the row and why on the
 * record; `undefined` where the assistant leads.
 */
export function ledByPeople(
  topic: string,
  language: Triage['language'],
  parts: Pick<TurnParts, 'isDeskOpen' | 'record' | 'responsibilities'>,
): Decision | undefined {
  const { topic: row, lead, team } = rowFor(parts.responsibilities, topic)
  if (lead === 'assistant') return undefined
  parts.record('responsibility', {
    list: parts.responsibilities.version,
    lead,
    row,
    why: 'topic',
    ...(team !== undefined && { team }),
    rule: 'policy',
  })
  return { ...handOver('policy', language, parts), rule: { name: 'person-leads' } }
}

/** The decision to hand over, with words that fit the reason and promise only what is true. */
export function handOver(
  reason: HandoverReason,
  language: Triage['language'],
  parts: Pick<TurnParts, 'isDeskOpen'>,
): Decision {
  const catalogue = words[language]
  const said = catalogue.handover[tone(reason)]
  return {
    outcome: 'handed-over',
    reason,
    language,
    text: parts.isDeskOpen ? said : `${said}\n\n${catalogue.deskClosed}`,
    facts: { awaiting: null, clarification: null, misses: 0 },
  }
}

function tone(reason: HandoverReason): keyof Words['handover'] {
  switch (reason) {
    case 'negative-sentiment':
      return 'upset'
    case 'safety':
    case 'policy':
      return 'sensitive'
    case 'low-confidence':
    case 'no-knowledge':
    case 'repeated-failure':
      return 'unsure'
    case 'tool-failure':
    case 'assistant-failure':
      return 'trouble'
    case 'visitor-request':
    case 'agent-takeover':
      return 'asked'
  }
}
