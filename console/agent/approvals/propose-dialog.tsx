import { useState } from 'preact/hooks'
import type { ShopAction } from '#shared/action.ts'
import type { FailureResult } from '#shared/result.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { failureText, t } from '../../texts/texts.ts'
import { currencies } from './currencies.ts'
import type { Terms } from './proposals.ts'
import { WorthField, worthFrom } from './worth-field.tsx'

export interface OwnProposal {
  action: ShopAction
  order: { number: string; email: string }
  why: string
}

interface ProposeProps {
  order: { number: string; email: string } | undefined
  /** Answers why not, where it was not taken. */
  onPropose: (proposal: OwnProposal) => Promise<FailureResult | undefined>
  onClose: () => void
}

const kinds = ['coupon-share', 'coupon-amount', 'refund'] as const
type Kind = (typeof kinds)[number]

/** A coupon or a refund that an agent proposes; within their limits it is done at once. */
export function ProposeDialog({ order, onPropose, onClose }: ProposeProps) {
  const words = t().approvals
  const [kind, setKind] = useState<Kind>('coupon-share')
  const [text, setText] = useState('')
  const [currency, setCurrency] = useState<string>(currencies[0])
  const [number, setNumber] = useState(order?.number ?? '')
  const [email, setEmail] = useState(order?.email ?? '')
  const [why, setWhy] = useState('')
  const [failure, setFailure] = useState<FailureResult | undefined>(undefined)
  const [isBusy, setBusy] = useState(false)
  const terms: Terms = kind === 'coupon-share' ? { percent: 1 } : { amount: 1, currency }
  const worth = worthFrom(text, terms)
  const isReady = worth !== undefined && [number, email, why].every((each) => each.trim() !== '')

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (worth === undefined || !isReady) return
    const proved = { number: number.trim().toUpperCase(), email: email.trim() }
    const reason = why.trim()
    const action = actionFrom(kind, worth, proved.number, reason)
    setBusy(true)
    const refusal = await onPropose({ action, order: proved, why: reason })
    setBusy(false)
    setFailure(refusal)
    if (refusal === undefined) onClose()
  }

  return (
    <Dialog title={words.proposeTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <div class="choices">
          {kinds.map((each) => (
            <label key={each} class="choice">
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              <span>{words.kinds[each]}</span>
            </label>
          ))}
        </div>
        <div class="approval-pair">
          <WorthField terms={terms} text={text} onText={setText} />
          {kind !== 'coupon-share' && (
            <label class="field">
              <span>{words.currency}</span>
              <select
                class="input"
                value={currency}
                onChange={(event) => setCurrency(event.currentTarget.value)}
              >
                {currencies.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
          )}
        </div>
        <div class="approval-pair">
          <Field label={words.order} value={number} onValue={setNumber} />
          <Field label={words.email} value={email} onValue={setEmail} />
        </div>
        <p class="quiet">{words.proofHelp}</p>
        <Field label={words.why} value={why} onValue={setWhy} />
        <p class="quiet">{words.proposeHelp}</p>
        {failure !== undefined && <Banner tone="risk">{whyNot(failure)}</Banner>}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t().common.cancel}
          </button>
          <button type="submit" class="button button-primary" disabled={!isReady || isBusy}>
            {words.propose}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function whyNot(failure: FailureResult): string {
  const words = t().approvals
  if (failure.error === 'not-found') return words.unknownOrder
  return failure.error === 'conflict' ? words.alreadyOpen : failureText(failure)
}

function Field({
  label,
  value,
  onValue,
}: {
  label: string
  value: string
  onValue: (value: string) => void
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        maxLength={200}
        autocomplete="off"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  )
}

function actionFrom(kind: Kind, worth: Terms, number: string, reason: string): ShopAction {
  if ('percent' in worth) return { tool: 'coupon', percent: worth.percent, reason }
  if (kind === 'refund') return { tool: 'refund', number, amount: worth, reason }
  return { tool: 'coupon', amount: worth, reason }
}
