import './cards.css'
import { cardDay, cardDays, cardMoney } from '#shared/card-formats.ts'
import type { Card, CardParcel, OrderCard, ProductCard } from '#shared/cards.ts'
import { locale, number } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { availabilityOf } from './availability.ts'
import { ComparisonTable } from './comparison-table.tsx'

/** What the visitor was shown beside the text of a message, drawn simply; its buttons are the visitor's. */
export function CardList({ cards }: { cards: readonly Card[] | undefined }) {
  // A newer server's card is none that we can draw: the text of the message says what it says.
  const known = cards?.filter(({ kind }) => kind === 'order' || kind === 'product' || kind === 'comparison')
  if (known === undefined || known.length === 0) return null
  return (
    <ul class="card-list" aria-label={t().cards.shown}>
      {known.map((card, place) => (
        <li key={place} class={card.kind === 'comparison' ? 'card-wide' : undefined}>
          <OneCard card={card} />
        </li>
      ))}
    </ul>
  )
}

function OneCard({ card }: { card: Card }) {
  switch (card.kind) {
    case 'order':
      return <Order order={card} />
    case 'product':
      return <Product product={card} />
    case 'comparison':
      return <ComparisonTable comparison={card} />
  }
}

function Order({ order }: { order: OrderCard }) {
  const words = t().cards
  const { placedAt, items, total, more } = order
  const day = placedAt === undefined ? undefined : new Date(placedAt).toISOString().slice(0, 10)
  return (
    <>
      <p class="card-line">
        <strong>{words.states[order.state]}</strong>
        <span>{words.order(order.number)}</span>
      </p>
      {order.parcels.map((parcel, place) => (
        <p key={place}>
          {parcelText(parcel, order.parcels.length > 1)}
          {isWeb(parcel.trackingAddress) && (
            <>
              {' '}
              <a href={parcel.trackingAddress} target="_blank" rel="noreferrer noopener">
                {words.track}
              </a>
            </>
          )}
        </p>
      ))}
      {items.map((item, place) => (
        <p key={place} class="card-line">
          <bdi>{[item.name, item.variant].filter(Boolean).join(' · ')}</bdi>
          <span class="card-figure">
            {number(item.quantity)} ×{item.price && ` ${cardMoney(locale(), item.price)}`}
          </span>
        </p>
      ))}
      {more !== undefined && <p>{words.more(number(more))}</p>}
      {total && (
        <p class="card-line">
          <span>{words.total}</span>
          <strong class="card-figure">{cardMoney(locale(), total)}</strong>
        </p>
      )}
      {day && <p class="card-quiet">{words.orderedOn(cardDay(locale(), day))}</p>}
    </>
  )
}

function parcelText(parcel: CardParcel, isOneOfSeveral: boolean): string {
  const words = t().cards
  const { state, carrier, trackingNumber, expectedFrom, expectedUntil, deliveredOn } = parcel
  const own = isOneOfSeveral || state === 'failed' || state === 'out-for-delivery'
  const when = deliveredOn
    ? words.deliveredOn(cardDay(locale(), deliveredOn))
    : expectedUntil && words.expected(cardDays(locale(), expectedFrom, expectedUntil))
  return [own && state && words.parcels[state], carrier, trackingNumber, when].filter(Boolean).join(' · ')
}

function Product({ product }: { product: ProductCard }) {
  return (
    <>
      <strong>
        <bdi>{product.name}</bdi>
      </strong>
      <p>
        {cardMoney(locale(), product.price)} · {availabilityOf(product)}
      </p>
      {product.facts.map(({ name, value }, place) => (
        <p key={place} class="card-line card-quiet">
          <span>{name}</span>
          <span>{value}</span>
        </p>
      ))}
    </>
  )
}

function isWeb(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\//i.test(address)
}
