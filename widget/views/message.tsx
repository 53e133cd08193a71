import type { TranscriptMessage } from '../transcript.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { useMessageParts } from './later.ts'

/** One message, from the first sign of it to its end in the same element. */
export function Message({ message }: { message: TranscriptMessage }) {
  const { model, host, texts, formats } = useWidget()
  const { sender, text, progress, outgoing, choices, messageId, at } = message
  const parts = useMessageParts()
  return (
    <article
      class={`message from-${sender} ${message.first ? 'is-first' : ''}`}
      title={at ? formats.moment(at) : undefined}
    >
      {message.first && <Author message={message} />}
      {(text || !progress) && (
        <div
          class={`bubble is-${message.state ?? 'sent'}`}
          lang={message.locale}
          aria-busy={Boolean(progress)}
        >
          {!parts ? (
            <p class="plain">{text}</p>
          ) : sender === 'assistant' ? (
            <parts.RichText text={text} base={host.page.peek()?.url} unfinished={Boolean(progress)} />
          ) : (
            <parts.PlainText text={text} />
          )}
        </div>
      )}
      {progress && (
        <p class="progress">
          <i class="dots" aria-hidden="true" />
          {texts.progress[progress]}
        </p>
      )}
      {parts && <parts.Citations citations={message.citations} of={message.key} />}
      {parts && sender === 'assistant' && messageId && (
        <parts.MessageRating messageId={messageId} rating={message.rating} newest={message.newest} />
      )}
      {parts && <parts.Choices choices={choices} />}
      {message.state && message.state !== 'refused' && <SendingState message={message} />}
      {outgoing?.refusal && (
        <div class="refusal" role="alert">
          <p>{texts.refusal(outgoing.refusal.error, outgoing.refusal.message)}</p>
          <button type="button" class="link" onClick={() => model.outbox.tryAgain(outgoing.id)}>
            {texts.tryAgain}
          </button>
          <button type="button" class="link" onClick={() => model.outbox.remove(outgoing.id)}>
            {texts.remove}
          </button>
        </div>
      )}
    </article>
  )
}

/** "Sent" is said of what the server has acknowledged, and of nothing else (invariant 14). */
function SendingState({ message }: { message: TranscriptMessage }) {
  const { model, texts } = useWidget()
  const sent = message.state === 'sent'
  const waiting = model.session.open.value ? texts.sending : texts.kept
  return <p class={`state ${sent ? '' : 'is-late'}`}>{sent ? texts.sent : waiting}</p>
}

function Author({ message }: { message: TranscriptMessage }) {
  const { model, texts, language } = useWidget()
  const { sender, name } = message
  if (sender === 'visitor') return <span class="unseen">{texts.you}</span>
  if (sender === 'agent') {
    const person = name ?? texts.team
    return (
      <p class="author">
        <span class="avatar is-person" aria-hidden="true">
          {initials(person)}
        </span>
        {person}
      </p>
    )
  }
  return (
    <p class="author">
      <span class="avatar">
        <Icon path={icons.spark} />
      </span>
      {name ?? model.session.site.value?.assistantName[language]}
      <span class="mark">{texts.assistantMark}</span>
    </p>
  )
}

/** Two letters of a name in letters; the first character of a Chinese one, which is the family's. */
function initials(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return [...name.trim()][0] ?? ''
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...(word ?? '')][0] ?? '').join('')
}
