import conversation from './conversation.css?inline'
import parts from './message-parts.css?inline'

export { NewMessages, Transcript } from '../transcript-view.tsx'
export { Choices } from './choices.tsx'
export { Citations } from './citations.tsx'
export { Counter } from './counter.tsx'
export { Failure } from './failure.tsx'
export { MessageRating } from './message-rating.tsx'
export { Notice } from './notice.tsx'
export { QueueCard } from './queue-card.tsx'
export { RefusalReason } from './refusal-reason.tsx'
export { PlainText, RichText } from './rich-text.tsx'

export const styles = conversation + parts
