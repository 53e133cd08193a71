import './approvals.css'
import { useSignal } from '@preact/signals'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { useKeys } from '../inbox/keyboard.ts'
import { actionTitle } from './action-words.ts'
import { ApprovalCard } from './approval-card.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { type ProposalView, proposalsOf } from './proposals.ts'
import { RefuseDialog } from './refuse-dialog.tsx'

interface ShelfProps {
  model: ConversationModel
  snapshot: DeskSnapshot
}

/** What waits for a decision, in sight above the field for the reply however long the conversation is. */
export function ApprovalShelf({ model, snapshot }: ShelfProps) {
  const changing = useSignal<ProposalView | undefined>(undefined)
  const refusing = useSignal<ProposalView | undefined>(undefined)
  const open = proposalsOf(snapshot.events).filter(({ state }) => state === 'proposed' || state === 'running')
  const first = open.find(({ state }) => state === 'proposed')
  useKeys({
    // The key only brings the button under the finger: money never goes with one stray stroke.
    ...(first && {
      y: () => document.querySelector<HTMLElement>('[data-approve]:not(:disabled)')?.focus(),
      x: () => {
        refusing.value = first
      },
    }),
  })
  if (open.length === 0) return null
  const isBusy = model.busy.value !== undefined
  return (
    <section class="approval-shelf" aria-label={t().approvals.shelf}>
      {open.map((proposal) => (
        <ApprovalCard
          key={proposal.proposalId}
          proposal={proposal}
          isBusy={isBusy}
          onApprove={() => void model.decide(proposal, 'approve', {})}
          onChange={() => (changing.value = proposal)}
          onRefuse={() => (refusing.value = proposal)}
        />
      ))}
      {changing.value !== undefined && (
        <ChangeDialog
          proposal={changing.value}
          onApprove={(action) => model.decide(changing.value as ProposalView, 'approve', { action })}
          onClose={() => (changing.value = undefined)}
        />
      )}
      {refusing.value !== undefined && (
        <RefuseDialog
          title={actionTitle(refusing.value.action)}
          onRefuse={(comment) => model.decide(refusing.value as ProposalView, 'refuse', { comment })}
          onClose={() => (refusing.value = undefined)}
        />
      )}
    </section>
  )
}
