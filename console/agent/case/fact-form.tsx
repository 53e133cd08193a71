import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
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
import { nameOf, valueText } from './case-words.ts'

interface FormProps {
  model: ConversationModel
  facts: readonly KnownFact[]
  /** The one to correct; without it one is added. */
  fact?: KnownFact
  onClose: () => void
}

const own = 'own'

/** Corrects a fact or adds one. A fact that is kept as a code is chosen or written as such. */
export function FactForm({ model, facts, fact, onClose }: FormProps) {
  const words = t().case
  const free = factNames.filter((name) => !facts.some((each) => each.name === name && each.value !== null))
  const chosen = useSignal<string>(fact?.name ?? free[0] ?? own)
  const ownName = useSignal('')
  const value = useSignal(fact === undefined || fact.value === null ? '' : editable(fact.name, fact.value))
  const fieldId = useId()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus(), [])
  const name = chosen.value === own ? ownName.value.trim() : chosen.value
  const isReady = name !== '' && value.value.trim() !== ''

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (!isReady) return
    const seen = facts.find((each) => each.name === name)?.seq ?? 0
    if (await model.correctFact(name, value.value.trim(), fact?.seq ?? seen)) onClose()
  }
  return (
    <form
      ref={form}
      class="case-form"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      {fact === undefined && (
        <label class="field">
          <span>{words.addName}</span>
          <select
            class="input"
            value={chosen.value}
            onChange={(event) => {
              chosen.value = event.currentTarget.value
              value.value = ''
            }}
          >
            {free.map((each) => (
              <option key={each} value={each}>
                {nameOf(each)}
              </option>
            ))}
            <option value={own}>{words.otherName}</option>
          </select>
        </label>
      )}
      {chosen.value === own && (
        <label class="field">
          <span>{words.ownName}</span>
          <input
            class="input"
            maxLength={longestName}
            value={ownName.value}
            onInput={(event) => {
              ownName.value = event.currentTarget.value
            }}
          />
        </label>
      )}
      <label class="field" htmlFor={fieldId}>
        <span>{fact === undefined ? words.value : nameOf(fact.name)}</span>
        {chosen.value === 'wish' ? (
          <select
            id={fieldId}
            class="input"
            value={value.value}
            onChange={(event) => {
              value.value = event.currentTarget.value
            }}
          >
            <option value="" disabled />
            {wishes.map((each) => (
              <option key={each} value={each}>
                {valueText('wish', each)}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={fieldId}
            class="input"
            maxLength={longestValue}
            value={value.value}
            onInput={(event) => {
              value.value = event.currentTarget.value
            }}
          />
        )}
      </label>
      <div class="case-form-foot">
        <button type="button" class="button" onClick={onClose}>
          {t().common.cancel}
        </button>
        <button
          type="submit"
          class="button button-primary"
          disabled={!isReady || model.busy.value !== undefined}
        >
          {t().common.save}
        </button>
      </div>
    </form>
  )
}

/** What stands in the field: the words that are shown, except where the field itself has words for a code. */
function editable(name: string, value: FactValue): string {
  return typeof value === 'string' && (name === 'wish' || name === 'date') ? value : valueText(name, value)
}
