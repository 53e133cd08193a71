import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { Money } from '#shared/responsibility.ts'
import { t } from '../../texts/texts.ts'

interface FieldProps {
  label: string
  help?: string | undefined
  problem?: string | undefined
  /** What looks like a slip of the pen and may be meant. */
  warning?: string | undefined
  /** Draws the control, which names what describes it. */
  children: (control: {
    id: string
    'aria-describedby': string
    'aria-invalid': boolean
  }) => ComponentChildren
}

/** A control with its label, what is wrong with it, and otherwise its help. */
export function Field({ label, help, problem, warning, children }: FieldProps) {
  const id = useId()
  return (
    <div class="field rule-field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-help`, 'aria-invalid': problem !== undefined })}
      <small
        id={`${id}-help`}
        class={problem !== undefined ? 'rule-problem' : warning !== undefined ? 'rule-warning' : undefined}
        aria-live="polite"
      >
        {problem ?? warning ?? help}
      </small>
    </div>
  )
}

interface NumberProps {
  label: string
  help?: string | undefined
  problem?: string | undefined
  /** As it is shown; absent where the field is empty. */
  value: number | undefined
  unit?: string | undefined
  least: number
  most?: number | undefined
  step: number | 'any'
  /** Not a number where the field is empty or holds none. */
  onValue: (value: number) => void
}

/** A figure. What is typed stays as it is typed; the value follows. */
export function NumberField({ label, help, problem, value, unit, least, most, step, onValue }: NumberProps) {
  const [text, setText] = useState(value === undefined || Number.isNaN(value) ? '' : String(value))
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) => (
        <span class="rule-figure">
          <input
            {...control}
            class="input"
            type="number"
            inputMode="decimal"
            min={least}
            max={most}
            step={step}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value)
              onValue(event.currentTarget.valueAsNumber)
            }}
          />
          {unit !== undefined && <span aria-hidden="true">{unit}</span>}
        </span>
      )}
    </Field>
  )
}

/** A share of 1 as a percentage. */
export function ShareField(props: Pick<NumberProps, 'label' | 'help' | 'problem'> & ShareValue) {
  const { value, onValue, ...rest } = props
  return (
    <NumberField
      {...rest}
      unit="%"
      least={0}
      most={100}
      step="any"
      value={Math.round(value * 1_000) / 10}
      onValue={(percent) => onValue(Math.round(percent * 10) / 1_000)}
    />
  )
}

interface ShareValue {
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
        least={0}
        step="any"
        onValue={(amount) =>
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
