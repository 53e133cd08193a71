import { useState } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** Asks whether the visitor was helped before their conversation ends; how it was is asked afterwards, in its place. */
export function EndConversation() {
  const { model, disclosed } = useWidget()
  const { end } = useLaterTexts()
  const [isEnding, setEnding] = useState(false)
  const status = model.conversation.snapshot.value?.status
  const close = () => {
    disclosed.value = undefined
  }
  return (
    <>
      <p>{status === 'assigned' || status === 'queued' ? end.askWithPerson : end.ask}</p>
      <div class="answers">
        <button
          type="button"
          class="button is-primary"
          disabled={isEnding}
          onClick={async () => {
            setEnding(true)
            // What went wrong is said below the conversation.
            await model.endConversation()
            close()
          }}
        >
          {end.yes}
        </button>
        <button type="button" class="button" onClick={close}>
          {end.no}
        </button>
      </div>
    </>
  )
}
