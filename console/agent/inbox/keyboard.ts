import type { Bindings } from '../../shell/commands/registry.ts'
import { useCommands } from '../../shell/commands/use-commands.ts'

/** Keys that work unless somebody is typing or a dialog is open; the palette and the sheet of keys know them, too. */
export function useKeys(bindings: Bindings): void {
  useCommands(bindings)
}

/** The list that is shown, for the keys that go through it; most of its rows are not drawn. */
export interface ListFocus {
  current: { keys: readonly string[]; focus(index: number): void } | undefined
}

/** Moves the focus to the next or previous row; from nowhere, to the row that is open or the first. */
export function moveFocus({ current: list }: ListFocus, step: 1 | -1, open: string | undefined): void {
  if (list === undefined || list.keys.length === 0) return
  const focused = document.activeElement?.getAttribute('data-row')
  const from = list.keys.indexOf(focused ?? open ?? '')
  const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), list.keys.length - 1)
  list.focus(to)
}
