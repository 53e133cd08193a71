import { timeAhead, wait } from '../../texts/waits.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'

/** The place in line and an honest wait. */
export function QueueCard() {
  const { model, formats, language } = useWidget()
  const queue = model.conversation.queue.value
  const words = useLaterTexts().queue
  const place = !queue ? words.waiting : queue.position <= 1 ? words.next : words.ahead(queue.position - 1)
  const estimate = !queue?.etaSeconds
    ? words.noEstimate
    : words.estimate(wait(formats.locale, queue.etaSeconds))
  const gap = language === 'zh' ? '' : ' '
  const away = queue?.open === false
  const back = queue?.opensAt ? words.opensAt(timeAhead(formats.locale, queue.opensAt)) : words.closed
  return (
    <section class="queue" role="status">
      <p>
        <strong>{away ? back : place + gap + estimate}</strong>
      </p>
      <p>{words.canLeave}</p>
    </section>
  )
}
