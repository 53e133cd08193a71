import type { CardAction } from '#shared/cards.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** Buttons that send a plain message of the visitor, and links that leave for another page. */
export function Actions({ actions, link }: { actions: CardAction[]; link?: string | undefined }) {
  const { model } = useWidget()
  const words = useLaterTexts().cards
  const waiting = model.outbox.messages.value
  if (actions.length === 0 && link === undefined) return null
  return (
    <p class="card-actions">
      {link !== undefined && (
        <a class="button" href={link} target="_blank" rel="noopener noreferrer">
          {words.actions.track}
        </a>
      )}
      {actions.map(({ deed, says }) => (
        <button
          type="button"
          class="button"
          key={deed}
          // A second click would ask the same again before the first is in the log.
          disabled={waiting.some(({ text }) => text === says)}
          onClick={() => model.outbox.send(says)}
        >
          {words.actions[deed]}
        </button>
      ))}
    </p>
  )
}

/** Only an address of the web is a link; the server has checked it, and nothing here relies on that. */
export function webLink(address: string | undefined): string | undefined {
  return address !== undefined && /^https?:\/\//i.test(address) ? address : undefined
}
