import { effect, signal } from '@preact/signals'
import type { Language } from '#shared/knowledge.ts'
import { language } from '../texts/texts.ts'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What is kept on this computer; a browser that refuses storage still works, it only forgets. */
export interface Storage {
  read(key: string): string | undefined
  write(key: string, value: string | undefined): void
  /** Tells whenever another tab changes this; where that is not known it never tells. Returns how to stop. */
  follow?(key: string, listener: () => void): () => void
}

export const theme = signal<Theme>('auto')

export const browserStorage: Storage = {
  read(key) {
    try {
      return localStorage.getItem(`baton:${key}`) ?? undefined
    } catch {
      return undefined
    }
  },
  write(key, value) {
    try {
      if (value === undefined || value === '') localStorage.removeItem(`baton:${key}`)
      else localStorage.setItem(`baton:${key}`, value)
    } catch {
      // Storage is full or forbidden: the text stays on the screen.
    }
  },
  follow(key, listener) {
    function changed(event: StorageEvent): void {
      // Without a key everything was cleared at once.
      if (event.key === `baton:${key}` || event.key === null) listener()
    }
    addEventListener('storage', changed)
    return () => removeEventListener('storage', changed)
  },
}

/** Reads language and theme, and keeps document and storage following them. Returns how to stop. */
export function followPreferences(storage: Storage): () => void {
  const storedLanguage = storage.read('language')
  const preferred = storedLanguage ?? navigator.language
  language.value = preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en'
  const storedTheme = storage.read('theme')
  theme.value = themes.find((each) => each === storedTheme) ?? 'auto'
  return effect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    if (theme.value === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
  })
}

export function chooseLanguage(storage: Storage, chosen: Language): void {
  language.value = chosen
  storage.write('language', chosen)
}

export function chooseTheme(storage: Storage, chosen: Theme): void {
  theme.value = chosen
  storage.write('theme', chosen)
}
