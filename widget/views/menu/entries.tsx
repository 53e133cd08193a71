import type { ComponentType } from 'preact'
import { openInWindow } from '../../own-window/open.ts'
import type { LaterTexts } from '../../texts/later-en.ts'
import type { Widget } from '../context.ts'
import { useDataPanels } from '../later.ts'
import { EndConversation } from './end-conversation.tsx'

/** One line of the menu. It does something at once (`choose`), or asks first (`Panel`). */
export interface MenuEntry {
  key: string
  label: string
  /** A line drawing of 24 units. */
  icon: string
  /** Of a switch: whether it is on. */
  checked?: boolean
  choose?(): void
  /** Drawn as the content of a dialog; it closes itself by `disclosed.value = undefined`. */
  Panel?: ComponentType
}

const drawings = {
  sound: 'M4 10v4h3l5 4V6L7 10Zm12-1a4 4 0 0 1 0 6m2.5-8.5a8 8 0 0 1 0 11',
  silent: 'M4 10v4h3l5 4V6L7 10Zm12 0 4 4m0-4-4 4',
  window: 'M14 4h6v6m0-6-9 9M10 5H5v14h14v-5',
  transcript: 'M12 4v11m-4-4 4 4 4-4M5 19h14',
  erase: 'M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13',
  end: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-9 3 3 5-6',
}

/** What the menu offers now, from top to bottom. */
export function menuEntries(widget: Widget, { menu }: LaterTexts): MenuEntry[] {
  const { model, host, sound } = widget
  const conversation = model.conversation.snapshot.value
  const isOpen = conversation !== undefined && conversation.status !== 'resolved'
  const entries: (MenuEntry | false)[] = [
    {
      key: 'sound',
      label: menu.sound,
      icon: sound.isOn.value ? drawings.sound : drawings.silent,
      checked: sound.isOn.value,
      choose: () => sound.choose(!sound.isOn.peek()),
    },
    host.embedded && {
      key: 'window',
      label: menu.window,
      icon: drawings.window,
      choose: () => openInWindow(widget),
    },
    conversation !== undefined && {
      key: 'transcript',
      label: menu.transcript,
      icon: drawings.transcript,
      Panel: LaterTranscript,
    },
    isOpen && { key: 'end', label: menu.end, icon: drawings.end, Panel: EndConversation },
    // Once it is done there is nobody any more, and the panel says so.
    (model.session.told.value !== undefined || widget.disclosed.value === 'menu/erase') && {
      key: 'erase',
      label: menu.erase,
      icon: drawings.erase,
      Panel: LaterErase,
    },
  ]
  return entries.filter((entry) => entry !== false)
}

function LaterTranscript() {
  const parts = useDataPanels()
  return parts ? <parts.TranscriptPanel /> : null
}

function LaterErase() {
  const parts = useDataPanels()
  return parts ? <parts.ErasePanel /> : null
}
