import { useState } from 'preact/hooks'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

interface MakeProps {
  onMake: (note: string) => Promise<void>
  onClose: () => void
}

export function MakeReleaseDialog({ onMake, onClose }: MakeProps) {
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const words = t().releases
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    await onMake(note)
    onClose()
  }
  return (
    <Dialog title={words.make} onClose={onClose}>
      <form onSubmit={submit}>
        <p class="quiet">{words.makeHelp}</p>
        <label class="field">
          <span>{words.note}</span>
          <input
            class="input"
            maxLength={500}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {words.make}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface RollbackProps {
  number: number
  live: number
  onRollback: () => Promise<unknown>
  onClose: () => void
}

export function RollbackDialog({ number, live, onRollback, onClose }: RollbackProps) {
  const words = t().releases
  async function run(): Promise<void> {
    await onRollback()
    onClose()
  }
  return (
    <Dialog title={words.rollbackTitle(number)} onClose={onClose}>
      <div class="dialog-body">
        <p>{words.rollbackHelp(live)}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="button" class="button button-risk" onClick={() => void run()}>
            {words.rollbackRun}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
