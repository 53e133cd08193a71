import styles from './launcher.css?inline'

export interface Launcher {
  show(open: boolean): void
  count(unread: number): void
  /** Two CSS colours apart by a blank: the site's accent and the text on it. */
  paint(colours: string | null): void
  /** Puts the hidden frame in place. */
  frame(address: string): HTMLIFrameElement
}

const words = {
  en: ['Open chat', 'Close chat', ' unread', 'Chat'],
  zh: ['打开客服聊天', '关闭客服聊天', '条未读', '客服聊天'],
}

/** Draws the round button in the corner of the shop's page, inside a shadow root so that neither's styles reach the other. */
export function drawLauncher(locale: string, toggle: () => void, prepare: () => void): Launcher {
  const [toOpen = '', toClose = '', unreadWord, title = ''] = words[/^zh/i.test(locale) ? 'zh' : 'en']
  const element = document.createElement('baton-widget')
  const root = element.attachShadow({ mode: 'open' })
  // A stylesheet made in code passes a shop's strict policy; a style element would not.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  const badge = document.createElement('b')
  let opened = false
  let unread = 0
  let panel: HTMLIFrameElement | undefined
  element.lang = locale
  button.type = 'button'
  button.append(picture(), badge)
  button.addEventListener('click', toggle)
  button.addEventListener('pointerenter', prepare)
  button.addEventListener('focus', prepare)
  root.addEventListener('keydown', (event) => {
    if (opened && (event as KeyboardEvent).key === 'Escape') toggle()
  })
  root.append(button)
  document.body.append(element)
  draw()

  function draw(): void {
    const waiting = !opened && unread > 0
    const label = opened ? toClose : toOpen
    button.setAttribute('aria-expanded', String(opened))
    button.setAttribute('aria-label', waiting ? `${label}, ${unread}${unreadWord}` : label)
    badge.hidden = !waiting
    badge.textContent = unread > 9 ? '9+' : String(unread)
    panel?.toggleAttribute('data-open', opened)
  }

  return {
    show(open) {
      opened = open
      draw()
      // The keyboard goes where the visitor goes: into the chat, and back to the launcher.
      if (open) panel?.focus()
      else button.focus()
    },
    count(count) {
      unread = count
      draw()
    },
    paint(colours) {
      const [accent = '', onAccent = ''] = colours?.split(' ') ?? []
      button.style.background = accent
      button.style.color = onAccent
    },
    frame(address) {
      panel = document.createElement('iframe')
      panel.title = title
      panel.src = address
      root.prepend(panel)
      draw()
      return panel
    },
  }
}

/** A speech bubble and, for the open state, a chevron; which one shows is the stylesheet's matter. */
function picture(): SVGElement {
  const make = (name: string, attribute: string, value: string) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name)
    node.setAttribute(attribute, value)
    return node
  }
  const svg = make('svg', 'viewBox', '0 0 24 24') as SVGElement
  svg.setAttribute('aria-hidden', 'true')
  svg.append(
    make('path', 'd', 'M12 4c5 0 8 3 8 7s-3 7-8 7q-1.5 0-3-.4L5 20l.6-3.5Q4 14 4 11c0-4 3-7 8-7Z'),
    make('path', 'd', 'm6 9.5 6 6 6-6'),
  )
  return svg
}
