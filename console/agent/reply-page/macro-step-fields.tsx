import { useEffect } from 'preact/hooks'
import { handPriorities } from '#shared/acts.ts'
import { languages } from '#shared/knowledge.ts'
import { type MacroStep, macroBounds } from '#shared/macro.ts'
import { causes, endings } from '#shared/wrap-up.ts'
import { useDesk } from '../../shell/desk-context.ts'
import { t } from '../../texts/texts.ts'
import { ReplyTextField } from './reply-text-field.tsx'

/** A step as it begins. */
export function newStep(act: MacroStep['do']): MacroStep {
  switch (act) {
    case 'reply':
      return { do: act, texts: {} }
    case 'note':
      return { do: act, text: '' }
    case 'tag':
      return { do: act, tags: [] }
    case 'priority':
      return { do: act, level: 'high' }
    case 'snooze':
      return { do: act, hours: 24 }
    case 'transfer':
      return { do: act, personId: '' }
    case 'hand-back':
      return { do: act }
    case 'resolve':
      return { do: act, outcome: 'solved' }
  }
}

/** Whether a step says all that it needs. */
export function isWritten(step: MacroStep): boolean {
  switch (step.do) {
    case 'reply':
      return languages.some((language) => (step.texts[language] ?? '').trim() !== '')
    case 'note':
      return step.text.trim() !== ''
    case 'tag':
      return step.tags.length > 0
    case 'transfer':
      return step.personId !== ''
    case 'snooze':
      return Number.isInteger(step.hours) && step.hours >= 1 && step.hours <= macroBounds.snoozeHours
    default:
      return true
  }
}

/** A text that was emptied is none. */
export function withoutBlanks(step: MacroStep): MacroStep {
  if (step.do !== 'reply') return step
  const { en = '', zh = '' } = step.texts
  return { ...step, texts: { ...(en.trim() !== '' && { en }), ...(zh.trim() !== '' && { zh }) } }
}

interface FieldsProps {
  step: MacroStep
  place: number
  isReadOnly: boolean
  onChange: (step: MacroStep) => void
}

/** What one step needs to know. */
export function StepFields({ step, place, isReadOnly, onChange }: FieldsProps) {
  const words = t().tools.macros
  const { priority, endings: endingWords, causes: causeWords, outcome, cause } = t().wrapUp
  switch (step.do) {
    case 'reply':
      return (
        <>
          {languages.map((language) => (
            <ReplyTextField
              key={language}
              name={`macro-${place}`}
              language={language}
              value={step.texts[language] ?? ''}
              isReadOnly={isReadOnly}
              onWrite={(text) => onChange({ ...step, texts: { ...step.texts, [language]: text } })}
            />
          ))}
        </>
      )
    case 'note':
      return (
        <textarea
          class="input"
          rows={2}
          aria-label={words.acts.note}
          maxLength={macroBounds.note}
          readOnly={isReadOnly}
          value={step.text}
          onInput={(event) => onChange({ ...step, text: event.currentTarget.value })}
        />
      )
    case 'tag':
      return <TagChoice step={step} isReadOnly={isReadOnly} onChange={onChange} />
    case 'priority':
      return (
        <Choice
          label={words.acts.priority}
          value={step.level}
          isReadOnly={isReadOnly}
          options={handPriorities.map((level) => ({ value: level, label: priority.levels[level] }))}
          onChoose={(level) => onChange({ ...step, level })}
        />
      )
    case 'snooze':
      return (
        <input
          class="input"
          type="number"
          aria-label={words.hours}
          min={1}
          max={macroBounds.snoozeHours}
          readOnly={isReadOnly}
          value={step.hours}
          onInput={(event) => onChange({ ...step, hours: Number(event.currentTarget.value) })}
        />
      )
    case 'transfer':
      return <PersonChoice step={step} isReadOnly={isReadOnly} onChange={onChange} />
    case 'hand-back':
      return null
    case 'resolve':
      return (
        <>
          <Choice
            label={outcome}
            value={step.outcome}
            isReadOnly={isReadOnly}
            options={endings.map((ending) => ({ value: ending, label: endingWords[ending] }))}
            onChoose={(chosen) => onChange({ ...step, outcome: chosen })}
          />
          <Choice
            label={cause}
            value={step.cause ?? ''}
            isReadOnly={isReadOnly}
            options={[
              { value: '' as const, label: words.anyCause },
              ...causes.map((each) => ({ value: each, label: causeWords[each] })),
            ]}
            onChoose={(chosen) => onChange({ ...step, cause: chosen === '' ? undefined : chosen })}
          />
        </>
      )
  }
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  isReadOnly: boolean
  options: readonly { value: Value; label: string }[]
  onChoose: (value: Value) => void
}

function Choice<Value extends string>({ label, value, isReadOnly, options, onChoose }: ChoiceProps<Value>) {
  return (
    <select
      class="input"
      aria-label={label}
      disabled={isReadOnly}
      value={value}
      onChange={(event) => {
        const chosen = options.find((each) => each.value === event.currentTarget.value)
        if (chosen !== undefined) onChoose(chosen.value)
      }}
    >
      {options.map((each) => (
        <option key={each.value} value={each.value}>
          {each.label}
        </option>
      ))}
    </select>
  )
}

interface StepChoiceProps<Act extends MacroStep['do']> {
  step: Extract<MacroStep, { do: Act }>
  isReadOnly: boolean
  onChange: (step: MacroStep) => void
}

function TagChoice({ step, isReadOnly, onChange }: StepChoiceProps<'tag'>) {
  const { tags } = useDesk().tools
  const words = t().tools.macros
  useEffect(() => {
    void tags.load()
  }, [tags])
  const offered = tags.offered.value
  if (offered.length === 0) return <small class="quiet">{words.noTags}</small>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's own fields
    <div class="macro-tags" role="group" aria-label={words.chooseTag}>
      {offered.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            disabled={isReadOnly}
            checked={step.tags.includes(id)}
            onChange={(event) => {
              const rest = step.tags.filter((each) => each !== id)
              onChange({ ...step, tags: event.currentTarget.checked ? [...rest, id] : rest })
            }}
          />
          {name}
        </label>
      ))}
    </div>
  )
}

function PersonChoice({ step, isReadOnly, onChange }: StepChoiceProps<'transfer'>) {
  const { people } = useDesk().tools
  const words = t().tools.macros
  return (
    <Choice
      label={words.person}
      value={step.personId}
      isReadOnly={isReadOnly}
      options={[
        { value: '', label: words.nobody },
        ...people.people.value.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChoose={(personId) => onChange({ ...step, personId })}
    />
  )
}
