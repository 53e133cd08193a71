import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

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
    <div class="field form-field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-help`, 'aria-invalid': problem !== undefined })}
      <small
        id={`${id}-help`}
        class={problem !== undefined ? 'form-problem' : warning !== undefined ? 'form-warning' : undefined}
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
  least?: number | undefined
  most?: number | undefined
  step?: number | 'any' | undefined
  /** `undefined` where the field is empty, not a number where it holds none. */
  onValue: (value: number | undefined) => void
}

/** A figure. What is typed stays as it is typed; the value follows. */
export function NumberField(props: NumberProps) {
  const { label, help, problem, value, unit, least = 0, most, step = 'any', onValue } = props
  const [text, setText] = useState(value === undefined || Number.isNaN(value) ? '' : String(value))
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) => (
        <span class="form-figure">
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
              onValue(event.currentTarget.value === '' ? undefined : event.currentTarget.valueAsNumber)
            }}
          />
          {unit !== undefined && <span aria-hidden="true">{unit}</span>}
        </span>
      )}
    </Field>
  )
}
