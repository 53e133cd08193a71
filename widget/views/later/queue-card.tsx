import { counted, timeAhead, wait } from '../../texts/waits.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** The place in line and an honest wait. */
export function QueueCard() {
  const { model, formats } = useWidget()
  const queue = model.conversation.queue.value
  const words = useLaterTexts().queue
  const place = !queue
    ? words.waiting
    : queue.position <= 1
      ? words.next
      : counted(words.ahead, queue.position - 1, formats)
  const estimate = !queue?.etaSeconds
    ? words.noEstimate
    : words.estimate(wait(formats.locale, queue.etaSeconds))
  const away = queue?.open === false
  const back = queue?.opensAt ? words.opensAt(timeAhead(formats.locale, queue.opensAt)) : words.closed
  return (
    <section class="queue" role="status">
      <p class="place">
        <strong>{away ? back : place}</strong> {!away && <strong>{estimate}</strong>}
      </p>
      <p>{words.canLeave}</p>
    </section>
  )
}
