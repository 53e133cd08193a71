import { useWidget } from './context.ts'
import { useMessageParts } from './later.ts'

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
  const { texts } = useWidget()
  const parts = useMessageParts()
  return (
    <section class="refused" role="alert">
      <h2>{texts.refused}</h2>
      {parts && <parts.RefusalReason />}
    </section>
  )
}
