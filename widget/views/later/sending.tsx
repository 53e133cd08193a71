import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { OutgoingMessage } from '../../outbox.ts'
import type { TranscriptMessage } from '../../transcript.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** The same figure as `longestText` of the protocol, whose schemas must not come into the browser. */
const longestText = 10_000

/** What `disclosed` says while the visitor changes a message that waits. */
export function editing(id: string): string {
  return `edit/${id}`
}

/** "Sent" is said of what the server has acknowledged, "Seen" of what a person has had before them (invariant 14). */
export function SendingState({ message }: { message: TranscriptMessage }) {
  const { model, texts } = useWidget()
  const words = useLaterTexts()
  const { state, outgoing } = message
  const isOpen = model.session.open.value
  if (state === 'waiting') {
    return (
      <p class="state is-late">
        {isOpen ? texts.sending : texts.kept}
        {!isOpen && outgoing && <Changes outgoing={outgoing} />}
      </p>
    )
  }
  return <p class="state">{state === 'seen' ? words.seen : words.sent}</p>
}

/** What may be done with a message that has not gone out. Where it may have reached the server, nothing takes it back. */
export function Changes({ outgoing }: { outgoing: OutgoingMessage }) {
  const { model, disclosed } = useWidget()
  const words = useLaterTexts()
  const { id, attempted, refusal } = outgoing
  const edit = () => {
    if (model.outbox.hold(id, true)) disclosed.value = editing(id)
  }
  return (
    <>
      {!attempted && (
        <button type="button" class="link" onClick={edit}>
          {words.edit}
        </button>
      )}
      {(!attempted || refusal) && (
        <button type="button" class="link" onClick={() => model.outbox.remove(id)}>
          {words.remove}
        </button>
      )}
    </>
  )
}

/** The words of a waiting message, to be changed where they stand. It goes out when the visitor is done, not before. */
export function EditBox({ outgoing }: { outgoing: OutgoingMessage }) {
  const { model, texts, disclosed } = useWidget()
  const words = useLaterTexts()
  const { id } = outgoing
  const [text, setText] = useState(outgoing.text)
  const area = useRef<HTMLTextAreaElement>(null)
  const isEmpty = text.trim() === '' && !outgoing.attachments?.length
  const close = () => {
    disclosed.value = undefined
  }

  useLayoutEffect(() => {
    const element = area.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  // However the box closes, the message goes on.
  useEffect(() => () => void model.outbox.hold(id, false), [model, id])

  function save(): void {
    if (isEmpty) return
    model.outbox.edit(id, text.trim())
    close()
  }

  return (
    <form
      class="edit"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={area}
        rows={Math.min(6, text.split('\n').length + 1)}
        maxLength={longestText}
        value={text}
        aria-label={words.edit}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // 229 is what Safari says of the Enter that ends a composition.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
          event.preventDefault()
          save()
        }}
      />
      <button type="button" class="link" onClick={close}>
        {words.undo}
      </button>
      <button type="submit" class="button" disabled={isEmpty}>
        {words.save}
      </button>
      <span class="unseen" role="status">
        {texts.kept}
      </span>
    </form>
  )
}
