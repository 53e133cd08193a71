import { useEffect } from 'preact/hooks'

/** Single keys and what they do. A key that does nothing here is left to the browser. */
export type Bindings = Record<string, () => void>

/** Keys that work unless somebody is typing or a dialog is open. */
export function useKeys(bindings: Bindings): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.repeat) return
      if (isTyping(event.target) || document.querySelector('dialog[open], :popover-open') !== null) return
      const action = bindings[event.key]
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}

/** Moves the focus to the next or previous row; from nowhere, to the row that is open or the first. */
export function moveFocus(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const focused = rows.indexOf(document.activeElement as HTMLElement)
  const open = rows.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const from = focused >= 0 ? focused : open
  const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), rows.length - 1)
  rows[to]?.focus()
  rows[to]?.scrollIntoView({ block: 'nearest' })
}
