import type { FrameSays, PageSays } from './frame-protocol.ts'
import { drawLauncher } from './launcher.ts'

type Work = (...values: never[]) => unknown

// Only while the script runs for the first time is it `currentScript`.
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('[data-site]')

let warned = false

/** Whatever happens in here, the shop's page goes on working (invariant 18). */
function guarded<Values extends unknown[]>(
  work: (...values: Values) => unknown,
): (...values: Values) => void {
  return (...values) => {
    try {
      work(...values)
    } catch (problem) {
      if (!warned) console.warn('Baton:', problem)
      warned = true
    }
  }
}

const begin = guarded(start)
if (document.body) begin()
else addEventListener('DOMContentLoaded', begin)

function start(): void {
  const page = window as unknown as { Baton?: Record<string, Work> & unknown[][] }
  // Until now the page may have made a list of calls there. An API means that this script is included twice.
  const early = page.Baton ?? []
  if (!script || 'open' in early) return
  const { src, dataset } = script
  const { site = '', look } = dataset
  const host = new URL(src).origin
  const prefix = `baton:${site}:`
  const listeners: Record<string, Set<(detail: unknown) => void>> = {}
  const { element, root, button, badge } = drawLauncher()
  let locale = dataset.locale ?? navigator.language
  let label = /^zh/i.test(locale) ? '客服聊天' : 'Chat'
  let frame: HTMLIFrameElement | undefined
  let ready = false
  let warm = false
  let opened = false
  let blocked = false
  let unread = 0
  let address = ''
  let title = ''
  const calls: PageSays['call'][] = []

  /** What the frame says, by name. */
  const heard: { [Name in keyof FrameSays]: (value: FrameSays[Name]) => void } = {
    ready() {
      ready = true
      frame?.toggleAttribute('data-ready', true)
      address = ''
      tellPage()
      if (warm) send('warm')
      if (opened) enter()
      for (const call of calls.splice(0)) send('call', call)
      tell('ready')
    },
    open: () => show(true),
    close: () => show(false),
    unread(count) {
      unread = count
      draw()
      tell('unread', count)
    },
    label(word) {
      label = word
      draw()
    },
    look(properties) {
      wear(properties)
      keep(['look', JSON.stringify(properties)])
    },
    teaser: wear,
    event: ([name, detail]) => tell(name, detail),
    store: keep,
    load: (key) => send('loaded', [key, kept(key)]),
  }

  function draw(): void {
    const waiting = !opened && unread
    button.ariaExpanded = `${opened}`
    button.ariaLabel = waiting ? `${label} (${unread})` : label
    badge.hidden = !waiting
    badge.textContent = `${unread}`
    frame?.toggleAttribute('data-open', opened)
    // The page's title tells of what is unread while nobody looks.
    if (title) document.title = title
    title = waiting && document.hidden ? document.title : ''
    if (title) document.title = `(${unread}) ${title}`
  }

  function wear(properties: Record<string, string>): void {
    for (const name in properties) element.style.setProperty(name, properties[name] ?? '')
  }

  function send<Name extends keyof PageSays>(type: Name, value?: PageSays[Name]): void {
    if (ready) frame?.contentWindow?.postMessage({ baton: 1, type, value }, host)
  }

  function source(origin: string): string {
    return `${host}/widget/?${new URLSearchParams({ site, locale, origin, known: kept('visitor') ? '1' : '' })}`
  }

  function point(): void {
    if (frame) frame.src = source(location.origin)
  }

  function load(): void {
    if (frame || blocked) return
    frame = document.createElement('iframe')
    frame.title = label
    point()
    frame.onload = () => setTimeout(refused, 1_000)
    root.prepend(frame)
  }

  /** Fetches the frame before it is wanted, but only after the shop's own page is done. */
  function idle(): void {
    if (document.readyState !== 'complete') addEventListener('load', idle)
    else (window.requestIdleCallback ?? setTimeout)(guarded(load))
  }

  /**
   * A frame in which nobody speaks. Where the server still gives this script, which changes nothing a second time, the
   * page's policy or ours does not let the chat in, and a window of its own has it. Else the server is down: once more.
   */
  function refused(): void {
    if (ready) return
    import(/* @vite-ignore */ `${src}?${Date.now()}`).then(
      guarded(() => {
        blocked = true
        frame?.remove()
        show(opened)
      }),
      () => setTimeout(point, 3_000),
    )
  }

  function prepare(): void {
    warm = true
    load()
    send('warm')
  }

  function show(open: boolean): void {
    if (open && blocked) {
      popout()
      open = false
    }
    if (open) load()
    if (open === opened) return
    opened = open
    draw()
    enter()
    tell(open ? 'opened' : 'closed')
  }

  /**
   * The keyboard goes where the visitor goes, and once more when the frame's page has come: a browser gives that page a
   * process of its own, which has the keyboard only if the frame takes it anew.
   */
  function enter(): void {
    button.focus()
    if (opened) frame?.focus()
    send(opened ? 'open' : 'closed')
  }

  function hide(hidden: boolean): void {
    if (hidden) show(false)
    button.hidden = hidden
  }

  function toggle(): void {
    show(!opened)
  }

  function popout(): void {
    open(source(''), 'baton')
  }

  function tellPage(): void {
    if (address === location.href) return
    address = location.href
    send('page', { url: address, title: document.title, referrer: document.referrer })
  }

  function tell(name: string, detail?: unknown): void {
    for (const listener of listeners[name] ?? []) guarded(listener)(detail)
  }

  // The page may block storage too; then nothing is kept there.
  function kept(key: string): string | null {
    try {
      return localStorage.getItem(prefix + key)
    } catch {
      return null
    }
  }

  function keep([key, value]: [string, string | null]): void {
    try {
      if (value) localStorage.setItem(prefix + key, value)
      else localStorage.removeItem(prefix + key)
    } catch {
      // Kept in the frame's memory, for as long as it lives.
    }
  }

  const listen = (target: EventTarget, name: string, work: (event: never) => void) =>
    target.addEventListener(name, guarded(work) as EventListener)
  // Titles change after addresses do, so the page is told a moment later. Nothing of the shop's is patched.
  const moved = () => setTimeout(guarded(tellPage), 300)

  const api: Record<string, Work> = {
    open: () => show(true),
    close: () => show(false),
    toggle,
    popout,
    show: () => hide(false),
    hide: () => hide(true),
    setLocale(next: string) {
      locale = next
      ready = false
      point()
    },
    on(name: string, listener: (detail: unknown) => void) {
      listeners[name] ??= new Set()
      listeners[name].add(listener)
      if (name === 'ready' && ready) listener(undefined)
    },
    off: (name: string, listener: () => void) => listeners[name]?.delete(listener),
    push: ([name, ...values]: [string, ...never[]]) => api[name]?.(...values),
  }
  for (const name of 'identify reset setTheme setContext setOrder track prefill send'.split(' ')) {
    api[name] = (...values) => {
      const call: PageSays['call'] = [name, ...values]
      load()
      if (ready) send('call', call)
      else if (calls.length < 99) calls.push(call)
    }
  }
  for (const name in api) api[name] = guarded(api[name] as Work)
  page.Baton = api as NonNullable<typeof page.Baton>

  button.onclick = guarded(toggle)
  // A finger enters before it presses.
  for (const name of ['pointerenter', 'focus']) listen(button, name, prepare)
  listen(root, 'keydown', ({ key }: KeyboardEvent) => opened && key === 'Escape' && toggle())
  listen(window, 'message', ({ source, origin, data }: MessageEvent) => {
    if (source === frame?.contentWindow && origin === host && data?.baton === 1)
      heard[data.type as 'label']?.(data.value)
  })
  listen(window, 'popstate', moved)
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) listen(navigation, 'currententrychange', moved)
  listen(document.documentElement, 'mouseleave', () => send('leaving'))
  listen(document, 'visibilitychange', draw)

  draw()
  for (const call of early) api.push?.(call as never)
  const known = look ?? kept('look')
  if (known) wear(JSON.parse(known))
  // A launcher that looks right waits for a sign that somebody is there, and costs those who leave at once nothing.
  if (known && !/eager/.test(known) && !kept('visitor')) addEventListener('pointermove', idle, { once: true })
  else idle()
}
