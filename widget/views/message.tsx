import { besideCards } from '#shared/cards.ts'
import { textIn } from '#shared/widget-languages.ts'
import type { TranscriptMessage } from '../transcript.ts'
import { heightOf, useWaiting } from './card-place.ts'
import { useWidget } from './context.ts'
import { Icon, icons } from './icons.tsx'
import { Changes, EditBox, editing, SendingState } from './later/sending.tsx'
import { useCardParts, useFileParts, useLaterTexts, useMessageParts } from './later.ts'

/** One message, from the first sign of it to its end in the same element. */
export function Message({ message }: { message: TranscriptMessage }) {
  const { model, host, texts, formats, disclosed } = useWidget()
  const words = useLaterTexts()
  const { sender, progress, outgoing, choices, attachments, messageId, at, cards } = message
  const parts = useMessageParts()
  const isEdited = outgoing !== undefined && disclosed.value === editing(outgoing.id)
  // What acts in the shop may end in cards: they are there in time, and nothing moves for them.
  const drawn = useCardParts(cards.length > 0 || progress === 'acting')
  const isWaiting = useWaiting(cards.length > 0 && !drawn)
  const text = drawn || isWaiting ? besideCards(message.text, message) : message.text
  return (
    <article
      class={`message from-${sender} ${message.first ? 'is-first' : ''}`}
      title={at ? formats.moment(at) : undefined}
    >
      {message.first && <Author message={message} />}
      {!isEdited && (text || (!progress && !attachments.length)) && (
        <div
          class={`bubble is-${message.state ?? 'sent'}`}
          // The log knows two languages, the visitor writes in their own: a Japanese must not see Chinese letters.
          lang={sender === 'visitor' ? undefined : message.locale}
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
      {isWaiting && <div style={{ height: `${heightOf(cards)}px` }} />}
      {drawn && cards.length > 0 && <drawn.Cards cards={cards} locale={message.locale} />}
      {attachments.length > 0 && <LaterFiles attachments={attachments} />}
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
      {message.state && message.state !== 'refused' && !isEdited && <SendingState message={message} />}
      {outgoing && isEdited && <EditBox outgoing={outgoing} />}
      {outgoing?.refusal && !isEdited && (
        <div class="refusal" role="alert">
          <p>{words.refusal(outgoing.refusal.error, outgoing.refusal.message)}</p>
          <button type="button" class="link" onClick={() => model.outbox.tryAgain(outgoing.id)}>
            {words.tryAgain}
          </button>
          <Changes outgoing={outgoing} />
        </div>
      )}
    </article>
  )
}

function LaterFiles({ attachments }: Pick<TranscriptMessage, 'attachments'>) {
  const parts = useFileParts()
  return parts ? <parts.Files files={attachments} /> : null
}

function Author({ message }: { message: TranscriptMessage }) {
  const { texts, language, view } = useWidget()
  const words = useLaterTexts()
  const { sender, name } = message
  const site = view.value
  if (sender === 'visitor') return <span class="unseen">{words.you}</span>
  if (sender === 'agent') {
    const person = name ?? texts.team
    return (
      <p class="author">
        <span class="avatar is-person" aria-hidden="true">
          {initials(person)}
        </span>
        <bdi>{person}</bdi>
      </p>
    )
  }
  return (
    <p class="author">
      <span class="avatar">
        <Icon path={icons.spark} />
      </span>
      <bdi>{name ?? (site && textIn(site.assistantName, language))}</bdi>
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
