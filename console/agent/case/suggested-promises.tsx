import { useSignal } from '@preact/signals'
import { CalendarClock } from 'lucide-preact'
import type { CasePromise } from '#shared/case/promise.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { inputTime, now, weekdayTime } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import { dueAt } from './case-words.ts'

interface SuggestedProps {
  model: ConversationModel
  snapshot: DeskSnapshot
}

/** What an agent's message seems to promise: one click makes it due work, another says that it was no promise. */
export function SuggestedPromises({ model, snapshot }: SuggestedProps) {
  const suggested = snapshot.caseFile.promises.filter(({ state }) => state === 'suggested').slice(-2)
  if (suggested.length === 0 || snapshot.status === 'resolved') return null
  return (
    <div class="case-suggestions">
      {suggested.map((promise) => (
        <Suggestion key={promise.id} model={model} promise={promise} />
      ))}
    </div>
  )
}

function Suggestion({ model, promise }: { model: ConversationModel; promise: CasePromise }) {
  const words = t().case
  const read = dueAt(promise)
  const chosen = useSignal('')
  const due = read !== undefined && read > now.value ? read : Date.parse(chosen.value)
  const isKnown = read !== undefined && read > now.value
  return (
    <div class="case-suggestion" role="status">
      <CalendarClock size={16} />
      <span title={promise.text}>
        {isKnown ? words.suggested(weekdayTime(due)) : words.suggestedNoTime} <q>{promise.text}</q>
      </span>
      {!isKnown && (
        <input
          class="input"
          type="datetime-local"
          aria-label={words.promiseDue}
          min={inputTime(now.value)}
          value={chosen.value}
          onInput={(event) => {
            chosen.value = event.currentTarget.value
          }}
        />
      )}
      <span class="case-suggestion-actions">
        <button
          type="button"
          class="button button-primary"
          disabled={model.busy.value !== undefined || !(due > now.value)}
          onClick={() => void model.trackPromise(promise.id, promise.text, due)}
        >
          {words.track}
        </button>
        <button
          type="button"
          class="button"
          disabled={model.busy.value !== undefined}
          onClick={() => void model.settlePromise(promise.id, 'dropped')}
        >
          {words.notPromise}
        </button>
      </span>
    </div>
  )
}
