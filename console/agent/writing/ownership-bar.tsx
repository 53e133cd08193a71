import type { DeskSnapshot } from '#shared/protocol.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'

interface BarProps {
  model: ConversationModel
  snapshot: DeskSnapshot
  onAccept: () => void
}

/** Why one cannot reply here, and the one click that changes it. */
export function OwnershipBar({ model, snapshot, onAccept }: BarProps) {
  const words = t().agent
  const { status } = snapshot
  const label = status === 'queued' ? words.accept : status === 'automated' ? words.takeOver : undefined
  return (
    <div class={`ownership ownership-${status}`}>
      <span>
        {status === 'assigned'
          ? words.notMine.assigned(snapshot.assignee?.name ?? '')
          : words.notMine[status]}
      </span>
      {label !== undefined && (
        <button
          type="button"
          class="button button-primary"
          disabled={model.busy.value !== undefined}
          onClick={onAccept}
        >
          {label} <kbd>a</kbd>
        </button>
      )}
    </div>
  )
}
