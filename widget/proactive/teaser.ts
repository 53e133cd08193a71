import type { PageLine } from '../boot/page-line.ts'
import styles from './teaser.css?inline'

let sheet: CSSStyleSheet | undefined

/**
 * Draws a message where the closed chat is: while it stands there the frame shows nothing else, and the page shows so
 * much of the frame as it needs. It is announced and takes the keyboard from nobody.
 */
export function drawTeaser(parts: {
  text: string
  /** The assistant's. */
  name: string
  /** What the button that closes it is called. */
  dismissed: string
  line: PageLine
  /** Where the launcher is, and how far from that side of the screen. Pixels. */
  side: 'left' | 'right'
  offset: number
  warm: () => void
  open: () => void
  close: () => void
}): { remove(): void } {
  const { line } = parts
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }
  const root = document.documentElement
  const box = element('div', 'teaser')
  box.role = 'status'
  const open = element('button', 'teaser-open') as HTMLButtonElement
  open.type = 'button'
  const name = element('span', 'teaser-name')
  const text = element('span', 'teaser-text')
  open.append(name, text)
  const close = element('button', 'icon-button') as HTMLButtonElement
  close.type = 'button'
  close.ariaLabel = parts.dismissed
  close.append(cross())
  box.append(open, close)
  document.body.append(box)
  name.textContent = parts.name
  text.textContent = parts.text

  open.addEventListener('pointerenter', parts.warm)
  open.addEventListener('focus', parts.warm)
  open.addEventListener('click', parts.open)
  close.addEventListener('click', parts.close)
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    parts.close()
  })

  // The frame is as wide as an open chat; a narrow screen cuts it off on the side away from the launcher.
  const beyond = Math.max(0, innerWidth + parts.offset - Math.min(screen.width, outerWidth || screen.width))
  box.style.setProperty(parts.side === 'right' ? 'padding-left' : 'padding-right', `${beyond}px`)
  root.classList.add('is-teased')
  const fit = new ResizeObserver(() => {
    line.send('teaser', { '--teaser': `${Math.ceil(box.offsetHeight)}px`, '--teased': 'visible' })
  })
  fit.observe(box)
  // What is said in a frame that is not in sight yet is not announced: it is said again once it is.
  const again = setTimeout(() => {
    text.textContent = parts.text
  }, 300)

  return {
    remove() {
      clearTimeout(again)
      fit.disconnect()
      box.remove()
      root.classList.remove('is-teased')
      line.send('teaser', { '--teaser': '', '--teased': '' })
    },
  }
}

function element(name: string, className: string): HTMLElement {
  return Object.assign(document.createElement(name), { className })
}

function cross(): Element {
  const space = 'http://www.w3.org/2000/svg'
  const icon = document.createElementNS(space, 'svg')
  icon.setAttribute('class', 'icon')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', 'm6 6 12 12M18 6 6 18')
  icon.append(path)
  return icon
}
