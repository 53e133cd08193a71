import { t } from '../../texts/texts.ts'
import type { ActsModel, Undo } from './acts-model.ts'

/** Says what was done last, and takes it back; it lies over the log, so that nothing moves for it. */
export function UndoToast({ acts }: { acts: ActsModel }) {
  const undo = acts.undo.value
  if (undo === undefined) return null
  return (
    <div class="notice">
      <div class="banner banner-person undo-toast" role="status">
        <span>{said(undo)}</span>
        <button type="button" class="link" onClick={() => void acts.undoLast()}>
          {t().wrapUp.undo.undo} <kbd>u</kbd>
        </button>
      </div>
    </div>
  )
}

function said({ kind, of }: Undo): string {
  const words = t().wrapUp.undo
  return kind === 'blocked' ? words.blocked : words[kind](of)
}
