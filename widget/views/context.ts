import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { PublicSite, SiteView } from '#shared/site.ts'
import type { WidgetLanguage } from '#shared/widget-languages.ts'
import type { Host } from '../host.ts'
import type { Sound } from '../sound/sound.ts'
import type { Storage } from '../storage.ts'
import type { Texts } from '../texts/en.ts'
import type { Formats } from '../texts/format.ts'
import type { WidgetModel } from '../widget-model.ts'

/** What every view may draw from. */
export interface Widget {
  model: WidgetModel
  host: Host
  /** The site's public key. */
  site: string
  /** What the site's own people have set; `undefined` until it is known. */
  settings: Signal<PublicSite | undefined>
  /** What its visitors read: known before there is a connection, and by the connection at the latest. */
  view: ReadonlySignal<Omit<SiteView, 'name'> | undefined>
  language: WidgetLanguage
  texts: Texts
  formats: Formats
  /** What the visitor has written and not sent. */
  draft: Signal<string>
  /** Whether the end of the conversation is in sight. */
  atBottom: Signal<boolean>
  /** What is kept between two visits. */
  storage: Storage
  sound: Sound
  /** The one thing that is opened in place: a citation, a comment box, the menu. Escape closes it first. */
  disclosed: Signal<string | undefined>
}

export const WidgetContext = createContext<Widget | undefined>(undefined)

export function useWidget(): Widget {
  const widget = useContext(WidgetContext)
  if (!widget) throw new Error('a view is drawn outside the widget')
  return widget
}
