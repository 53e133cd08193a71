import { useWidget } from '../context.ts'
import { Icon } from '../icons.tsx'
import { useLaterTexts, useRatingParts } from '../later.ts'

const thumbs = {
  helpful:
    'M7 20V10l4-6c1.5 0 2.2 1 2 2.5L12.5 10H18c1.2 0 2 1 1.8 2.2l-1.1 6A2 2 0 0 1 16.7 20ZM7 10H4v10h3',
  unhelpful: 'M7 4v10l4 6c1.5 0 2.2-1 2-2.5L12.5 14H18c1.2 0 2-1 1.8-2.2l-1.1-6A2 2 0 0 0 16.7 4ZM7 14H4V4h3',
}

/** Whether an answer helped. What is marked is what the log says. */
export function MessageRating(props: {
  messageId: string
  rating?: 'helpful' | 'unhelpful' | undefined
  newest: boolean
}) {
  const { model, disclosed } = useWidget()
  const texts = useLaterTexts()
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
          <Icon path={thumbs[choice]} />
        </button>
      ))}
      {disclosed.value === comment && (
        <LaterComment
          label={texts.whatWasWrong}
          send={(text) => model.rateMessage(messageId, 'unhelpful', text)}
        />
      )}
    </div>
  )
}

function LaterComment(props: { label: string; send: (text: string) => Promise<boolean> }) {
  const parts = useRatingParts()
  return parts ? <parts.Comment {...props} /> : null
}
