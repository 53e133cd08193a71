import { useEffect, useState } from 'preact/hooks'
import { number } from '../../../shell/format.ts'
import { failureText, t } from '../../../texts/texts.ts'
import { FileList } from '../../attachments/file-list.tsx'
import type { ConversationModel } from '../../conversation/conversation-model.ts'
import type { PendingReply } from './outbox.ts'
import { takeBack } from './take-back.ts'

/** Replies that are not in the log yet: never drawn as sent. */
export function PendingReplies({ model }: { model: ConversationModel }) {
  return (
    <>
      {model.outbox.pending.value.map((reply) => (
        <article class={`message message-ours message-agent message-${reply.state}`} key={reply.id}>
          {reply.text !== '' && (
            <div class="bubble">
              <p class="plain-text">{reply.text}</p>
            </div>
          )}
          <FileList files={reply.attachments} />
          <footer class="message-foot message-foot-flagged">
            {reply.state === 'held' ? (
              <Held model={model} reply={reply} />
            ) : (
              <span role="status">{stateText(reply)}</span>
            )}
            {(reply.state === 'refused' || reply.state === 'late') && <Choices model={model} reply={reply} />}
          </footer>
        </article>
      ))}
    </>
  )
}

/** The seconds in which it can be taken back. They are said once: a count that is read out every second says nothing. */
function Held({ model, reply }: { model: ConversationModel; reply: PendingReply }) {
  const [left, setLeft] = useState(() => secondsTo(reply.dueAt))
  const words = t().tools.undo
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(reply.dueAt)), 250)
    return () => clearInterval(timer)
  }, [reply.dueAt])
  function undo(): void {
    if (takeBack(model, reply.id)) document.getElementById('composer')?.focus()
  }
  return (
    <>
      <span class="held-count" aria-hidden="true">
        {words.held(number(left))}
      </span>
      <span class="only-read" role="status">
        {words.told}
      </span>
      <button type="button" class="link" onClick={undo}>
        {words.undo}
      </button>
      <button type="button" class="link" onClick={() => model.outbox.sendNow(reply.id)}>
        {words.now}
      </button>
    </>
  )
}

function Choices({ model, reply }: { model: ConversationModel; reply: PendingReply }) {
  const isMine = model.isMine.value
  /** Back to where it can be written on: to whoever does not own the conversation any more that is a note. */
  function edit(): void {
    model.drafts.putBack(isMine ? 'reply' : 'note', reply.text)
    if (isMine) model.uploads.putBack(reply.attachments)
    model.outbox.discard(reply.id)
    document.getElementById('composer')?.focus()
  }
  return (
    <>
      {isMine && (
        <button type="button" class="link" onClick={() => model.outbox.retry(reply.id)}>
          {t().agent.sendAgain}
        </button>
      )}
      {/* A note has no files: such a reply waits for its owner, or is discarded. */}
      {(isMine || reply.text !== '') && (
        <button type="button" class="link" onClick={edit}>
          {isMine ? t().agent.edit : t().tools.undo.toNote}
        </button>
      )}
      <button type="button" class="link" onClick={() => model.outbox.discard(reply.id)}>
        {t().agent.discard}
      </button>
    </>
  )
}

function secondsTo(dueAt: number): number {
  return Math.max(0, Math.ceil((dueAt - Date.now()) / 1_000))
}

function stateText(reply: PendingReply): string {
  const words = t().agent
  if (reply.state === 'sending') return words.pending
  if (reply.state === 'waiting') return words.unsent
  if (reply.state === 'late') return t().tools.undo.late
  return reply.failure === undefined ? words.refused : `${words.refused} ${failureText(reply.failure)}`
}
