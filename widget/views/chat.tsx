import { useEffect } from 'preact/hooks'
import { OfflineBanner, Refused } from './banners.tsx'
import { Composer } from './composer.tsx'
import { useWidget } from './context.ts'
import { Header } from './header.tsx'
import { keepTab } from './keep-tab.ts'
import { useBefore, useMessageParts } from './later.ts'
import { Stage } from './stage.tsx'

/** The whole chat. */
export function Chat() {
  const { model, host, disclosed } = useWidget()

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && host.embedded) keepTab(event)
      // Escape ends an input method's composition first, then what is opened in place, then the chat.
      if (event.key !== 'Escape' || event.isComposing) return
      if (disclosed.value) disclosed.value = undefined
      else host.send('close')
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [host, disclosed])

  return (
    <main class="chat">
      <Header />
      {model.session.refusal.value ? (
        <Refused />
      ) : (
        <>
          {model.conversation.snapshot.value?.status === 'queued' && <LaterQueueCard />}
          <Stage />
          <OfflineBanner />
          {model.before.step.value ? <LaterBefore /> : <Composer />}
        </>
      )}
    </main>
  )
}

/** Until it is there one may write, for nothing goes out. */
function LaterBefore() {
  const parts = useBefore()
  return parts ? <parts.Before /> : <Composer />
}

function LaterQueueCard() {
  const parts = useMessageParts()
  return parts ? <parts.QueueCard /> : null
}
