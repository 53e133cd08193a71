/** What one linear model each decides about a message. */
export const headNames = [
  'positive',
  'neutral',
  'unhappy',
  'irritated',
  'furious',
  'urgent',
  'person',
  'self-harm',
  'violence',
  'danger',
  'legal-threat',
  'payment-data',
] as const

export type Head = (typeof headNames)[number]

/** One message of knowledge-base/training; its README says what the fields mean. */
export interface TrainingMessage {
  text: string
  sentiment: 'negative' | 'neutral' | 'positive'
  /** Tells, however calmly, of something that went wrong with what was bought or booked. */
  problem?: true
  anger?: 1 | 2
  urgent?: true
  wants?: 'person'
  risk?: 'self-harm' | 'violence' | 'danger' | 'legal-threat' | 'payment-data'
  /** The file it stands in, noted when it is read. */
  field?: (typeof trainingFields)[number]
}

export const trainingFields = [
  'conversation',
  'products',
  'service',
  'travel',
  'accounts',
  'errands',
  'social',
] as const

/** Fields written for `unhappy`: full of calm problems and of what only looks like one. */
export const reportFields: ReadonlySet<string | undefined> = new Set([
  'travel',
  'accounts',
  'errands',
  'social',
])

/** Whether a message is of the class of a head; undefined where it says nothing about it. */
export function isOf(head: Head, message: TrainingMessage): boolean | undefined {
  switch (head) {
    case 'positive':
      return message.sentiment === 'neutral' ? undefined : message.sentiment === 'positive'
    case 'neutral':
      return message.sentiment === 'neutral'
    case 'unhappy':
      return message.risk === 'self-harm'
        ? undefined
        : message.sentiment === 'negative' || message.problem === true
    case 'irritated':
      return (message.anger ?? 0) >= 1
    case 'furious':
      return message.anger === 2
    case 'urgent':
      return message.urgent === true
    case 'person':
      return message.wants === 'person'
    default:
      return message.risk === head
  }
}
