import type { HandoverReason } from '#shared/conversation.ts'
import type { Triage } from './triage.ts'
import type { Decision, TurnParts } from './turn.ts'
import { type Words, words } from './words.ts'

/** Whether this message belongs to a person whatever the knowledge says; the list decides, not the assistant. */
export function responsible(message: Triage, parts: TurnParts, isFalling = false): Decision | undefined {
  const { angerAt } = parts.responsibilities
  const rule = ruleFor(message, angerAt, isFalling)
  parts.record('responsibility', {
    list: parts.responsibilities.version,
    lead: rule ? 'person' : 'assistant',
    ...(rule ? { rule } : {}),
    anger: message.anger,
    angerAt,
  })
  return rule && handOver(rule, message.language, parts)
}

function ruleFor(message: Triage, angerAt: number, isFalling: boolean): HandoverReason | undefined {
  if (message.risk === 'self-harm' || message.risk === 'violence' || message.risk === 'danger')
    return 'safety'
  if (message.risk !== null) return 'policy'
  if (message.intent === 'person') return 'visitor-request'
  if (message.anger >= angerAt || isFalling) return 'negative-sentiment'
  return undefined
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
