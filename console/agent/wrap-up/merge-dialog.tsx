import { useEffect, useRef, useState } from 'preact/hooks'
import type { DeskSnapshot, InboxRow } from '#shared/protocol.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { weekdayTime } from '../../shell/format.ts'
import { Banner, Skeleton } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'

interface MergeProps {
  snapshot: DeskSnapshot
  duplicates: () => Promise<Result<{ conversations: InboxRow[] }>>
  onMerge: (other: InboxRow) => Promise<void>
  onClose: () => void
}

/** Makes one conversation of this one and another that is open of the same visitor. */
export function MergeDialog({ snapshot, duplicates, onMerge, onClose }: MergeProps) {
  const words = t().wrapUp.merge
  const [rows, setRows] = useState<InboxRow[] | undefined>(undefined)
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [chosen, setChosen] = useState<InboxRow | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const submitButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    void duplicates().then((result) => {
      if (!result.ok) return setFailure(result)
      setRows(result.conversations)
      setChosen(result.conversations[0])
    })
  }, [])
  // With one to merge with, one more key is enough.
  useEffect(() => submitButton.current?.focus(), [chosen === undefined])
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (chosen === undefined || isBusy) return
    setBusy(true)
    await onMerge(chosen)
    onClose()
  }
  const isOlder = chosen !== undefined && snapshot.createdAt < chosen.createdAt
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={submit}>
        {failure !== undefined && <Banner tone="risk">{failureText(failure)}</Banner>}
        {rows === undefined && failure === undefined && <Skeleton rows={2} />}
        {rows?.length === 0 && <p>{words.none}</p>}
        <div class="choices">
          {rows?.map((row) => (
            <label key={row.id} class="choice">
              <input type="radio" name="other" checked={chosen === row} onChange={() => setChosen(row)} />
              <span>
                <strong>{stateOf(row)}</strong>
                <span class="act-preview" lang={row.language}>
                  {row.preview}
                </span>
                <small>{words.started(weekdayTime(row.createdAt))}</small>
              </span>
            </label>
          ))}
        </div>
        {chosen !== undefined && <p>{isOlder ? words.thisOlder : words.thisYounger}</p>}
        {rows?.length !== 0 && <p class="quiet">{words.help}</p>}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button
            ref={submitButton}
            type="submit"
            class="button button-primary"
            disabled={chosen === undefined || isBusy}
          >
            {words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function stateOf(row: InboxRow): string {
  const words = t().agent
  return row.status === 'assigned' ? words.assignedTo(row.assignee?.name ?? '') : words.states[row.status]
}
