import type { LogEvent } from '../conversation.ts'
import type { ActionDone } from '../proposal.ts'
import { applyToCase, type CaseFile } from './case-file.ts'
import type { LearnedFact } from './known-fact.ts'

/**
 * The case file after one event of the log: what specialists and people wrote, what a handover promised, and what the
 * shop did. Pure.
 */
export function caseAfter(caseFile: CaseFile, event: LogEvent): CaseFile {
  if (event.type === 'case:updated') return applyToCase(caseFile, event, event)
  if (event.type === 'conversation:queued' && event.reply) {
    const made = { change: 'make', subject: 'reply', by: 'assistant', text: '' } as const
    return applyToCase(caseFile, { promises: [{ ...event.reply, ...made }] }, event)
  }
  if (event.type !== 'action:done') return caseFile
  const learned = factsOfDeed(event)
  return learned.length === 0 ? caseFile : applyToCase(caseFile, { learned }, event)
}

function factsOfDeed({ outcome }: ActionDone): LearnedFact[] {
  const source = 'order-system'
  switch (outcome?.tool) {
    case 'return':
      return [{ name: 'return', value: outcome.id, source }]
    case 'refund':
      return [{ name: 'refund', value: outcome.id, source }]
    case 'coupon':
      return [{ name: 'coupon', value: outcome.code, source }]
    case 'address-change':
      return [{ name: 'address', value: outcome.lines.join(', '), source }]
    default:
      return []
  }
}
