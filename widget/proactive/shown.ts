import type { PageLine } from '../boot/page-line.ts'

/** Which messages this visitor has been shown: once each, whatever page they are on and whenever they come back. */
export interface Shown {
  /** Whether it is known by now; where the frame's storage is blocked, the page of the shop is asked. */
  isKnown(): boolean
  has(id: string): boolean
  add(id: string): void
  /** The page's answer. */
  loaded(value: string | null): void
}

/** The page is given names of messages only, never a text. */
export const shownKey = 'proactive'

export function createShown(site: string, line: Pick<PageLine, 'send'>): Shown {
  const key = `baton:${site}:${shownKey}`
  let isKnown = true
  let ids: string[] = []
  let keep = (kept: string) => localStorage.setItem(key, kept)
  try {
    ids = idsIn(localStorage.getItem(key))
    keep(ids.join(' '))
  } catch {
    isKnown = false
    keep = (kept) => line.send('store', [shownKey, kept])
    line.send('load', shownKey)
  }
  return {
    isKnown: () => isKnown,
    has: (id) => ids.includes(id),
    add(id) {
      ids.push(id)
      try {
        keep(ids.join(' '))
      } catch {
        // Full: this visit remembers it.
      }
    },
    loaded(value) {
      isKnown = true
      ids = [...ids, ...idsIn(value)]
    },
  }
}

function idsIn(kept: string | null): string[] {
  return kept ? kept.split(' ') : []
}
