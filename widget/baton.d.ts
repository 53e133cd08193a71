/**
 * `window.Baton`, what a shop's own scripts may call once the script has come. Until then `window.Baton` may be a list of
 * calls that are made when it has, so `(window.Baton ||= []).push(['identify', jwt])` works at any time. No call throws
 * into the page.
 */
export interface BatonApi {
  open(): void
  close(): void
  toggle(): void
  /** Shows the launcher again after `hide()`. */
  show(): void
  /** Takes the launcher away, and closes the chat. */
  hide(): void
  /** Opens the chat in a window of its own. Call it from a click, or the browser blocks the window. */
  popout(): void
  /** Says who is signed in, by a JWT that the shop's server has signed. */
  identify(jwt: string): void
  /** Forgets the visitor on this device and ends their session on the server: call it when they sign out. */
  reset(): void
  /** The language of the chat, such as `pt-BR`. */
  setLocale(locale: string): void
  setTheme(theme: 'light' | 'dark' | 'auto'): void
  /** What people at the desk should see beside the conversation, such as `{ cartValue: 79.9 }`. At most 20 names. */
  setContext(context: Record<string, string | number | boolean | null>): void
  /** The order that the page is about. */
  setOrder(number: string): void
  /** Something the visitor did: `track('coupon tried', { code: 'SPRING' })`. */
  track(name: string, data?: Record<string, string | number | boolean | null>): void
  /** Opens the chat with this text in the box, unsent. */
  prefill(text: string): void
  /** Opens the chat and sends this text as the visitor's message. */
  send(text: string): void
  on<Name extends keyof BatonEvents>(name: Name, listener: (detail: BatonEvents[Name]) => void): void
  off<Name extends keyof BatonEvents>(name: Name, listener: (detail: BatonEvents[Name]) => void): void
  /** One call as a list: `push(['setOrder', 'NL-1001'])`. The dots are for the type of a list; give it one call. */
  push<Name extends keyof BatonEvents>(...call: (BatonCall | BatonListening<Name>)[]): void
}

type Plain = Exclude<keyof BatonApi, 'on' | 'off' | 'push'>

/** The name of a call and what it takes. */
export type BatonCall = { [Name in Plain]: [Name, ...Parameters<BatonApi[Name]>] }[Plain]

export type BatonListening<Name extends keyof BatonEvents> = [
  call: 'on' | 'off',
  event: Name,
  listener: (detail: BatonEvents[Name]) => void,
]

/** What listeners are told. What was said in the chat is never among it: every script of the page could read it. */
export interface BatonEvents {
  ready: undefined
  opened: undefined
  closed: undefined
  message: { from: 'assistant' | 'agent' | 'system' }
  /** How many messages are unread. */
  unread: number
  handover: { reason: string }
  resolved: object
  /** A request that failed (`code`), or a call that was not of the right shape (`call`, `message`). */
  error: { code?: string; call?: string; message?: string }
}

declare global {
  interface Window {
    /** Only `push` is there before the script is: `window.Baton?.open?.()` does nothing then. */
    Baton?: Partial<BatonApi> & Pick<BatonApi, 'push'>
  }
}
