import { useState } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { Icon } from '../icons.tsx'
import { useLaterTexts } from '../later.ts'

export { default as styles } from './rating.css?inline'

const star = 'm12 4 2.5 5.1 5.5.8-4 3.9 1 5.6-5-2.7-5 2.7 1-5.6-4-3.9 5.5-.8Z'
/** How the whole conversation was, once it is resolved; and that one may go on. */
export function ConversationRating() {
  const { model, disclosed } = useWidget()
  const texts = useLaterTexts()
  const events = model.conversation.snapshot.value?.events ?? []
  const rated = events.findLast(
    (event) => event.type === 'conversation:rated' || event.type === 'conversation:reopened',
  )
  const score = rated?.type === 'conversation:rated' ? rated.score : 0
  const ended = events.findLast((event) => event.type === 'conversation:resolved')
  // Whoever was asked within the hour, or has something else open, is not asked again.
  const isAsked = score > 0 || ended?.type !== 'conversation:resolved' || ended.rating !== 'not-asked'
  return (
    <section class="conversation-rating">
      {isAsked && (
        <>
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
                <Icon path={star} />
              </button>
            ))}
          </div>
          {score > 0 && <p>{texts.thanks}</p>}
          {score > 0 && disclosed.value === 'conversation-comment' && (
            <Comment label={texts.rateComment} send={(text) => model.rateConversation(score, text)} />
          )}
        </>
      )}
      <p class="quiet">{texts.writeAgain}</p>
    </section>
  )
}

/** A box for words of one's own; nothing is sent unless asked to. */
export function Comment({ label, send }: { label: string; send: (text: string) => Promise<boolean> }) {
  const { disclosed } = useWidget()
  const texts = useLaterTexts()
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
