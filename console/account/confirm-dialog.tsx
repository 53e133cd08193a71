import { useState } from 'preact/hooks'
import { Dialog } from '../shell/dialog.tsx'
import { t } from '../texts/texts.ts'

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog(props: {
  title: string
  help: string
  action: string
  onConfirm: () => Promise<void>
  onClose: () => void
}) {
  const { title, help, action, onConfirm, onClose } = props
  const [isBusy, setBusy] = useState(false)
  async function confirm(): Promise<void> {
    setBusy(true)
    await onConfirm()
    setBusy(false)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="dialog-body">
        <p>{help}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="button" class="button button-risk" disabled={isBusy} onClick={() => void confirm()}>
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
