import type { LauncherLook } from '#shared/launcher-look.ts'
import type { PublicSite } from '#shared/site.ts'
import type { BatonEvents } from './baton.d.ts'

/**
 * What the loader on the shop's page and the chat in its frame say to each other by `postMessage`, always to one exact
 * origin: a name, and the value that belongs to it. Every message also carries `baton: 1`.
 */
export type FrameMessage = MessagesOf<FrameSays>
export type PageMessage = MessagesOf<PageSays>

type MessagesOf<Says> = { [Type in keyof Says]: { type: Type; value: Says[Type] } }[keyof Says]

export interface FrameSays {
  ready: undefined
  /** The chat asks to be opened, as when the page has sent something through it; or to be closed. */
  open: undefined
  close: undefined
  unread: number
  /** The launcher's name in the visitor's language. */
  label: string
  /** Kept for the next page. */
  look: LauncherLook
  /** For this page only: a small sight of the closed chat beside the launcher. */
  teaser: LauncherLook
  /** What a listener of the page's `Baton.on` is told. */
  event: { [Name in keyof BatonEvents]: [name: Name, detail: BatonEvents[Name]] }[keyof BatonEvents]
  /** Where the browser blocks storage in frames, the page keeps the visitor's token. */
  store: [key: string, value: string | null]
  load: string
}

export interface PageSays {
  /** The visitor's hand is on its way to the launcher. */
  warm: undefined
  open: undefined
  closed: undefined
  page: Page
  /** The console shows how a site will look: no connection is made, and nothing is sent. */
  preview: PublicSite
  /** The pointer leaves the page, as towards the button that closes it. */
  leaving: undefined
  loaded: [key: string, value: string | null]
  /** A call of the page's `window.Baton` that the chat itself carries out, as the page made it: see page-calls.ts. */
  call: [name: string, ...values: unknown[]]
}

/** Such a call once it has been looked at. */
export type PageCall =
  /** A JWT that the shop's server signed for the person who is signed in there. */
  | { type: 'identify'; token: string }
  /** That person has signed out: forget them here and end the server's session. */
  | { type: 'reset' }
  /** The shell has done it already: see boot/look.ts. */
  | { type: 'theme'; theme: Theme }
  | { type: 'context'; context: PageContext }
  | { type: 'order'; number: string }
  | { type: 'track'; name: string; data: PageContext }
  | { type: 'prefill'; text: string }
  | { type: 'send'; text: string }

export type Theme = 'light' | 'dark' | 'auto'

/** What the shop's page tells of itself, cart value and the like: shown to people, believed by nobody. */
export type PageContext = Record<string, string | number | boolean | null>

/** The page of the shop on which the visitor is. */
export interface Page {
  url: string
  title: string
  referrer: string
}
