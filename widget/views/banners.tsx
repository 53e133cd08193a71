import { useWidget } from './context.ts'

/** The place in line and an honest wait. */
export function QueueCard() {
  const { model, texts, formats, language } = useWidget()
  if (model.conversation.snapshot.value?.status !== 'queued') return null
  const queue = model.conversation.queue.value
  const words = texts.queue
  const place = !queue ? words.waiting : queue.position <= 1 ? words.next : words.ahead(queue.position - 1)
  const wait = !queue?.etaSeconds ? words.noEstimate : words.estimate(formats.wait(queue.etaSeconds))
  const gap = language === 'zh' ? '' : ' '
  const away = queue?.open === false
  const back = queue?.opensAt ? words.opensAt(formats.ahead(queue.opensAt)) : words.closed
  return (
    <section class="queue" role="status">
      <p>
        <strong>{away ? back : place + gap + wait}</strong>
      </p>
      <p>{words.canLeave}</p>
    </section>
  )
}

/** Says what is safe while there is no connection, and what failed while there is one. */
export function OfflineBanner() {
  const { model, texts } = useWidget()
  const failure = model.failure.value
  if (model.connection.state.value.name === 'offline') {
    return (
      <p class="banner is-late" role="status">
        {texts.offline}
      </p>
    )
  }
  if (!failure) return null
  return (
    <p class="banner" role="status">
      {texts.failed} {texts.refusal(failure.error, failure.message)}
    </p>
  )
}

/** There will be no chat: why, and what to do instead. */
export function Refused() {
  const { model, texts } = useWidget()
  const outdated = model.session.refusal.value?.error === 'outdated'
  return (
    <section class="refused" role="alert">
      <h2>{texts.refused.title}</h2>
      <p>{outdated ? texts.refused.outdated : texts.refused.other}</p>
    </section>
  )
}
