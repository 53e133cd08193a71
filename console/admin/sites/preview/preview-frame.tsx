import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { PublicSite } from '#shared/site.ts'
import type { WidgetLanguage } from '#shared/widget-languages.ts'
import { t } from '../../../texts/texts.ts'

/** So long after the last change, in milliseconds, the chat is told: quick enough to follow, slow enough to type. */
const quiet = 120

interface PreviewFrameProps {
  site: PublicSite
  language: WidgetLanguage
  onClose: () => void
}

/** The real chat, which is told every change of the settings by message. */
export function PreviewFrame({ site, language, onClose }: PreviewFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const newest = useRef(site)
  newest.current = site

  function tell(): void {
    frame.current?.contentWindow?.postMessage(
      { baton: 1, type: 'preview', value: newest.current },
      location.origin,
    )
  }
  const content = JSON.stringify(site)
  useEffect(() => {
    const timer = setTimeout(tell, quiet)
    return () => clearTimeout(timer)
  }, [content])
  useEffect(() => {
    function hear(event: MessageEvent): void {
      const isOurs = event.origin === location.origin && event.source === frame.current?.contentWindow
      if (!isOurs || event.data?.baton !== 1) return
      if (event.data.type === 'ready') tell()
      if (event.data.type === 'close') onClose()
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [])

  useFocusOutside(frame)
  const query = new URLSearchParams({
    ...{ site: site.key, preview: '1', locale: language },
    origin: location.origin,
  })
  // Inert: it is there to be looked at, and a message written in it would be one to nobody.
  return <iframe ref={frame} inert title={t().sites.preview.frame} src={`/widget/?${query}`} />
}

/** A chat takes the focus when it opens, also in an inert frame; here that would take it from whoever is typing. */
function useFocusOutside(frame: RefObject<HTMLIFrameElement>): void {
  useEffect(() => {
    let last: EventTarget | null = document.activeElement
    function remember(event: FocusEvent): void {
      if (event.target !== frame.current) last = event.target
    }
    function giveBack(): void {
      if (frame.current === null || document.activeElement !== frame.current) return
      frame.current.blur()
      if (last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true })
    }
    // While it blurs, the window does not know yet where the focus goes.
    const look = () => void setTimeout(giveBack)
    document.addEventListener('focusin', remember)
    window.addEventListener('blur', look)
    return () => {
      document.removeEventListener('focusin', remember)
      window.removeEventListener('blur', look)
    }
  }, [])
}
