import { useState } from 'preact/hooks'
import { type DefectKind, defectKinds } from '#shared/defect.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

interface FlagProps {
  onFlag: (kind: DefectKind, comment: string) => Promise<boolean>
  onClose: () => void
}

/** Reports an answer of the assistant as a defect. */
export function FlagDialog({ onFlag, onClose }: FlagProps) {
  const [kind, setKind] = useState<DefectKind>('wrong')
  const [comment, setComment] = useState('')
  const words = t().agent
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    await onFlag(kind, comment)
    onClose()
  }
  return (
    <Dialog title={words.flagTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <div class="choices">
          {defectKinds.map((each) => (
            <label key={each} class="choice">
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              <span>
                <strong>{t().kinds[each]}</strong>
                <small>{t().kindHelp[each]}</small>
              </span>
            </label>
          ))}
        </div>
        <label class="field">
          <span>{words.flagComment}</span>
          <textarea
            class="input"
            rows={3}
            maxLength={2_000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary">
            {words.flagSubmit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
