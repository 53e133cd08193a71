import { useState } from 'preact/hooks'
import type { ShopAction } from '#shared/action.ts'
import { isWithinLimit } from '#shared/proposal.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'
import { actionTitle, limitText } from './action-words.ts'
import { type ProposalView, termsOf, withTerms } from './proposals.ts'
import { termsText, WorthField, worthFrom } from './worth-field.tsx'

interface ChangeProps {
  proposal: ProposalView
  onApprove: (action: ShopAction) => Promise<boolean>
  onClose: () => void
}

/** Approves with another amount: one step, no second proposal. */
export function ChangeDialog({ proposal, onApprove, onClose }: ChangeProps) {
  const words = t().approvals
  const terms = termsOf(proposal.action) ?? { percent: 1 }
  const [text, setText] = useState(termsText(terms))
  const mayExceed = usePermission('approvals')
  const worth = worthFrom(text, terms)
  const action = worth && withTerms(proposal.action, worth)
  const isAbove = action !== undefined && !isWithinLimit(action, proposal.limit)
  const mayApprove = action !== undefined && (mayExceed || !isAbove)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (!mayApprove) return
    await onApprove(action)
    onClose()
  }
  return (
    <Dialog title={words.changeTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <p class="quiet">{words.proposedWas(actionTitle(proposal.action))}</p>
        <WorthField
          terms={terms}
          text={text}
          onText={setText}
          hint={limitText(proposal.action, proposal.limit)}
        />
        {isAbove && <p class="approval-above">{mayExceed ? words.aboveMay : words.above}</p>}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={!mayApprove}>
            {action === undefined ? words.approve : words.approveAs(actionTitle(action))}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
