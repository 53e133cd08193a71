import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWidget } from '../context.ts'
import { ConsentNotice } from './consent-notice.tsx'
import { Questions } from './questions.tsx'

export { default as styles } from './before.css?inline'

/** In the place of the composer: what a site asks before the first message. */
export function Before() {
  const { model, host } = useWidget()
  const card = useRef<HTMLElement>(null)
  const step = model.before.step.value

  useLayoutEffect(() => {
    // Whoever was about to write goes on from here; a page around it keeps its own place.
    if (host.opened.peek() && document.activeElement === document.body) card.current?.focus()
  }, [host, step])

  return (
    <section class="before" tabIndex={-1} ref={card} aria-labelledby="before-title">
      {step === 'consent' ? <ConsentNotice /> : <Questions />}
    </section>
  )
}
