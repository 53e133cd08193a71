import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Snapshot } from '#shared/conversation.ts'
import type { SiteView, VisitorAnswers, VisitorTold } from '#shared/protocol.ts'
import type { ErrorCode } from '#shared/result.ts'
import type { Connection } from './connection.ts'
import type { Page } from './frame-protocol.ts'
import type { Storage } from './storage.ts'

/** Who the visitor is and where: opened anew on every connection. */
export interface SessionModel {
  /** Whether requests about conversations may be made now. */
  open: ReadonlySignal<boolean>
  site: ReadonlySignal<SiteView | undefined>
  /** The most bytes of one file; 0 before it is known. */
  attachmentLimit: ReadonlySignal<number>
  /** What the server said of this visitor when the session was opened; `undefined` before, and of nobody. */
  told: Signal<VisitorTold | undefined>
  /** Why there will be no chat at all. */
  refusal: ReadonlySignal<{ error: ErrorCode; message: string } | undefined>
  /** The visitor went on to another page of the shop. */
  viewPage(page: Page): void
  /** The server knows who this is, under another token. */
  identified(answer: Identified): void
  /**
   * The server knows the token `used` no more. Nobody has left: whoever is here goes on as a new visitor, with what they
   * have not sent yet. Does nothing where another tab has changed or taken away the token, for there somebody may have.
   */
  ended(used: string | undefined): void
  /** Whoever this was has gone: nothing of them stays here. */
  forget(): void
  close(): void
}

type Identified = Pick<VisitorAnswers['session:open'], 'visitor' | 'visitorId' | 'conversation'> & VisitorTold

const tokenKey = 'visitor'
/** Where the token of someone who left is kept until the server has ended it, over pages and days. */
export const leavingKey = 'leaving'
const passing: readonly ErrorCode[] = ['unavailable', 'internal', 'rate-limited']
const firstPause = 1_000
const longestPause = 30_000

export function createSessionModel(options: {
  connection: Connection
  storage: Storage
  locale: string
  opened: (conversation: Snapshot | null) => void
  /** Somebody whom the shop knows is not here any more. */
  left: () => void
}): SessionModel {
  const { connection, storage, locale } = options
  const open = signal(false)
  const site = signal<SiteView>()
  const attachmentLimit = signal(0)
  const told = signal<VisitorTold>()
  const refused = signal<{ error: ErrorCode; message: string }>()
  let page: Page | undefined
  let failures = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  /** Counts connections: an answer that belongs to an earlier one is of no use. */
  let current = 0
  /** The visitor, where the shop said who it is. */
  let known: string | undefined

  function take(answer: Identified, isKnown: boolean | undefined): void {
    const { visitor, visitorId, conversation } = answer
    storage.set(tokenKey, visitor)
    told.value = answer
    // What they left unsent is nobody else's to send.
    if (known && known !== visitorId) options.left()
    known = isKnown ? visitorId : undefined
    options.opened(conversation)
  }

  async function begin(): Promise<void> {
    const mine = ++current
    const result = await connection.request('session:open', { locale, ...(page ? { page } : {}) })
    if (mine !== current || connection.state.value.name !== 'online') return
    if (result.ok) {
      failures = 0
      site.value = result.site
      attachmentLimit.value = result.attachmentLimit
      take(result, result.identified)
      open.value = true
    } else if (result.error === 'unauthenticated' && connection.shown()) {
      // The token ended while it was in use. The visitor goes on as a new one rather than not at all, or with the token
      // which another tab got for this one.
      ended(connection.shown())
      connection.renew()
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

  function ended(used: string | undefined): void {
    if (storage.get(tokenKey) !== used) return
    storage.set(tokenKey, null)
    known = undefined
  }

  const stop = connection.state.subscribe((state) => {
    clearTimeout(pause)
    open.value = false
    if (state.name === 'online') void begin()
  })

  return {
    open,
    site,
    attachmentLimit,
    told,
    refusal: computed(() => {
      const state = connection.state.value
      return state.name === 'refused' ? state : refused.value
    }),
    viewPage(next) {
      page = next
      if (open.value) void connection.request('page:view', { url: next.url, title: next.title })
    },
    identified: (answer) => take(answer, true),
    ended,
    forget() {
      // An answer that is still under way would bring them back.
      current++
      known = undefined
      told.value = undefined
      storage.set(tokenKey, null)
      options.left()
      options.opened(null)
    },
    close() {
      clearTimeout(pause)
      stop()
    },
  }
}

/** The token by which the server knows this visitor again. */
export function visitorToken(storage: Storage): () => string | undefined {
  return () => storage.get(tokenKey) ?? undefined
}
