import { type ReadonlySignal, signal } from '@preact/signals'
import type { PublicSite } from '#shared/site.ts'
import type { PageLine } from './boot/page-line.ts'
import { fetched } from './fetched.ts'
import type { Page, PageCall, PageMessage } from './frame-protocol.ts'
import type { Keeper } from './storage.ts'

/** The shop's page around this frame; where there is none, the chat fills a window of its own and is always open. */
export interface Host extends Keeper {
  embedded: boolean
  opened: ReadonlySignal<boolean>
  /** Whether the chat is wanted, or about to be. */
  wanted: ReadonlySignal<boolean>
  page: ReadonlySignal<Page | undefined>
  /** The settings that the console wants to see, in its preview only. */
  preview: ReadonlySignal<PublicSite | undefined>
  /** How often the pointer has left the page. */
  leavings: ReadonlySignal<number>
  /** Hears what the page calls from now on, and what it has called before anyone heard. Answers what stops it. */
  onCall(listener: (call: PageCall) => void): () => void
  send: PageLine['send']
}

const pageAnswersWithin = 1_000

export function createHost(line: PageLine): Host {
  const opened = signal(!line.embedded)
  const wanted = signal(!line.embedded)
  const page = signal<Page>()
  const preview = signal<PublicSite>()
  const leavings = signal(0)
  const listeners = new Set<(call: PageCall) => void>()
  let unheard: PageCall[] = []
  let calls = Promise.resolve()
  const loading = new Map<string, (value: string | null) => void>()

  function hear(message: PageMessage): void {
    switch (message.type) {
      case 'loaded':
        loading.get(message.value[0])?.(message.value[1])
        break
      case 'page':
        page.value = fitting(message.value)
        break
      case 'preview':
        // Only our own console may draw what is no site's yet.
        if (line.isOwnPage) preview.value = message.value
        break
      case 'leaving':
        leavings.value += 1
        break
      case 'call':
        // One after the other, as the page made them.
        calls = calls.then(() => called(...message.value))
        break
      default:
        if (message.type !== 'closed') wanted.value = true
        if (message.type !== 'warm') opened.value = message.type === 'open'
    }
  }

  async function called(name: string, ...values: unknown[]): Promise<void> {
    try {
      const { pageCallOf } = await fetched(() => import('./page-calls.ts'))
      const call = pageCallOf(name, values)
      if (listeners.size === 0) unheard = [...unheard.slice(-99), call]
      for (const listener of listeners) listener(call)
    } catch (problem) {
      const { message } = problem as Error
      line.send('event', ['error', { call: name, message }])
    }
  }

  line.listen(hear)

  return {
    embedded: line.embedded,
    opened,
    wanted,
    page,
    preview,
    leavings,
    send: line.send,
    onCall(listener) {
      listeners.add(listener)
      const waiting = unheard
      unheard = []
      for (const call of waiting) listener(call)
      return () => void listeners.delete(listener)
    },
    load(key) {
      if (!line.embedded) return Promise.resolve(null)
      return new Promise((resolve) => {
        loading.set(key, resolve)
        setTimeout(() => resolve(null), pageAnswersWithin)
        line.send('load', key)
      })
    },
    store: (key, value) => line.send('store', [key, value]),
  }
}

/**
 * A shop's address or title may be longer than the protocol takes, or no text; that must not cost the visitor the chat.
 * A cut may halve a letter.
 */
function fitting({ url, title, referrer }: Page): Page {
  const cut = (text: string, longest: number) =>
    text.slice(0, longest).replace(/\0|\p{Surrogate}/gu, '\ufffd')
  return { url: cut(url, 2_000), title: cut(title, 500), referrer: cut(referrer, 2_000) }
}
