import { useState } from 'preact/hooks'
import { useWidget } from './context.ts'
import { Icon } from './icons.tsx'

/** Whether an answer helped. What is marked is what the log says. */
export function MessageRating(props: {
  messageId: string
  rating?: 'helpful' | 'unhelpful' | undefined
  newest: boolean
}) {
  const { model, texts, disclosed } = useWidget()
  const { messageId, rating, newest } = props
  const comment = `comment-${messageId}`
  return (
    <div class={`rating ${newest || rating ? 'is-shown' : ''}`}>
      {(['helpful', 'unhelpful'] as const).map((choice) => (
        <button
          type="button"
          class="icon-button is-small"
          key={choice}
          aria-label={texts[choice]}
          title={texts[choice]}
          aria-pressed={rating === choice}
          onClick={async () => {
            const done = rating === choice || (await model.rateMessage(messageId, choice))
            if (done) disclosed.value = choice === 'unhelpful' ? comment : undefined
          }}
        >
          <Icon name={choice} />
        </button>
      ))}
      {disclosed.value === comment && (
        <Comment
          label={texts.whatWasWrong}
          send={(text) => model.rateMessage(messageId, 'unhelpful', text)}
        />
      )}
    </div>
  )
}

/** How the whole conversation was, once it is resolved; and that one may go on. */
export function ConversationRating() {
  const { model, texts, disclosed } = useWidget()
  const events = model.conversation.snapshot.value?.events ?? []
  const rated = events.findLast(
    (event) => event.type === 'conversation:rated' || event.type === 'conversation:reopened',
  )
  const score = rated?.type === 'conversation:rated' ? rated.score : 0
  return (
    <section class="conversation-rating">
      <h2>{texts.rateTitle}</h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
      <div class="stars" role="group" aria-label={texts.rateTitle}>
        {[1, 2, 3, 4, 5].map((each) => (
          <button
            type="button"
            key={each}
            class={`icon-button ${each <= score ? 'is-filled' : ''}`}
            aria-label={texts.rate(each)}
            aria-pressed={each === score}
            onClick={async () => {
              if (await model.rateConversation(each)) disclosed.value = 'conversation-comment'
            }}
          >
            <Icon name="star" />
          </button>
        ))}
      </div>
      {score > 0 && <p>{texts.thanks}</p>}
      {score > 0 && disclosed.value === 'conversation-comment' && (
        <Comment label={texts.rateComment} send={(text) => model.rateConversation(score, text)} />
      )}
      <p class="quiet">{texts.writeAgain}</p>
    </section>
  )
}

/** A box for words of one's own; nothing is sent unless asked to. */
function Comment({ label, send }: { label: string; send: (text: string) => Promise<boolean> }) {
  const { texts, disclosed } = useWidget()
  const [text, setText] = useState('')
  return (
    <form
      class="comment"
      onSubmit={async (event) => {
        event.preventDefault()
        if (text.trim() && (await send(text.trim()))) disclosed.value = undefined
      }}
    >
      <label>
        {label}
        <textarea
          rows={2}
          maxLength={2_000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button is-primary" disabled={!text.trim()}>
        {texts.sendComment}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          disclosed.value = undefined
        }}
      >
        {texts.cancel}
      </button>
    </form>
  )
}
