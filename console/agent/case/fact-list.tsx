import { useSignal } from '@preact/signals'
import { Pencil, Plus, X } from 'lucide-preact'
import type { KnownFact } from '#shared/case/known-fact.ts'
import { dateTime, number } from '../../shell/format.ts'
import { Badge, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { FormOpener } from './case-form.tsx'
import { nameOf, sourceText, valueText } from './case-words.ts'
import { FactForm } from './fact-form.tsx'

interface FactsProps {
  model: ConversationModel
  facts: readonly KnownFact[]
}

const tones: Record<KnownFact['source'], Tone> = {
  visitor: 'plain',
  verified: 'person',
  'order-system': 'assistant',
  agent: 'accent',
}

/** What is known, each with where it comes from; a click corrects it, and the correction holds. */
export function FactList({ model, facts }: FactsProps) {
  const editing = useSignal<string | undefined>(undefined)
  const closed = useSignal<string | undefined>(undefined)
  const words = t().case
  const shown = facts.filter(({ value }) => value !== null)
  function close(): void {
    closed.value = editing.value
    editing.value = undefined
  }
  return (
    <>
      {shown.length === 0 && editing.value === undefined && <p class="quiet">{words.empty}</p>}
      {shown.length > 0 && (
        <ul class="case-facts">
          {shown.map((fact) =>
            editing.value === fact.name ? (
              <li key={fact.name}>
                <FactForm model={model} facts={facts} fact={fact} onClose={close} />
              </li>
            ) : (
              <FactRow
                key={fact.name}
                model={model}
                fact={fact}
                isBack={closed.value === fact.name}
                onEdit={() => (editing.value = fact.name)}
              />
            ),
          )}
        </ul>
      )}
      {editing.value === '' ? (
        <FactForm model={model} facts={facts} onClose={close} />
      ) : (
        <FormOpener class="link case-add" isBack={closed.value === ''} onClick={() => (editing.value = '')}>
          <Plus size={14} /> {words.add}
        </FormOpener>
      )}
    </>
  )
}

interface RowProps {
  model: ConversationModel
  fact: KnownFact
  isBack: boolean
  onEdit: () => void
}

function FactRow({ model, fact, isBack, onEdit }: RowProps) {
  const words = t().case
  const name = nameOf(fact.name)
  const { value, others } = fact
  if (value === null) return null
  return (
    <li class="case-fact">
      <span class="case-name">{name}</span>
      <span class="case-value">{valueText(fact.name, value)}</span>
      <span class="case-source" title={dateTime(fact.at)}>
        <Badge tone={tones[fact.source]}>{sourceText(fact)}</Badge>
        {others.length > 0 && (
          <details class="case-others">
            <summary title={words.othersHelp}>{words.others(number(others.length))}</summary>
            <ul>
              {others.map((each) => (
                <li key={each.seq}>
                  {valueText(fact.name, each.value)} <small>{sourceText(each)}</small>
                </li>
              ))}
            </ul>
          </details>
        )}
      </span>
      <span class="case-tools">
        <FormOpener class="icon-button" aria-label={words.edit(name)} isBack={isBack} onClick={onEdit}>
          <Pencil size={14} />
        </FormOpener>
        <button
          type="button"
          class="icon-button"
          aria-label={words.remove(name)}
          disabled={model.busy.value !== undefined}
          onClick={() => void model.correctFact(fact.name, '', fact.seq)}
        >
          <X size={14} />
        </button>
      </span>
    </li>
  )
}
