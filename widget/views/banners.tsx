import { useWidget } from './context.ts'
import { useMessageParts } from './later.ts'

/** Says what is safe while there is no connection, and what failed while there is one. */
export function OfflineBanner() {
  const { model, texts } = useWidget()
  if (model.connection.state.value.name === 'offline') {
    return (
      <p class="banner is-late" role="status">
        {texts.offline}
      </p>
    )
  }
  return model.failure.value ? <LaterFailure /> : null
}

function LaterFailure() {
  const parts = useMessageParts()
  return parts ? <parts.Failure /> : null
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
