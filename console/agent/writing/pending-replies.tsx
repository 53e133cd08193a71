import { failureText, t } from '../../texts/texts.ts'
import { FileList } from '../attachments/file-list.tsx'
import type { ConversationModel } from '../conversation/conversation-model.ts'
import type { PendingReply } from './outbox.ts'

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
            <span role="status">{stateText(reply)}</span>
            {reply.state === 'refused' && <Choices model={model} reply={reply} />}
          </footer>
        </article>
      ))}
    </>
  )
}

function Choices({ model, reply }: { model: ConversationModel; reply: PendingReply }) {
  function edit(): void {
    const draft = model.drafts.reply.value
    model.drafts.write('reply', draft === '' ? reply.text : `${draft}\n${reply.text}`)
    model.outbox.discard(reply.id)
  }
  return (
    <>
      <button type="button" class="link" onClick={() => model.outbox.retry(reply.id)}>
        {t().agent.sendAgain}
      </button>
      {/* A file cannot go back to where it was chosen: such a reply is sent again or discarded. */}
      {reply.attachments.length === 0 && (
        <button type="button" class="link" onClick={edit}>
          {t().agent.edit}
        </button>
      )}
      <button type="button" class="link" onClick={() => model.outbox.discard(reply.id)}>
        {t().agent.discard}
      </button>
    </>
  )
}

function stateText(reply: PendingReply): string {
  const words = t().agent
  if (reply.state === 'sending') return words.pending
  if (reply.state === 'waiting') return words.unsent
  return reply.failure === undefined ? words.refused : `${words.refused} ${failureText(reply.failure)}`
}
