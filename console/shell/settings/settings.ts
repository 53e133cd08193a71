import { effect, signal } from '@preact/signals'
import type { Storage } from '../preferences.ts'

/** What a person can be told of while they look elsewhere. */
export const noticeKinds = ['queue', 'reply', 'mention', 'breach'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export interface Settings {
  /** A reply waits a moment in which it can be taken back. */
  undoSend: boolean
  /** Notices of the browser itself, beside the page; only where the browser allows them, too. */
  browser: boolean
  sound: boolean
  /** The visitor's words stand in a notice: whoever sees the screen can read them. */
  showText: boolean
  /** Of what. */
  kinds: Record<NoticeKind, boolean>
}

const defaults: Settings = {
  undoSend: true,
  browser: false,
  sound: false,
  showText: false,
  kinds: { queue: true, reply: true, mention: true, breach: true },
}
const key = 'settings'

export type SettingsModel = ReturnType<typeof createSettings>

/** What a person has set on this device. */
export function createSettings(storage: Storage) {
  const settings = signal(readSettings(storage))
  const stopFollowing = storage.follow?.(key, () => {
    settings.value = readSettings(storage)
  })
  let isFirst = true
  const stopKeeping = effect(() => {
    const text = JSON.stringify(settings.value)
    if (!isFirst && storage.read(key) !== text) storage.write(key, text)
    isFirst = false
  })
  return {
    settings,
    change(part: Partial<Settings>): void {
      settings.value = { ...settings.value, ...part }
    },
    dispose() {
      stopFollowing?.()
      stopKeeping()
    },
  }
}

/** What is not there, or is not what it should be, is as if nobody had set anything. */
function readSettings(storage: Storage): Settings {
  const stored = storage.read(key)
  if (stored === undefined) return defaults
  try {
    const { kinds, ...rest } = JSON.parse(stored) as Partial<Record<keyof Settings, unknown>>
    return {
      undoSend: isOn(rest.undoSend, defaults.undoSend),
      browser: isOn(rest.browser, defaults.browser),
      sound: isOn(rest.sound, defaults.sound),
      showText: isOn(rest.showText, defaults.showText),
      kinds: Object.fromEntries(
        noticeKinds.map((kind) => [
          kind,
          isOn((kinds as Partial<Settings['kinds']> | undefined)?.[kind], true),
        ]),
      ) as Settings['kinds'],
    }
  } catch {
    return defaults
  }
}

function isOn(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise
}
