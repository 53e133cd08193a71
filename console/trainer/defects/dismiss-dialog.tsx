import { useState } from 'preact/hooks'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

interface DismissProps {
  onDismiss: (reason: string) => Promise<boolean>
  onClose: () => void
}

/** Closes a defect with a name and a reason (invariant 20). */
export function DismissDialog({ onDismiss, onClose }: DismissProps) {
  const [reason, setReason] = useState('')
  const words = t().defects
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    await onDismiss(reason.trim())
    onClose()
  }
  return (
    <Dialog title={words.dismissTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <p class="quiet">{words.dismissHelp}</p>
        <label class="field">
          <span>{words.dismissReason}</span>
          <textarea
            class="input"
            rows={3}
            maxLength={1_000}
            required
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={reason.trim().length < 3}>
            {words.dismiss}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
