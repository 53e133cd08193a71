/** What one linear model each decides about a message. */
export const headNames = [
  'positive',
  'neutral',
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
  anger?: 1 | 2
  urgent?: true
  wants?: 'person'
  risk?: 'self-harm' | 'violence' | 'danger' | 'legal-threat' | 'payment-data'
}

export const trainingFields = ['conversation', 'products', 'service'] as const

/** Whether a message is of the class of a head; undefined where it says nothing about it. */
export function isOf(head: Head, message: TrainingMessage): boolean | undefined {
  switch (head) {
    case 'positive':
      return message.sentiment === 'neutral' ? undefined : message.sentiment === 'positive'
    case 'neutral':
      return message.sentiment === 'neutral'
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
