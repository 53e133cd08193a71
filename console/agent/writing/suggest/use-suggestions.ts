import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { caretPlace } from './caret-place.ts'
import { type Trigger, triggerAt } from './trigger.ts'

/** One thing that can be put where the caret is. */
export interface Suggestion {
  id: string
  name: string
  /** What is typed to find it. */
  key?: string | undefined
  detail?: string | undefined
  /** In which language it is, where that is not the visitor's. */
  language?: 'en' | 'zh' | undefined
}

export interface Suggestions {
  /** What is looked for now; `undefined` while the list is closed. */
  trigger: Signal<Trigger | undefined>
  active: Signal<number>
  place: Signal<{ left: number; top: number }>
  /** To be called whenever text or caret may have moved. */
  look(): void
  close(): void
  /** Whether the key was the list's. Keys of an input method are not for it. */
  onKeyDown(event: KeyboardEvent, found: readonly Suggestion[], choose: (one: Suggestion) => void): boolean
}

/** The state of a list at the caret. While an input method composes nothing here moves, opens or takes a key. */
export function useSuggestions(
  field: RefObject<HTMLTextAreaElement>,
  kind: Trigger['kind'] | undefined,
): Suggestions {
  const trigger = useSignal<Trigger | undefined>(undefined)
  const active = useSignal(0)
  const place = useSignal({ left: 0, top: 0 })
  const isComposing = useRef(false)
  /** Where a list was closed by hand: it stays closed until another sign is typed. */
  const dismissed = useRef(-1)

  function look(): void {
    const element = field.current
    if (element === null || isComposing.current) return
    const { value, selectionStart, selectionEnd } = element
    const isPoint = selectionStart === selectionEnd && document.activeElement === element
    const found = kind !== undefined && isPoint ? triggerAt(value, selectionStart, kind) : undefined
    if (found === undefined || found.start !== dismissed.current) dismissed.current = -1
    const isShown = found !== undefined && dismissed.current < 0
    if (found?.typed !== trigger.value?.typed || found?.start !== trigger.value?.start) active.value = 0
    if (isShown) place.value = caretPlace(element, found.start)
    trigger.value = isShown ? found : undefined
  }

  function close(): void {
    dismissed.current = trigger.value?.start ?? -1
    trigger.value = undefined
  }

  const latest = useRef(look)
  latest.current = look
  // Listened to by hand: the names of these events are in no element, and JSX would spell them wrongly.
  useEffect(() => {
    const element = field.current
    function begin(): void {
      isComposing.current = true
    }
    function end(): void {
      isComposing.current = false
      latest.current()
    }
    element?.addEventListener('compositionstart', begin)
    element?.addEventListener('compositionend', end)
    return () => {
      element?.removeEventListener('compositionstart', begin)
      element?.removeEventListener('compositionend', end)
    }
  }, [field])

  return {
    trigger,
    active,
    place,
    look,
    close,
    onKeyDown(event, found, choose) {
      if (trigger.value === undefined) return false
      if (event.key === 'Escape') {
        close()
        return true
      }
      const last = found.length - 1
      if (last < 0) return false
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : last
        active.value = (Math.min(active.value, last) + step) % (last + 1)
        return true
      }
      if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
      const chosen = found[Math.min(active.value, last)]
      if (chosen !== undefined) choose(chosen)
      return true
    },
  }
}
