import type { Language } from '#shared/knowledge.ts'
import {
  type Availability,
  type ComparisonRow,
  compareProducts,
  type ProductView,
} from '../../../connectors/index.ts'
import { dayIn, moneyIn, plainly } from '../plain.ts'
import { operatorWords } from '../words/index.ts'

/** More lines are no help on a phone. */
const mostRows = 12

/**
 * Two products side by side, as a list that a narrow chat can draw: what differs line under line, then what is the
 * same in one sentence.
 */
export function comparison(one: ProductView, other: ProductView, language: Language, today: string): string {
  const catalogue = operatorWords[language]
  const names = [one, other].map(({ name }) => plainly(name[language], 60))
  const [first = '', second = ''] = names
  const rows = compareProducts(one, other, language)
    .slice(0, mostRows)
    .map((row) => ({ differs: row.differs, ...writtenRow(row, language, today) }))
  const differing = rows.filter(({ differs }) => differs)
  const same = rows.filter(({ differs }) => !differs)
  return [
    catalogue.compared(first, second),
    ...(differing.length > 0
      ? [differing.map((row) => catalogue.row(row.name, [first, row.one], [second, row.other])).join('\n')]
      : []),
    ...(same.length > 0 ? [catalogue.same(same.map((row) => `${row.name} ${row.one}`))] : []),
  ].join('\n\n')
}

function writtenRow(row: ComparisonRow, language: Language, today: string) {
  const catalogue = operatorWords[language]
  switch (row.kind) {
    case 'price':
      return { name: catalogue.price, one: moneyIn(language, row.one), other: moneyIn(language, row.other) }
    case 'availability': {
      const written = ({ availability, availableFrom }: Availability) =>
        [catalogue.states[availability], availableFrom && dayIn(language, availableFrom, today)]
          .filter(Boolean)
          .join(', ')
      return { name: catalogue.availabilityName, one: written(row.one), other: written(row.other) }
    }
    case 'variants': {
      const written = (names: string[]) =>
        names.length === 0 ? '–' : catalogue.inNames(names.slice(0, 15).map((name) => plainly(name, 30)))
      return { name: catalogue.variantsName, one: written(row.one), other: written(row.other) }
    }
    case 'specification':
      return {
        name: plainly(row.name, 60),
        one: row.one === undefined ? catalogue.unknown : plainly(row.one),
        other: row.other === undefined ? catalogue.unknown : plainly(row.other),
      }
  }
}
