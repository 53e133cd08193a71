import { useState } from 'preact/hooks'
import { type BlockReason, blockReasons } from '#shared/acts.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { t } from '../../texts/texts.ts'

const day = 24 * 60 * 60_000
/** Milliseconds; without a length it has no end. */
const lengths = { day, week: 7 * day, month: 30 * day - 60_000, ever: undefined } as const
type Length = keyof typeof lengths

interface BlockProps {
  /** The visitor is a customer whom the shop knows. */
  isContact: boolean
  /** May block without an end. */
  isSupervisor: boolean
  onBlock: (reason: BlockReason, until: number | undefined) => Promise<void>
  onClose: () => void
}

/** Keeps a visitor from writing, for a reason and a time. */
export function BlockDialog({ isContact, isSupervisor, onBlock, onClose }: BlockProps) {
  const words = t().wrapUp.block
  const [reason, setReason] = useState<BlockReason>('spam')
  const [length, setLength] = useState<Length>('day')
  const offered = (Object.keys(lengths) as Length[]).filter((each) => each !== 'ever' || isSupervisor)
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    const lasts = lengths[length]
    await onBlock(reason, lasts === undefined ? undefined : Date.now() + lasts)
    onClose()
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset class="wrap-up-field">
          <legend>{words.reason}</legend>
          <div class="pills">
            {blockReasons.map((each) => (
              <label key={each} class="pill">
                <input
                  type="radio"
                  name="reason"
                  checked={each === reason}
                  onChange={() => setReason(each)}
                />
                <span>{words.reasons[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset class="wrap-up-field">
          <legend>{words.until}</legend>
          <div class="pills">
            {offered.map((each) => (
              <label key={each} class="pill">
                <input
                  type="radio"
                  name="length"
                  checked={each === length}
                  onChange={() => setLength(each)}
                />
                <span>{words.lengths[each]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        {isContact && <p>{words.contact}</p>}
        <p class="quiet">{words.help}</p>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-risk">
            {words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
