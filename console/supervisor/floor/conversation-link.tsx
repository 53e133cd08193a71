import type { FloorConversation } from '#shared/floor.ts'
import { visitorName } from '../../shell/format.ts'
import { LanguageMark } from '../../shell/parts.tsx'

/** The way into a conversation, by its visitor; the list beside it is the one in which it stands. */
export function ConversationLink({ conversation }: { conversation: FloorConversation }) {
  const { visitor, language, preview } = conversation
  return (
    <span class="floor-link">
      <a href={addressOf(conversation)} title={preview}>
        {visitorName(visitor)}
      </a>
      <LanguageMark language={language} />
    </span>
  )
}

export function addressOf({ id, status }: Pick<FloorConversation, 'id' | 'status'>): string {
  const view = status === 'queued' ? 'waiting' : status === 'resolved' ? 'resolved' : 'open'
  return `/console/?view=${view}&conversation=${encodeURIComponent(id)}`
}
