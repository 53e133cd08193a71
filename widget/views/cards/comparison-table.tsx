import { cardMoney } from '#shared/card-formats.ts'
import type { ComparisonCard } from '#shared/cards.ts'
import { useWidget } from '../context.ts'
import { useLaterTexts } from '../later.ts'
import { Availability, ProductName } from './product-view.tsx'

interface Props {
  comparison: ComparisonCard
  locale: string | undefined
}

/** Products side by side in a real table. What differs is marked, by a word for who hears it. */
export function ComparisonTable({ comparison: { products, rows }, locale }: Props) {
  const { formats } = useWidget()
  const words = useLaterTexts().cards
  const differ = (values: unknown[]) => values.some((value) => value !== values[0])
  const head = (name: string, differs: boolean, lang?: string) => (
    <th scope="row">
      <bdi lang={lang}>{name}</bdi>
      {differs && <span class="unseen"> ({words.differs})</span>}
    </th>
  )
  const prices = products.map(({ price }) => cardMoney(formats.locale, price))
  const states = products.map(({ available, availableFrom }) => `${available} ${availableFrom ?? ''}`)
  return (
    <section
      class="card-table"
      aria-label={words.comparison}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <td />
            {products.map((product) => (
              <th key={product.id} scope="col">
                <ProductName product={product} locale={locale} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr class={differ(prices) ? 'is-different' : ''}>
            {head(words.price, differ(prices))}
            {products.map(({ id }, place) => (
              <td key={id} class="card-figure">
                {prices[place]}
              </td>
            ))}
          </tr>
          <tr class={differ(states) ? 'is-different' : ''}>
            {head(words.availabilityName, differ(states))}
            {products.map((product) => (
              <td key={product.id}>
                <Availability product={product} />
              </td>
            ))}
          </tr>
          {rows.map(({ kind, name = '', values, differs }, place) => (
            <tr key={place} class={differs ? 'is-different' : ''}>
              {kind === 'variants' ? head(words.variants, differs) : head(name, differs, locale)}
              {values.map((value, column) => (
                <td key={products[column]?.id}>
                  {value === null ? (
                    <span class="card-quiet">{words.unknown}</span>
                  ) : (
                    <bdi lang={locale}>{value}</bdi>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
