import { ArrowRightLeft, Ear, Hand } from 'lucide-preact'
import type { FloorConversation } from '#shared/floor.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { visitorName } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

export type ActName = 'stepIn' | 'reassign' | 'whisper'
const icons = { stepIn: Hand, reassign: ArrowRightLeft, whisper: Ear } as const

interface ActsProps {
  conversation: FloorConversation
  onAct: (act: ActName, conversation: FloorConversation) => void
}

/** What a supervisor may do to a conversation. One whispers to somebody else, and takes what one has not. */
export function RowActs({ conversation, onAct }: ActsProps) {
  const { person: me } = useDesk()
  const words = t().floor.acts
  const { assignee, status } = conversation
  if (status === 'resolved') return null
  const isMine = assignee?.id === me.id
  const offered: ActName[] = [
    ...(isMine ? [] : ['stepIn' as const]),
    'reassign',
    ...(assignee === undefined || isMine ? [] : ['whisper' as const]),
  ]
  return (
    <span class="floor-acts">
      {isMine && <small class="quiet">{words.mine}</small>}
      {offered.map((act) => {
        const Icon = icons[act]
        return (
          <button
            key={act}
            type="button"
            class="button floor-act"
            aria-label={`${words[act]} · ${visitorName(conversation.visitor)}`}
            title={words[act]}
            onClick={() => onAct(act, conversation)}
          >
            <Icon size={14} aria-hidden="true" /> <span>{words[act]}</span>
          </button>
        )
      })}
    </span>
  )
}
