import { useRef } from 'preact/hooks'
import { useWidget } from './context.ts'
import { useMessageParts } from './later.ts'
import { Welcome } from './welcome.tsx'

/** Where the conversation is read. It stands from the start, so that a screen reader announces what comes into it. */
export function Stage() {
  const { model, texts, draft } = useWidget()
  const log = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const outgoing = model.outbox.messages.value
  const isBegun = outgoing.length > 0 || Boolean(model.conversation.snapshot.value?.events.length)
  // Whoever writes will need them in a moment.
  const parts = useMessageParts(isBegun || draft.value !== '')
  return (
    <div class="stage">
      <div
        class="log"
        role="log"
        aria-live="polite"
        aria-label={texts.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
        ref={log}
      >
        <div class="content" ref={content}>
          {!isBegun && <Welcome />}
          {isBegun && !parts && <Plainly />}
          {isBegun && parts && <parts.Transcript log={log} content={content} />}
        </div>
      </div>
      {parts && <parts.NewMessages log={log} />}
    </div>
  )
}

/** What was said, in words alone: for the moment, or as long as what draws messages cannot be fetched. */
function Plainly() {
  const { model, texts } = useWidget()
  const { events = [] } = model.conversation.snapshot.value ?? {}
  const progress = model.conversation.progress.value
  return (
    <>
      {events.map(
        (event) =>
          event.type === 'message:posted' && (
            <p key={event.clientId ?? event.messageId} class={`plainly from-${event.sender}`}>
              {event.text}
            </p>
          ),
      )}
      {model.outbox.messages.value.map(({ id, text, state }) => (
        <p key={id} class="plainly from-visitor">
          {text}
          {state === 'waiting' && <small>{model.session.open.value ? texts.sending : texts.kept}</small>}
        </p>
      ))}
      {progress && <p class="plainly">{progress.text || texts.progress[progress.state]}</p>}
    </>
  )
}
