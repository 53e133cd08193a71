import { useSignal } from '@preact/signals'
import {
  type FactValue,
  factNames,
  type KnownFact,
  longestName,
  longestValue,
  wishes,
} from '#shared/case/known-fact.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { CaseForm, InputField, SelectField } from './case-form.tsx'
import { nameOf, valueText } from './case-words.ts'

interface FormProps {
  model: ConversationModel
  facts: readonly KnownFact[]
  /** The one to correct; without it one is added. */
  fact?: KnownFact
  onClose: () => void
}

const own = 'own'
const isDay = /^(?:\d{4}-\d\d-\d\d)?$/

/** Corrects a fact or adds one. A fact that is kept as a code is chosen, or written as people write it. */
export function FactForm({ model, facts, fact, onClose }: FormProps) {
  const words = t().case
  const free = factNames.filter((name) => !facts.some((each) => each.name === name && each.value !== null))
  const chosen = useSignal<string>(fact?.name ?? free[0] ?? own)
  const ownName = useSignal('')
  const value = useSignal(fact === undefined || fact.value === null ? '' : editable(fact.name, fact.value))
  const wasDay = useSignal(isDay.test(value.value))
  const name = chosen.value === own ? ownName.value.trim() : chosen.value
  const label = fact === undefined ? words.value : nameOf(fact.name)

  function submit(): Promise<boolean> {
    const seen = fact?.seq ?? facts.find((each) => each.name === name)?.seq ?? 0
    return model.correctFact(name, value.value.trim(), seen)
  }
  return (
    <CaseForm
      model={model}
      isReady={name !== '' && value.value.trim() !== ''}
      submitLabel={t().common.save}
      onSubmit={submit}
      onClose={onClose}
    >
      {fact === undefined && (
        <SelectField
          label={words.addName}
          value={chosen.value}
          options={[
            ...free.map((each) => ({ value: each, text: nameOf(each) })),
            { value: own, text: words.otherName },
          ]}
          onChange={(name) => {
            chosen.value = name
            value.value = ''
          }}
        />
      )}
      {chosen.value === own && <InputField label={words.ownName} value={ownName} maxLength={longestName} />}
      {chosen.value === 'wish' ? (
        <SelectField
          label={label}
          value={value.value}
          options={wishes.map((each) => ({ value: each, text: valueText('wish', each) }))}
          onChange={(wish) => {
            value.value = wish
          }}
        />
      ) : (
        <InputField
          label={label}
          value={value}
          type={chosen.value === 'date' && wasDay.value ? 'date' : 'text'}
          maxLength={longestValue}
        />
      )}
    </CaseForm>
  )
}

/** What stands in the field: the words that are shown, except where the field itself has words for a code. */
function editable(name: string, value: FactValue): string {
  return typeof value === 'string' && (name === 'wish' || name === 'date') ? value : valueText(name, value)
}
