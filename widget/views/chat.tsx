import { useEffect } from 'preact/hooks'
import { OfflineBanner, QueueCard, Refused } from './banners.tsx'
import { Composer } from './composer.tsx'
import { useWidget } from './context.ts'
import { Header } from './header.tsx'
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
          <QueueCard />
          <Transcript />
          <OfflineBanner />
          <Composer />
        </>
      )}
    </main>
  )
}
