import type { Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '#shared/knowledge.ts'
import type { Host } from '../host.ts'
import type { Texts } from '../texts/en.ts'
import type { Formats } from '../texts/format.ts'
import type { WidgetModel } from '../widget-model.ts'

/** What every view may draw from. */
export interface Widget {
  model: WidgetModel
  host: Host
  /** The site's public key. */
  site: string
  language: Language
  texts: Texts
  formats: Formats
  /** Whether the end of the conversation is in sight. */
  atBottom: Signal<boolean>
  /** The one thing that is opened in place: a citation, a comment box. Escape closes it first. */
  disclosed: Signal<string | undefined>
}

export const WidgetContext = createContext<Widget | undefined>(undefined)

export function useWidget(): Widget {
  const widget = useContext(WidgetContext)
  if (!widget) throw new Error('a view is drawn outside the widget')
  return widget
}
