import { useEffect } from 'preact/hooks'
import { textIn } from '#shared/widget-languages.ts'
import { fetchSite } from '../../boot/look.ts'
import { openingTime } from '../../texts/opening.ts'
import { useWidget } from '../context.ts'
import { Icon } from '../icons.tsx'
import { useLaterTexts } from '../later.ts'

export { default as styles } from './away.css?inline'

const moon = 'M20 14a8 8 0 0 1-10-10 8 8 0 1 0 10 10Z'
/** What was learned when the page was loaded may be old by the time the chat is opened. Milliseconds. */
const askAgainEvery = 60_000

/** What the shop says while nobody of its people is there, and when they are back by the visitor's own clock. */
export function Away() {
  const { settings, host, site, language, formats } = useWidget()
  const words = useLaterTexts().away
  const { offlineText, opensAt } = settings.value ?? {}
  const isOpened = host.opened.value

  useEffect(() => {
    if (!isOpened || host.preview.peek()) return
    const ask = async () => {
      const fresh = await fetchSite(site)
      if (fresh && !host.preview.peek()) settings.value = fresh
    }
    void ask()
    const again = setInterval(() => void ask(), askAgainEvery)
    return () => clearInterval(again)
  }, [isOpened, host, settings, site])

  const text = offlineText ? textIn(offlineText, language) : ''
  if (!text && !opensAt) return null
  return (
    <div class="away">
      <Icon path={moon} />
      <p>
        {text && <span class="said">{text}</span>}{' '}
        {opensAt && <strong>{words.back(openingTime(formats.locale, opensAt))}</strong>}
      </p>
    </div>
  )
}
