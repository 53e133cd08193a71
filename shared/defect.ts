import type { HandoverReason } from './conversation.ts'
import type { Language } from './knowledge.ts'

export const defectKinds = ['wrong', 'missed', 'slow', 'mishandled', 'tone', 'breach'] as const
export type DefectKind = (typeof defectKinds)[number]

/** `released`: its fix is live and proved; `dismissed`: closed with a name and a reason. */
export const defectStatuses = ['open', 'fixing', 'released', 'dismissed'] as const
export type DefectStatus = (typeof defectStatuses)[number]

export const defectSources = ['agent', 'visitor', 'handover'] as const
export type DefectSource = (typeof defectSources)[number]

export interface Defect {
  id: string
  kind: DefectKind
  status: DefectStatus
  source: DefectSource
  conversationId: string
  /** The misanswer, where there was one. */
  messageId?: string | undefined
  question: string
  answer?: string | undefined
  language: Language
  comment?: string | undefined
  reason?: HandoverReason | undefined
  /** The article that answered, or that the trainer chose to mend. */
  articleId?: string | undefined
  /** The evaluation case that proves the fix. */
  caseId?: string | undefined
  reportedBy: string
  reportedAt: number
  /** The release that carried the misanswer, and the one that carried its fix. */
  seenInRelease?: number | undefined
  fixedInRelease?: number | undefined
  closedBy?: string | undefined
  closedAt?: number | undefined
  closingReason?: string | undefined
  /** Since when the visitor's words, and the conversation, are gone: a note stands in their place. */
  erasedAt?: number | undefined
}

/** Whether a defect may go from one status to another (invariant 20: never silently out of sight). */
export function mayBecome(from: DefectStatus, to: DefectStatus): boolean {
  switch (from) {
    case 'open':
      return to === 'fixing' || to === 'dismissed'
    case 'fixing':
      return to === 'open' || to === 'released' || to === 'dismissed'
    case 'released':
    case 'dismissed':
      return to === 'open'
  }
}
