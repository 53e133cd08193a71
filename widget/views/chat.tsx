import { useEffect } from 'preact/hooks'
import { OfflineBanner, Refused } from './banners.tsx'
import { Composer } from './composer.tsx'
import { useWidget } from './context.ts'
import { Header } from './header.tsx'
import { useMessageParts } from './later.ts'
import { Transcript } from './transcript-view.tsx'

/** The whole chat. */
export function Chat() {
  const { model, host, disclosed } = useWidget()

  useEffect(() => {
    const closeTop = (event: KeyboardEvent) => {
      // Escape ends an input method's composition first, then what is opened in place, then the chat.
      if (event.key !== 'Escape' || event.isComposing) return
      if (disclosed.value) disclosed.value = undefined
      else host.send({ type: 'close' })
    }
    document.addEventListener('keydown', closeTop)
    return () => document.removeEventListener('keydown', closeTop)
  }, [host, disclosed])

  return (
    <main class="chat">
      <Header />
      {model.session.refusal.value ? (
        <Refused />
      ) : (
        <>
          {model.conversation.snapshot.value?.status === 'queued' && <LaterQueueCard />}
          <Transcript />
          <OfflineBanner />
          <Composer />
        </>
      )}
    </main>
  )
}

function LaterQueueCard() {
  const parts = useMessageParts()
  return parts ? <parts.QueueCard /> : null
}
