import { useState } from 'preact/hooks'
import type { Money } from '#shared/responsibility.ts'
import { Field, NumberField } from '../../shell/fields.tsx'
import { t } from '../../texts/texts.ts'

/** A share of 1 as a percentage. */
export function ShareField(props: ShareProps) {
  const { value, onValue, ...rest } = props
  return (
    <NumberField
      {...rest}
      unit="%"
      most={100}
      value={Math.round(value * 1_000) / 10}
      onValue={(percent = Number.NaN) => onValue(Math.round(percent * 10) / 1_000)}
    />
  )
}

interface ShareProps {
  label: string
  help?: string | undefined
  problem?: string | undefined
  value: number
  onValue: (value: number) => void
}

interface MoneyProps {
  label: string
  help?: string | undefined
  problem?: string | undefined
  value: Money | undefined
  /** The currency where none is named yet. */
  currency: string
  onValue: (value: Money | undefined) => void
}

/** An amount with its currency; none where the amount is empty. */
export function MoneyField({ label, help, problem, value, currency, onValue }: MoneyProps) {
  const code = value?.currency ?? currency
  const [typed, setTyped] = useState(code)
  return (
    <div class="rule-money">
      <NumberField
        label={label}
        help={help}
        problem={problem}
        value={value && value.amount / 100}
        onValue={(amount = Number.NaN) =>
          onValue(Number.isNaN(amount) ? undefined : { amount: Math.round(amount * 100), currency: typed })
        }
      />
      <Field label={t().responsibilities.fields.currency}>
        {(control) => (
          <input
            {...control}
            class="input"
            maxLength={3}
            autocomplete="off"
            value={typed}
            onInput={(event) => {
              const next = event.currentTarget.value.toUpperCase()
              setTyped(next)
              if (value) onValue({ ...value, currency: next })
            }}
          />
        )}
      </Field>
    </div>
  )
}
