import { cardMoney } from '#shared/card-formats.ts'
import type { ComparisonCard } from '#shared/cards.ts'
import { locale } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'
import { availabilityOf } from './availability.ts'

/** Products side by side, as the visitor saw them; what differs is bold. */
export function ComparisonTable({ comparison: { products, rows } }: { comparison: ComparisonCard }) {
  const words = t().cards
  const lines = [
    { name: words.price, values: products.map(({ price }) => cardMoney(locale(), price)) },
    { name: words.availabilityName, values: products.map(availabilityOf) },
    ...rows.map((row) => ({ ...row, name: row.kind === 'variants' ? words.variants : (row.name ?? '') })),
  ]
  return (
    <section class="card-table" aria-label={words.comparison}>
      <table>
        <thead>
          <tr>
            <td />
            {products.map(({ id, name }) => (
              <th key={id} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, values }, place) => (
            <tr
              key={place}
              class={values.some((value) => value !== values[0]) ? 'card-different' : undefined}
            >
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={products[column]?.id}>{value ?? words.unknown}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
