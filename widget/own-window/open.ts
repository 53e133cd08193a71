import type { Widget } from '../views/context.ts'
import type { Answering, Asking } from './messages.ts'

/** So long the frame waits for the window's question, in milliseconds: a page on a slow line takes its time. */
const asksWithin = 60_000

/**
 * Opens the chat in a window of its own, and closes it here. Browsers may keep a frame's storage apart from that of a
 * window, so the window asks for the visitor's token; only this very window of this very origin gets it, and once.
 */
export function openInWindow({ host, model }: Pick<Widget, 'host' | 'model'>): void {
  const address = new URL(location.href)
  address.searchParams.delete('origin')
  address.searchParams.set('opener', '1')
  // Without a name: a window that has one might be somebody else's.
  const opened = window.open(address, '', 'popup,width=420,height=720')
  // A browser that blocks windows leaves the chat where it is.
  if (!opened) return

  function answer({ source, origin, data }: MessageEvent): void {
    if (source !== opened || origin !== location.origin || !isAsking(data)) return
    stop()
    const theirs: Answering = { baton: 1, type: 'theirs', token: model.token() }
    opened?.postMessage(theirs, location.origin)
    host.send('close')
  }
  function stop(): void {
    clearTimeout(end)
    removeEventListener('message', answer)
  }
  const end = setTimeout(stop, asksWithin)
  addEventListener('message', answer)
}

function isAsking(data: Partial<Asking> | null): boolean {
  return data?.baton === 1 && data.type === 'whose'
}
