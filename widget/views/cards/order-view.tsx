import { cardDay, cardDays, cardMoney, stepsOf } from '#shared/card-formats.ts'
import type { CardItem, CardParcel, OrderCard } from '#shared/cards.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'
import { Actions, webLink } from './actions.tsx'

interface Props {
  order: OrderCard
  locale: string | undefined
}

/** An order in a glance: how far it is first, then when, what and how much. */
export function OrderView({ order, locale }: Props) {
  const { formats } = useWidget()
  const words = useLaterTexts().cards
  const steps = stepsOf(order.state)
  const [parcel, ...others] = order.parcels
  const link = order.parcels.map((each) => webLink(each.trackingAddress)).find(Boolean)
  const day = order.placedAt === undefined ? undefined : new Date(order.placedAt).toISOString().slice(0, 10)
  return (
    <section class="card" aria-label={words.order(order.number)}>
      <p class="card-head">
        <strong class={`card-state is-${order.state}`}>{words.states[order.state]}</strong>
        <bdi>{order.number}</bdi>
      </p>
      {steps && (
        <span class="card-steps" aria-hidden="true">
          {steps.names.map((name, place) => (
            <i key={name} class={place < steps.passed ? 'is-passed' : ''} />
          ))}
        </span>
      )}
      {parcel && <Parcel parcel={parcel} place={others.length > 0 ? 1 : undefined} locale={locale} />}
      {others.map((each, place) => (
        <Parcel key={place} parcel={each} place={place + 2} locale={locale} />
      ))}
      <ul class="card-items">
        {order.items.map((item, place) => (
          <li class="card-line" key={place}>
            <bdi lang={locale}>{[item.name, item.variant].filter(Boolean).join(' · ')}</bdi>
            <span class="card-figure">{figureOf(item, formats.locale)}</span>
          </li>
        ))}
        {order.more && <li class="card-quiet">{words.more(formats.number(order.more))}</li>}
        {order.total && (
          <li class="card-line card-total">
            <span>{words.total}</span>
            <strong class="card-figure">{cardMoney(formats.locale, order.total)}</strong>
          </li>
        )}
      </ul>
      {day && <p class="card-quiet">{words.orderedOn(cardDay(formats.locale, day))}</p>}
      <Actions actions={order.actions} link={link} />
    </section>
  )
}

function Parcel({
  parcel,
  place,
  locale,
}: {
  parcel: CardParcel
  place?: number | undefined
  locale: Props['locale']
}) {
  const { formats } = useWidget()
  const words = useLaterTexts().cards
  const { state, expectedFrom, expectedUntil, deliveredOn, carrier, trackingNumber } = parcel
  // The headline says it already, unless a parcel of several, or one in trouble, is another matter than its order.
  const own = state && (place !== undefined || state === 'failed' || state === 'out-for-delivery')
  const when = deliveredOn
    ? words.deliveredOn(cardDay(formats.locale, deliveredOn))
    : expectedUntil && state !== 'delivered'
      ? words.expected(cardDays(formats.locale, expectedFrom, expectedUntil))
      : undefined
  return (
    <div class="card-parcel">
      {place !== undefined && <p class="card-quiet">{words.parcel(formats.number(place))}</p>}
      {own && <p class={state === 'failed' ? 'card-trouble' : undefined}>{words.parcels[state]}</p>}
      {when && <p>{when}</p>}
      {(carrier || trackingNumber) && (
        <p class="card-quiet">
          {carrier && <bdi lang={locale}>{carrier}</bdi>}
          {carrier && trackingNumber && ' · '}
          {trackingNumber && (
            <>
              <span class="unseen">{words.trackingNumber} </span>
              <bdi>{trackingNumber}</bdi>
            </>
          )}
        </p>
      )}
    </div>
  )
}

/** `2 × US$29`: of one piece, as the shop says it. Nothing is multiplied here. */
function figureOf({ quantity, price }: CardItem, locale: string): string {
  const count = new Intl.NumberFormat(locale).format(quantity)
  if (!price) return `× ${count}`
  return quantity === 1 ? cardMoney(locale, price) : `${count} × ${cardMoney(locale, price)}`
}
