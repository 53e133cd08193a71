import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Result } from '#shared/result.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'

/**
 * Runs a change and closes the dialog where it was made. `conflictText` says whose newer state is in the way, where there
 * is one.
 */
export function useToolChange(onClose: () => void, conflictText: () => string | undefined) {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  async function run(change: () => Promise<Result<object>>): Promise<void> {
    setBusy(true)
    const result = await change()
    setBusy(false)
    if (result.ok) return onClose()
    const conflict = result.error === 'conflict' ? conflictText() : undefined
    setProblem(conflict ?? failureText(result))
  }
  return { isBusy, problem, run }
}

interface RemoveProps {
  title: string
  help: string
  isBusy: boolean
  problem: string | undefined
  onRemove: () => void
  onBack: () => void
  onClose: () => void
  /** What is removed. */
  children: ComponentChildren
}

/** Asks once more before something prepared is gone. */
export function RemoveDialog(props: RemoveProps) {
  const { title, help, isBusy, problem, onRemove, onBack, onClose, children } = props
  return (
    <Dialog key="remove" title={title} onClose={onClose}>
      <div class="dialog-body">
        <p>{children}</p>
        <p class="quiet">{help}</p>
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onBack}>
            {t().common.cancel}
          </button>
          <button type="button" class="button button-risk" disabled={isBusy} onClick={onRemove}>
            {t().tools.replies.remove}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

/** Who has it: everybody, or only whoever makes it. */
export function ScopeChoice({
  isShared,
  onShare,
}: {
  isShared: boolean
  onShare: (shared: boolean) => void
}) {
  const words = t().tools.replies
  return (
    <fieldset class="reply-scope">
      <legend>{words.forWhom}</legend>
      {([true, false] as const).map((shared) => (
        <label key={String(shared)}>
          <input type="radio" name="scope" checked={isShared === shared} onChange={() => onShare(shared)} />
          {shared ? words.forAll : words.forMe}
        </label>
      ))}
    </fieldset>
  )
}

interface FootProps {
  isReadOnly: boolean
  isDisabled: boolean
  onRemove: (() => void) | undefined
  onClose: () => void
}

/** The buttons under what is edited. */
export function ToolFoot({ isReadOnly, isDisabled, onRemove, onClose }: FootProps) {
  return (
    <div class="dialog-foot">
      {onRemove !== undefined && !isReadOnly && (
        <button type="button" class="button button-risk foot-first" onClick={onRemove}>
          {t().tools.replies.remove}
        </button>
      )}
      <button type="button" class="button" onClick={onClose}>
        {isReadOnly ? t().common.close : t().common.cancel}
      </button>
      {!isReadOnly && (
        <button type="submit" class="button button-primary" disabled={isDisabled}>
          {t().common.save}
        </button>
      )}
    </div>
  )
}
