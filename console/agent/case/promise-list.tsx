import { useSignal } from '@preact/signals'
import { Check, Plus, X } from 'lucide-preact'
import { type CasePromise, longestPromise } from '#shared/case/promise.ts'
import { inputTime, now, weekdayTime } from '../../shell/format.ts'
import { Badge, type Tone } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { CaseForm, FormOpener, InputField } from './case-form.tsx'
import { promiseText } from './case-words.ts'

interface PromisesProps {
  model: ConversationModel
  promises: readonly CasePromise[]
}

/** A promise written by hand is proposed for this long from now, in milliseconds. */
const usual = 24 * 60 * 60_000

/** What was promised, with its time; a person says that it was kept, or adds one. */
export function PromiseList({ model, promises }: PromisesProps) {
  const isAdding = useSignal(false)
  const isBack = useSignal(false)
  const words = t().case
  const shown = promises.filter(({ state }) => state !== 'suggested' && state !== 'dropped')
  return (
    <div class="case-part">
      <h4>{words.promises}</h4>
      {shown.length > 0 && (
        <ul class="case-promises">
          {shown.map((promise) => (
            <PromiseRow key={promise.id} model={model} promise={promise} />
          ))}
        </ul>
      )}
      {isAdding.value ? (
        <PromiseForm
          model={model}
          onClose={() => {
            isAdding.value = false
            isBack.value = true
          }}
        />
      ) : (
        <FormOpener class="link case-add" isBack={isBack.value} onClick={() => (isAdding.value = true)}>
          <Plus size={14} /> {words.addPromise}
        </FormOpener>
      )}
    </div>
  )
}

function PromiseRow({ model, promise }: { model: ConversationModel; promise: CasePromise }) {
  const words = t().case
  const { state, dueAt = 0, warnedAt, by, person } = promise
  const isSoon = state === 'open' && (warnedAt !== undefined || dueAt < now.value)
  const tone: Tone = isSoon || state === 'broken' ? 'risk' : state === 'kept' ? 'person' : 'plain'
  const maker = by === 'assistant' ? words.promisedByAssistant : person && words.promisedBy(person)
  const isBusy = model.busy.value !== undefined
  return (
    <li class="case-promise">
      <span class="case-value">{promiseText(promise)}</span>
      <span class="case-source">
        <Badge tone={tone}>{isSoon ? words.dueSoon : words.states[state]}</Badge>
        <small>{[words.dueBy(weekdayTime(dueAt)), maker].filter(Boolean).join(' · ')}</small>
      </span>
      {(state === 'open' || state === 'broken') && (
        <span class="case-tools">
          <button
            type="button"
            class="icon-button"
            title={words.keep}
            aria-label={`${words.keep}: ${promiseText(promise)}`}
            disabled={isBusy}
            onClick={() => void model.settlePromise(promise.id, 'kept')}
          >
            <Check size={14} />
          </button>
          <button
            type="button"
            class="icon-button"
            title={words.drop}
            aria-label={`${words.drop}: ${promiseText(promise)}`}
            disabled={isBusy}
            onClick={() => void model.settlePromise(promise.id, 'dropped')}
          >
            <X size={14} />
          </button>
        </span>
      )}
    </li>
  )
}

function PromiseForm({ model, onClose }: { model: ConversationModel; onClose: () => void }) {
  const words = t().case
  const id = useSignal(crypto.randomUUID())
  const text = useSignal('')
  const due = useSignal(inputTime(Date.now() + usual))
  const dueAt = Date.parse(due.value)
  return (
    <CaseForm
      model={model}
      isReady={text.value.trim() !== '' && dueAt > now.value}
      submitLabel={words.track}
      onSubmit={() => model.trackPromise(id.value, text.value.trim(), dueAt)}
      onClose={onClose}
    >
      <InputField label={words.promiseText} value={text} maxLength={longestPromise} />
      <InputField label={words.promiseDue} value={due} type="datetime-local" />
    </CaseForm>
  )
}
