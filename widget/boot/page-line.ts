import type { FrameSays, PageMessage } from '../frame-protocol.ts'

/** The line between this frame and the page of the shop around it. */
export interface PageLine {
  /** Whether there is such a page; otherwise the chat fills a window of its own. */
  embedded: boolean
  /** Whether the page is one of our own server's. */
  isOwnPage: boolean
  send<Name extends keyof FrameSays>(type: Name, ...value: ValueOf<FrameSays[Name]>): void
  /** Hands over what the page says from now on, and first what it has said before anyone listened. One listener. */
  listen(listener: (message: PageMessage) => void): void
}

/** No value where there is none to give. */
type ValueOf<Value> = Value extends undefined ? [] : [value: Value]

const mostUnheard = 200

/**
 * Speaks with the page of `origin` only, whatever page has put this frame into itself. `first` hears every message at
 * once, for what cannot wait until the chat is there.
 */
export function createPageLine(origin: string | null, first: (message: PageMessage) => void): PageLine {
  const embedded = window.parent !== window && origin !== null
  let listener: ((message: PageMessage) => void) | undefined
  let unheard: PageMessage[] = []

  window.addEventListener('message', (event) => {
    if (!embedded || event.source !== window.parent || event.origin !== origin || event.data?.baton !== 1)
      return
    first(event.data)
    if (listener) listener(event.data)
    else if (unheard.length < mostUnheard) unheard.push(event.data)
  })

  return {
    embedded,
    isOwnPage: origin === location.origin,
    send(type, ...[value]) {
      if (embedded) window.parent.postMessage({ baton: 1, type, value }, origin)
    },
    listen(next) {
      listener = next
      const waiting = unheard
      unheard = []
      for (const message of waiting) next(message)
    },
  }
}
