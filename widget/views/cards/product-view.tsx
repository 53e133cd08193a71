import { cardDay, cardMoney } from '#shared/card-formats.ts'
import type { CardProduct, ProductCard } from '#shared/cards.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'
import { Actions, webLink } from './actions.tsx'

/** A product in a glance: what it looks like, costs and whether it is there. */
export function ProductView({ product, locale }: { product: ProductCard; locale: string | undefined }) {
  const { formats } = useWidget()
  return (
    <section class="card" aria-label={product.name}>
      <Picture product={product} />
      <ProductName product={product} locale={locale} />
      <p class="card-price">
        <strong class="card-figure">{cardMoney(formats.locale, product.price)}</strong>{' '}
        <Availability product={product} />
      </p>
      {product.facts.length > 0 && (
        <dl class="card-facts">
          {product.facts.map(({ name, value }, place) => (
            <div class="card-line" key={place}>
              <dt>
                <bdi lang={locale}>{name}</bdi>
              </dt>
              <dd>
                <bdi lang={locale}>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Actions actions={product.actions} />
    </section>
  )
}

/** Its name; a link where it has a page in the shop. */
export function ProductName({ product, locale }: { product: CardProduct; locale: string | undefined }) {
  const address = webLink(product.address)
  const name = <bdi lang={locale}>{product.name}</bdi>
  return (
    <p class="card-name">
      {address ? (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ) : (
        name
      )}
    </p>
  )
}

/** In words, and in colour for who looks quickly. */
export function Availability({ product }: { product: CardProduct }) {
  const { formats } = useWidget()
  const words = useLaterTexts().cards
  const { available, availableFrom } = product
  const when =
    availableFrom && (available === 'out-of-stock' || available === 'preorder')
      ? words.thereOn[available](cardDay(formats.locale, availableFrom))
      : undefined
  return (
    <span class={`card-available is-${available}`}>
      {words.availability[available]}
      {when && <span class="card-quiet"> · {when}</span>}
    </span>
  )
}

/** A drawing of our own origin: the policy of this page lets in no other picture. */
function Picture({ product: { picture } }: { product: CardProduct }) {
  if (picture === undefined || !/^\/storefront\/[\w-]+\.svg#[\w-]+$/.test(picture)) return null
  return (
    <svg class="card-picture" viewBox="0 0 200 150" aria-hidden="true">
      <use href={picture} />
    </svg>
  )
}
