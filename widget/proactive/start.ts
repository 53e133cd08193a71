import type { PublicSite } from '#shared/site.ts'
import { textIn, type WidgetLanguage } from '#shared/widget-languages.ts'
import { fetchSite } from '../boot/look.ts'
import type { PageLine } from '../boot/page-line.ts'
import type { Shell } from '../boot/shell.ts'
import type { PageMessage } from '../frame-protocol.ts'
import { cartValueIn, dueAt, isDue, mayBeDue, type Visit } from './due.ts'
import { createShown, shownKey } from './shown.ts'
import { drawTeaser } from './teaser.ts'

/**
 * Watches the visit for the moment at which the shop wants to speak up, and shows one message beside the launcher. The
 * shell loads this only where a site has such messages; the chat itself stays away. Answers what is to hear everything
 * that the page says.
 */
export function startProactive(parts: {
  site: PublicSite
  line: PageLine
  shell: Shell
  /** Fetches the chat, because a hand is on its way to it. */
  begin: () => void
}): (message: PageMessage) => void {
  const { line, shell, begin } = parts
  const { dataset } = document.documentElement
  const language = dataset.language as WidgetLanguage
  const shown = createShown(parts.site.key, line)
  const visit: Visit = { url: '', since: 0, hasLeft: false, isOpen: parts.site.open }
  let messages = parts.site.proactive
  let isOpened = false
  let teaser: { remove(): void } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false

  function look(): void {
    clearTimeout(timer)
    // Who talks with us needs no invitation. `talking` is the chat's own; it is not there where there is no chat.
    if (!visit.url || isOpened || teaser || !shown.isKnown() || dataset.talking === 'yes') return
    const now = Date.now()
    const open = messages.filter((message) => !shown.has(message.id) && mayBeDue(message, visit))
    const due = open.find((message) => isDue(message, { ...visit, isOpen: true }, now))
    if (due?.when.onlyWhileOpen) void whileOpen()
    else if (due) show(due)
    const next = Math.min(...open.map((message) => dueAt(message, visit)).filter((at) => at > now))
    if (Number.isFinite(next)) timer = setTimeout(look, next - now)
  }

  /** Whether somebody is there was learned when the page was loaded: it is asked again before it counts. */
  async function whileOpen(): Promise<void> {
    if (asking) return
    asking = true
    visit.isOpen = (await fetchSite(parts.site.key))?.open ?? false
    asking = false
    const now = Date.now()
    const due = messages.find((message) => !shown.has(message.id) && isDue(message, visit, now))
    if (due && !isOpened && !teaser) show(due)
  }

  function show(message: PublicSite['proactive'][number]): void {
    const text = textIn(message.text, language)
    shown.add(message.id)
    if (!text) {
      look()
      return
    }
    teaser = drawTeaser({
      text,
      name: textIn(parts.site.assistantName, language),
      dismissed: dataset.dismiss ?? '',
      line,
      side: parts.site.side,
      offset: parts.site.offset.x,
      warm: begin,
      open() {
        shell.teased = { id: message.id, text }
        line.send('open')
      },
      close() {
        // Who does not want to be spoken to is not spoken to again on this page.
        messages = []
        hide()
      },
    })
  }

  function hide(): void {
    teaser?.remove()
    teaser = undefined
  }

  return (message) => {
    if (message.type === 'open') {
      isOpened = true
      hide()
    } else if (message.type === 'closed') isOpened = false
    else if (message.type === 'page')
      Object.assign(visit, { url: message.value.url, since: Date.now(), hasLeft: false })
    else if (message.type === 'leaving') visit.hasLeft = true
    else if (message.type === 'loaded' && message.value[0] === shownKey) shown.loaded(message.value[1])
    else if (message.type === 'call' && message.value[0] === 'setContext')
      visit.cartValue = cartValueIn(message.value[1])
    else return
    look()
  }
}
