import { useState } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { Field } from '../fields.tsx'

interface PasswordFieldProps {
  label: string
  value: string
  onValue: (value: string) => void
  problem?: string | undefined
  help?: string | undefined
  /** For password managers: one that is there, or a new one. */
  kind: 'current-password' | 'new-password'
  autofocus?: boolean
}

/** A password, which one may look at while typing it. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, value, onValue, problem, help, kind, autofocus = false } = props
  const words = t().people.choose
  const [isShown, setShown] = useState(false)
  return (
    <Field label={label} help={help} problem={problem}>
      {(control) => (
        <span class="password">
          <input
            {...control}
            class="input"
            type={isShown ? 'text' : 'password'}
            name={kind}
            autocomplete={kind}
            autocapitalize="off"
            spellcheck={false}
            maxLength={400}
            autofocus={autofocus}
            required
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          <button type="button" class="link" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? words.hide : words.show}
          </button>
        </span>
      )}
    </Field>
  )
}
