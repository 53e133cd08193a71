import { type ReadonlySignal, signal } from '@preact/signals'
import type { FrameMessage, Page, PageMessage } from './frame-protocol.ts'
import type { Keeper } from './storage.ts'

/** The shop's page around this frame; where there is none, the chat fills a window of its own and is always open. */
export interface Host extends Keeper {
  embedded: boolean
  opened: ReadonlySignal<boolean>
  /** Whether the chat is wanted, or about to be. */
  wanted: ReadonlySignal<boolean>
  page: ReadonlySignal<Page | undefined>
  send(message: FrameMessage): void
}

const pageAnswersWithin = 1_000

/** Speaks with the page of `origin` only, whatever page has put this frame into itself. */
export function createHost(origin: string | null): Host {
  const embedded = window.parent !== window && origin !== null
  const opened = signal(!embedded)
  const wanted = signal(!embedded)
  const page = signal<Page>()
  const loading = new Map<string, (value: string | null) => void>()

  function send(message: FrameMessage): void {
    if (embedded) window.parent.postMessage({ baton: 1, ...message }, origin)
  }

  function hear(message: PageMessage): void {
    if (message.type === 'loaded') loading.get(message.key)?.(message.value)
    else if (message.type === 'page') page.value = fitting(message)
    else {
      if (message.type !== 'closed') wanted.value = true
      if (message.type !== 'warm') opened.value = message.type === 'open'
    }
  }

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== origin || event.data?.baton !== 1) return
    hear(event.data)
  })

  return {
    embedded,
    opened,
    wanted,
    page,
    send,
    load(key) {
      if (!embedded) return Promise.resolve(null)
      return new Promise((resolve) => {
        loading.set(key, resolve)
        setTimeout(() => resolve(null), pageAnswersWithin)
        send({ type: 'load', key })
      })
    },
    store: (key, value) => send({ type: 'store', key, value }),
  }
}

/** A shop's address or title may be longer than the protocol takes; that must not cost the visitor the chat. */
function fitting({ url, title, referrer }: Page): Page {
  return { url: url.slice(0, 2_000), title: title.slice(0, 500), referrer: referrer.slice(0, 2_000) }
}
