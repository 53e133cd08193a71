import styles from './launcher.css?inline'

export interface Launcher {
  /** Carries the custom properties of its styles. */
  element: HTMLElement
  root: ShadowRoot
  button: HTMLButtonElement
  /** Counts what is unread. */
  badge: HTMLElement
}

/** Draws the round button in the corner of the shop's page, inside a shadow root so that neither's styles reach the other. */
export function drawLauncher(): Launcher {
  const element = document.createElement('baton-widget')
  const root = element.attachShadow({ mode: 'open' })
  // A stylesheet made in code passes a shop's strict policy; a style element would not.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]

  // Its shapes are paths of the style, which needs no elements of another namespace.
  const button = document.createElement('button')
  const badge = document.createElement('b')
  button.append(document.createElement('i'), badge)
  root.append(button)
  document.body.append(element)
  return { element, root, button, badge }
}
