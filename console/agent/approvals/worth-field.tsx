import { t } from '../../texts/texts.ts'
import { hundredths, type Terms } from './proposals.ts'

interface WorthProps {
  terms: Terms
  text: string
  onText: (text: string) => void
  hint?: string | undefined
}

/** How much: a share of the price or an amount, as somebody types it. */
export function WorthField({ terms, text, onText, hint }: WorthProps) {
  const words = t().approvals
  return (
    <label class="field">
      <span>{'percent' in terms ? words.share : words.amount(terms.currency)}</span>
      <input
        class="input"
        inputMode="decimal"
        autocomplete="off"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {hint !== undefined && <small class="quiet">{hint}</small>}
    </label>
  )
}

export function termsText(terms: Terms): string {
  return 'percent' in terms ? String(terms.percent) : (terms.amount / 100).toFixed(2)
}

/** What was typed, in the kind of `terms`; `undefined` where it is none. */
export function worthFrom(text: string, terms: Terms): Terms | undefined {
  if (!('percent' in terms)) {
    const amount = hundredths(text)
    return amount === undefined ? undefined : { amount, currency: terms.currency }
  }
  const share = Number(text.trim().replace(',', '.'))
  return share >= 1 && share <= 100 ? { percent: share } : undefined
}
