import { useEffect, useState } from 'preact/hooks'
import type { Card } from '#shared/cards.ts'

/** Milliseconds after which what draws cards is taken to be out of reach: then the whole text is shown. */
const patience = 4_000

/** Whether what draws cards is on its way and may still come in time. */
export function useWaiting(isMissing: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isMissing) return
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [isMissing])
  return isMissing && !isLate
}

/** About how high these cards will be, in CSS pixels: so much is kept free for them, and nothing moves when they come. */
export function heightOf(cards: readonly Card[]): number {
  const row = cards.length > 1 ? 16 : 8
  return row + Math.max(0, ...cards.map(heightOfOne))
}

function heightOfOne(card: Card): number {
  switch (card.kind) {
    case 'order': {
      const lines = card.items.length + (card.more ? 1 : 0) + (card.total ? 1 : 0)
      const link = card.parcels.some(({ trackingAddress }) => trackingAddress)
      const buttons = link || card.actions.length > 0 ? 56 : 0
      return 72 + 48 * card.parcels.length + 25 * lines + (card.placedAt === undefined ? 0 : 27) + buttons
    }
    case 'product': {
      const facts = card.facts.length > 0 ? 9 + 24 * card.facts.length : 0
      return 78 + (card.picture ? 112 : 0) + facts + (card.actions.length > 0 ? 56 : 0)
    }
    case 'comparison':
      return 57 + 39 * (card.rows.length + 2)
    default:
      return 0
  }
}
