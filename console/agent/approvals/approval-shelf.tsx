import './approvals.css'
import { useSignal } from '@preact/signals'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { useKeys } from '../inbox/keyboard.ts'
import { actionTitle } from './action-words.ts'
import { ApprovalCard } from './approval-card.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { proposalsOf } from './proposals.ts'
import { RefuseDialog } from './refuse-dialog.tsx'

interface ShelfProps {
  model: ConversationModel
  snapshot: DeskSnapshot
}

/** What waits for a decision, in sight above the field for the reply however long the conversation is. */
export function ApprovalShelf({ model, snapshot }: ShelfProps) {
  const asked = useSignal<{ what: 'change' | 'refuse'; proposalId: string } | undefined>(undefined)
  const open = proposalsOf(snapshot.events).filter(({ state }) => state === 'proposed' || state === 'running')
  const first = open.find(({ state }) => state === 'proposed')
  useKeys({
    // The key only brings the button under the finger: money never goes with one stray stroke.
    ...(first && {
      y: () => document.querySelector<HTMLElement>('[data-approve]:not(:disabled)')?.focus(),
      x: () => {
        asked.value = { what: 'refuse', proposalId: first.proposalId }
      },
    }),
  })
  if (open.length === 0) return null
  // A colleague, or the clock, may have decided while the dialog was open: then it is over.
  const about = open.find(
    ({ proposalId, state }) => proposalId === asked.value?.proposalId && state === 'proposed',
  )
  const close = () => {
    asked.value = undefined
  }
  const isBusy = model.busy.value !== undefined
  return (
    <section class="approval-shelf" aria-label={t().approvals.shelf}>
      {open.map((proposal) => (
        <ApprovalCard
          key={proposal.proposalId}
          proposal={proposal}
          isBusy={isBusy}
          onApprove={() => void model.decide(proposal, 'approve', {})}
          onChange={() => (asked.value = { what: 'change', proposalId: proposal.proposalId })}
          onRefuse={() => (asked.value = { what: 'refuse', proposalId: proposal.proposalId })}
        />
      ))}
      {about !== undefined && asked.value?.what === 'change' && (
        <ChangeDialog
          proposal={about}
          onApprove={(action) => model.decide(about, 'approve', { action })}
          onClose={close}
        />
      )}
      {about !== undefined && asked.value?.what === 'refuse' && (
        <RefuseDialog
          title={actionTitle(about.action)}
          onRefuse={(comment) => model.decide(about, 'refuse', { comment })}
          onClose={close}
        />
      )}
    </section>
  )
}
