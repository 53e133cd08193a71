import type { ComponentChildren, ComponentProps } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'

interface FormProps {
  model: ConversationModel
  isReady: boolean
  submitLabel: string
  /** Answers whether it was done; only then the form closes. */
  onSubmit: () => Promise<boolean>
  onClose: () => void
  children: ComponentChildren
}

/** A form inside the panel: its first field has the focus, Escape closes it. */
export function CaseForm({ model, isReady, submitLabel, onSubmit, onClose, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus(), [])

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (isReady && (await onSubmit())) onClose()
  }
  return (
    <form
      ref={form}
      class="case-form"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        // An input method closes its own suggestions first.
        if (event.key !== 'Escape' || event.isComposing) return
        event.stopPropagation()
        onClose()
      }}
    >
      {children}
      <div class="case-form-foot">
        <button type="button" class="button" onClick={onClose}>
          {t().common.cancel}
        </button>
        <button
          type="submit"
          class="button button-primary"
          disabled={!isReady || model.busy.value !== undefined}
        >
          {submitLabel}
        </button>
      </div>
    </form>
  )
}

interface OpenerProps extends ComponentProps<'button'> {
  /** The form that this button opened has just been closed: whoever works by keyboard goes on from here. */
  isBack: boolean
}

/** The button in whose place a form opens. */
export function FormOpener({ isBack, ...props }: OpenerProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isBack) button.current?.focus()
  }, [])
  return <button {...props} ref={button} type="button" />
}

interface InputProps {
  label: string
  value: { value: string }
  type?: 'text' | 'date' | 'datetime-local'
  maxLength?: number
}

export function InputField({ label, value, type = 'text', maxLength }: InputProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        type={type}
        maxLength={maxLength}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value
        }}
      />
    </label>
  )
}

interface SelectProps {
  label: string
  value: string
  options: readonly { value: string; text: string }[]
  onChange: (value: string) => void
}

/** Where nothing is chosen yet, nothing seems to be. */
export function SelectField({ label, value, options, onChange }: SelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {value === '' && <option value="" disabled />}
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.text}
          </option>
        ))}
      </select>
    </label>
  )
}
