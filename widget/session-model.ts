import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Snapshot } from '#shared/conversation.ts'
import type { SiteView } from '#shared/protocol.ts'
import type { ErrorCode } from '#shared/result.ts'
import type { Connection } from './connection.ts'
import type { Page } from './frame-protocol.ts'
import type { Storage } from './storage.ts'

/** Who the visitor is and where: opened anew on every connection. */
export interface SessionModel {
  /** Whether requests about conversations may be made now. */
  open: ReadonlySignal<boolean>
  site: ReadonlySignal<SiteView | undefined>
  /** Why there will be no chat at all. */
  refusal: ReadonlySignal<{ error: ErrorCode; message: string } | undefined>
  /** The visitor went on to another page of the shop. */
  viewPage(page: Page): void
  close(): void
}

const tokenKey = 'visitor'
const passing: readonly ErrorCode[] = ['unavailable', 'internal', 'rate-limited']
const firstPause = 1_000
const longestPause = 30_000

export function createSessionModel(options: {
  connection: Connection
  storage: Storage
  locale: string
  opened: (conversation: Snapshot | null) => void
}): SessionModel {
  const { connection, storage, locale } = options
  const open = signal(false)
  const site = signal<SiteView>()
  const refused = signal<{ error: ErrorCode; message: string }>()
  let page: Page | undefined
  let failures = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  /** Counts connections: an answer that belongs to an earlier one is of no use. */
  let current = 0

  async function begin(): Promise<void> {
    const mine = ++current
    const result = await connection.request('session:open', { locale, ...(page ? { page } : {}) })
    if (mine !== current || connection.state.value.name !== 'online') return
    if (result.ok) {
      failures = 0
      storage.set(tokenKey, result.visitor)
      site.value = result.site
      options.opened(result.conversation)
      open.value = true
    } else if (result.error === 'unauthenticated' && storage.get(tokenKey) !== null) {
      // The token ended while it was in use. The visitor goes on as a new one rather than not at all.
      storage.set(tokenKey, null)
      void begin()
    } else if (passing.includes(result.error)) {
      const wait = Math.max(
        (result.retryAfter ?? 0) * 1_000,
        Math.min(longestPause, firstPause * 2 ** failures++),
      )
      pause = setTimeout(() => void begin(), wait)
    } else {
      refused.value = { error: result.error, message: result.message }
    }
  }

  const stop = connection.state.subscribe((state) => {
    clearTimeout(pause)
    open.value = false
    if (state.name === 'online') void begin()
  })

  return {
    open,
    site,
    refusal: computed(() => {
      const state = connection.state.value
      return state.name === 'refused' ? state : refused.value
    }),
    viewPage(next) {
      page = next
      if (open.value) void connection.request('page:view', { url: next.url, title: next.title })
    },
    close() {
      clearTimeout(pause)
      stop()
    },
  }
}

/** The token by which the server knows this visitor again. */
export function visitorToken(storage: Storage): { token: () => string | undefined; forgetToken: () => void } {
  return {
    token: () => storage.get(tokenKey) ?? undefined,
    forgetToken: () => storage.set(tokenKey, null),
  }
}
