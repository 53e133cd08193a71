import type { Card } from '#shared/cards.ts'
import { useLaterTexts } from '../later.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { OrderView } from './order-view.tsx'
import { ProductView } from './product-view.tsx'

interface Props {
  cards: Card[]
  /** Of the message: names and facts of the shop are in it, whatever the visitor's own language is. */
  locale: string | undefined
}

/** What the shop's systems said of orders and products. One card stands alone; several stand in a row that scrolls. */
export function Cards({ cards, locale }: Props) {
  const words = useLaterTexts().cards
  // A newer server's card is none that we can draw: the text above says what it says.
  const known = cards.filter(({ kind }) => kind === 'order' || kind === 'product' || kind === 'comparison')
  const views = known.map((card, place) => <OneCard key={place} card={card} locale={locale} />)
  if (known.length < 2) return <div class="cards">{views}</div>
  return (
    <ul
      class="cards is-row"
      aria-label={known.some(({ kind }) => kind === 'order') ? words.orders : words.products}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
    >
      {views.map((view) => (
        <li key={view.key}>{view}</li>
      ))}
    </ul>
  )
}

function OneCard({ card, locale }: { card: Card; locale: Props['locale'] }) {
  switch (card.kind) {
    case 'order':
      return <OrderView order={card} locale={locale} />
    case 'product':
      return <ProductView product={card} locale={locale} />
    case 'comparison':
      return <ComparisonTable comparison={card} locale={locale} />
  }
}
