import './visitor-data.css'
import { useSignal } from '@preact/signals'
import type { FailureResult } from '#shared/result.ts'
import { useDesk, usePermission } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { visitorName } from '../../shell/format.ts'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'

interface Props {
  visitor: { id: string; name?: string | undefined }
}

/** Everything that is kept of a visitor: handed out as a file, or erased. Only for who may. */
export function VisitorData({ visitor }: Props) {
  const isAllowed = usePermission('visitor-data')
  const { rest } = useDesk()
  const failure = useSignal<FailureResult | undefined>(undefined)
  const isExporting = useSignal(false)
  const isAsking = useSignal(false)
  const words = t().visitorData
  if (!isAllowed) return null

  async function hand(): Promise<void> {
    isExporting.value = true
    const result = await rest.exportVisitor(visitor.id)
    isExporting.value = false
    failure.value = result.ok ? undefined : result
    if (!result.ok) return
    const { ok: _, ...kept } = result
    save(`visitor-${visitor.id}.json`, JSON.stringify(kept, undefined, 2))
  }

  return (
    <>
      <div class="visitor-data">
        <button
          type="button"
          class="button"
          title={words.exportHelp}
          disabled={isExporting.value}
          onClick={hand}
        >
          {isExporting.value ? words.exporting : words.export}
        </button>
        <button type="button" class="button button-risk" onClick={() => (isAsking.value = true)}>
          {words.erase}
        </button>
      </div>
      {failure.value !== undefined && <Banner tone="risk">{failureText(failure.value)}</Banner>}
      {isAsking.value && <EraseDialog visitor={visitor} onClose={() => (isAsking.value = false)} />}
    </>
  )
}

/** Names who is about to be erased. Once it is done the conversation itself is gone, and the desk says so. */
function EraseDialog({ visitor, onClose }: Props & { onClose: () => void }) {
  const { rest } = useDesk()
  const failure = useSignal<FailureResult | undefined>(undefined)
  const isErasing = useSignal(false)
  const words = t().visitorData
  const name = visitorName(visitor)

  async function erase(): Promise<void> {
    isErasing.value = true
    const result = await rest.eraseVisitor(visitor.id)
    isErasing.value = false
    failure.value = result.ok ? undefined : result
    if (result.ok) onClose()
  }

  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <div class="erase-words">
        <p>{words.explain(name)}</p>
        <p>{words.stays}</p>
      </div>
      {failure.value !== undefined && (
        <Banner tone="risk">
          {failureText(failure.value)} {failure.value.error === 'conflict' && failure.value.message}
        </Banner>
      )}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t().common.cancel}
        </button>
        <button type="button" class="button button-risk" disabled={isErasing.value} onClick={erase}>
          {isErasing.value ? words.erasing : words.confirm(name)}
        </button>
      </div>
    </Dialog>
  )
}

/** Made here, so that no address of the file ever exists. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  // Some browsers begin to read it only after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
