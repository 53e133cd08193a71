/**
 * What the loader on the shop's page and the chat in its frame say to each other by `postMessage`, always to one exact
 * origin. Every message also carries `baton: 1`.
 */
export type FrameMessage =
  | { type: 'ready' }
  /** The panel is drawn and has the focus. */
  | { type: 'opened' }
  | { type: 'close' }
  | { type: 'unread'; count: number }
  /** The site's accent and the text on it, once they are known: two CSS colours apart by a blank. */
  | { type: 'colours'; colours: string }
  /** Where the browser blocks storage in frames, the page keeps the visitor's token. */
  | { type: 'store'; key: string; value: string | null }
  | { type: 'load'; key: string }

export type PageMessage =
  /** The visitor's hand is on its way to the launcher. */
  | { type: 'warm' }
  | { type: 'open' }
  | { type: 'closed' }
  | ({ type: 'page' } & Page)
  | { type: 'loaded'; key: string; value: string | null }

/** The page of the shop on which the visitor is. */
export interface Page {
  url: string
  title: string
  referrer: string
}
