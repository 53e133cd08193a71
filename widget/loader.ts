import type { FrameMessage, PageMessage } from './frame-protocol.ts'
import { drawLauncher, type Launcher } from './launcher.ts'

// Only while the script runs for the first time is it `currentScript`.
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[data-site][src*="/widget.js"]')

let warned = false

/** Whatever happens in here, the shop's page goes on working (invariant 18). */
function guarded<Values extends unknown[]>(work: (...values: Values) => void): (...values: Values) => void {
  return (...values) => {
    try {
      work(...values)
    } catch (problem) {
      if (!warned) console.warn('Baton: the chat does not work on this page.', problem)
      warned = true
    }
  }
}

guarded(() => {
  const site = script?.dataset.site
  if (!script || !site || 'Baton' in window) return
  const { locale = navigator.language } = script.dataset
  const host = new URL(script.src).origin
  const api: Partial<Api> = {}
  Object.assign(window, { Baton: api })
  const begin = guarded(() => start(site, locale, host, api))
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
})()

type Api = Record<'open' | 'close' | 'toggle', () => void>

function start(site: string, locale: string, host: string, api: Partial<Api>): void {
  let frame: HTMLIFrameElement | undefined
  const prefix = `baton:${site}:`
  let ready = false
  let warm = false
  let opened = false
  let address = ''
  const launcher: Launcher = drawLauncher(locale, guarded(toggle), guarded(prepare))
  launcher.paint(kept('colours'))

  function send(message: PageMessage): void {
    if (ready) frame?.contentWindow?.postMessage({ baton: 1, ...message }, host)
  }

  function load(): void {
    if (frame) return
    const query = new URLSearchParams({ site, locale, origin: location.origin })
    frame = launcher.frame(`${host}/widget/?${query}`)
  }

  function prepare(): void {
    warm = true
    load()
    send({ type: 'warm' })
  }

  function show(open: boolean): void {
    if (open) load()
    if (open === opened) return
    opened = open
    launcher.show(open)
    send({ type: open ? 'open' : 'closed' })
  }

  function toggle(): void {
    show(!opened)
  }

  function tellPage(): void {
    if (address === location.href) return
    address = location.href
    send({ type: 'page', url: address, title: document.title, referrer: document.referrer })
  }

  function hear(message: FrameMessage): void {
    if (message.type === 'ready') {
      ready = true
      frame?.toggleAttribute('data-ready', true)
      address = ''
      tellPage()
      if (warm) send({ type: 'warm' })
      if (opened) send({ type: 'open' })
    } else if (message.type === 'close') {
      show(false)
    } else if (message.type === 'unread') {
      launcher.count(message.count)
    } else if (message.type === 'colours') {
      launcher.paint(message.colours)
      keep('colours', message.colours)
    } else if (message.type === 'store') {
      keep(message.key, message.value)
    } else if (message.type === 'load') {
      send({ type: 'loaded', key: message.key, value: kept(message.key) })
    }
  }

  // The page may block storage too; then nothing is kept there.
  function kept(key: string): string | null {
    try {
      return localStorage.getItem(prefix + key)
    } catch {
      return null
    }
  }

  function keep(key: string, value: string | null): void {
    try {
      if (value) localStorage.setItem(prefix + key, value)
      else localStorage.removeItem(prefix + key)
    } catch {
      // Kept in the frame's memory, for as long as it lives.
    }
  }

  addEventListener(
    'message',
    guarded((event: MessageEvent) => {
      if (event.source !== frame?.contentWindow || event.origin !== host || event.data?.baton !== 1) return
      hear(event.data)
    }),
  )
  // Titles change after addresses do, so the page is told a moment later. Nothing of the shop's is patched.
  const moved = guarded(() => setTimeout(guarded(tellPage), 300))
  const navigation = (window as { navigation?: EventTarget }).navigation
  navigation?.addEventListener('currententrychange', moved)
  addEventListener('popstate', moved)

  const connect = document.createElement('link')
  connect.rel = 'preconnect'
  connect.href = host
  document.head.append(connect)
  whenIdle(guarded(load))

  api.open = guarded(() => show(true))
  api.close = guarded(() => show(false))
  api.toggle = guarded(toggle)
}

/** The chat is fetched before it is wanted, but only after the shop's own page is done, and never on a thrifty line. */
function whenIdle(work: () => void): void {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return
  const wait = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 5_000 })
    else setTimeout(work, 2_000)
  }
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait)
}
