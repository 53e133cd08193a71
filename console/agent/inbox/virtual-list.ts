import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core'
import { useCallback, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks'

interface Options {
  keys: readonly string[]
  /** Pixels of a row that was never drawn. */
  estimate: number
}

/** Rows drawn above and below what is in sight. */
const overscan = 8
/** New rows have their height after this long, in milliseconds. */
const settling = 150
/** Frames in which a row that was scrolled to has to be drawn. */
const patience = 20

/**
 * A list of which only what is in sight is drawn. Whatever comes, goes or moves above it, what one reads stays where it
 * is: while the list is scrolled down, or the pointer or the focus is in it.
 */
export function useVirtualList({ keys, estimate }: Options) {
  const box = useRef<HTMLDivElement>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const virtualizer = useMemo(
    () =>
      new Virtualizer<HTMLDivElement, HTMLElement>({
        ...{ count: 0, overscan, scrollToFn: elementScroll, observeElementRect, observeElementOffset },
        estimateSize: () => estimate,
        getScrollElement: () => box.current,
      }),
    [],
  )
  /** What was in sight, from the top, and how far each was from the upper edge. */
  const inSight = useRef<{ key: string; from: number }[]>([])
  const drawn = useRef<readonly string[]>(keys)
  const held = useRef<{ key: string; from: number; until: number; set: number } | undefined>(undefined)

  virtualizer.setOptions({
    ...virtualizer.options,
    count: keys.length,
    getItemKey: (index) => keys[index] ?? index,
    onChange: () => redraw(0),
  })
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer])
  useLayoutEffect(() => virtualizer._willUpdate())

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    if (drawn.current !== keys) {
      const anchor = mustStay(element) ? anchorOf(element, inSight.current, drawn.current, keys) : undefined
      // Rows that came in below move nothing.
      const isMoved = anchor !== undefined && drawn.current.indexOf(anchor.key) !== keys.indexOf(anchor.key)
      held.current = isMoved
        ? { ...anchor, until: performance.now() + settling, set: element.scrollTop }
        : undefined
      drawn.current = keys
    }
    // Rows that are drawn for the first time turn out higher or lower than it was guessed: it is held until then.
    const anchor = held.current
    if (anchor !== undefined) {
      const index = keys.indexOf(anchor.key)
      const isOver = index < 0 || performance.now() > anchor.until
      // Whoever scrolls meanwhile is not held back.
      if (isOver || Math.abs(element.scrollTop - anchor.set) > 1) held.current = undefined
      else {
        element.scrollTop = startOf(virtualizer, index) - anchor.from
        anchor.set = element.scrollTop
      }
    }
    const top = element.scrollTop
    const bottom = top + element.clientHeight
    inSight.current = virtualizer
      .getVirtualItems()
      .filter((item) => item.end > top && item.start < bottom)
      .map((item) => ({ key: String(item.key), from: item.start - top }))
  })

  const measure = useCallback(
    (element: HTMLElement | null) => virtualizer.measureElement(element),
    [virtualizer],
  )

  /** Brings a row into sight and gives it the focus once it is drawn. */
  function focus(index: number): void {
    virtualizer.scrollToIndex(index, { align: 'auto' })
    function look(frames: number): void {
      const row = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`)
      if (row) row.focus({ preventScroll: true })
      else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
    }
    look(patience)
  }

  const items: VirtualItem[] = virtualizer.getVirtualItems()
  return { box, items, total: virtualizer.getTotalSize(), measure, focus }
}

function startOf(virtualizer: Virtualizer<HTMLDivElement, HTMLElement>, index: number): number {
  return virtualizer.measurementsCache[index]?.start ?? 0
}

function mustStay(element: HTMLElement): boolean {
  return element.scrollTop > 0 || element.matches(':hover') || element.contains(document.activeElement)
}

/** The row that is held: the one with the focus, or the first in sight that did not move among the others. */
function anchorOf(
  element: HTMLElement,
  inSight: readonly { key: string; from: number }[],
  before: readonly string[],
  after: readonly string[],
): { key: string; from: number } | undefined {
  const focused = document.activeElement?.getAttribute('data-row')
  const there = inSight.filter(({ key }) => after.includes(key))
  const held = there.find(({ key }) => key === focused && element.contains(document.activeElement))
  const follows = (key: string) => {
    const next = before[before.indexOf(key) + 1]
    return next === undefined || after[after.indexOf(key) + 1] === next
  }
  const still = there.filter(({ key }) => follows(key))
  return still.find(({ key }) => key === held?.key) ?? still[0] ?? there[0]
}
