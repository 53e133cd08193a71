import { useState } from 'preact/hooks'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

interface RefuseProps {
  title: string
  onRefuse: (comment: string) => Promise<boolean>
  onClose: () => void
}

/** Refuses, with words that the visitor will read where there are any. */
export function RefuseDialog({ title, onRefuse, onClose }: RefuseProps) {
  const [comment, setComment] = useState('')
  const words = t().approvals
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    await onRefuse(comment.trim())
    onClose()
  }
  return (
    <Dialog title={words.refuseTitle(title)} onClose={onClose}>
      <form onSubmit={submit}>
        <label class="field">
          <span>{words.refuseWords}</span>
          <textarea
            class="input"
            rows={3}
            maxLength={500}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
        <p class="quiet">{words.refuseHelp}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary">
            {words.refuse}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
