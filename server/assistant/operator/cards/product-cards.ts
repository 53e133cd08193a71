import {
  type CardAction,
  type CardProduct,
  type ComparisonCard,
  mostCardFacts,
  mostCardRows,
  type ProductCard,
} from '#shared/cards.ts'
import type { Language } from '#shared/knowledge.ts'
import { compareProducts, type ProductView } from '../../../connectors/index.ts'
import { linkOf } from '../plain.ts'
import { operatorWords } from '../words/index.ts'
import { dayOn, lineOn, moneyOn, present } from './fitting.ts'
import { says } from './says.ts'

/** A product as a card. `undefined` where its price cannot be written: then only the text speaks of it. */
export function productCard(product: ProductView, language: Language): ProductCard | undefined {
  const shown = productOn(product, language)
  if (shown === undefined) return undefined
  const facts = product.specifications.flatMap(({ name, value }) => {
    const [named, valued] = [lineOn(name[language], 60), lineOn(value[language], 120)]
    return named && valued ? [{ name: named, value: valued }] : []
  })
  return { kind: 'product', ...shown, facts: facts.slice(0, mostCardFacts), actions: [] }
}

/** The button of a product that is one of several. */
export function moreAbout(product: ProductView, language: Language): CardAction[] {
  const name = lineOn(product.name[language], 60)
  return name === undefined ? [] : [{ deed: 'more', says: says[language].more(name) }]
}

/** Two products side by side, with what `compareProducts` found; price and availability are the products' own. */
export function comparisonCard(
  one: ProductView,
  other: ProductView,
  language: Language,
): ComparisonCard | undefined {
  const [first, second] = [productOn(one, language), productOn(other, language)]
  if (first === undefined || second === undefined) return undefined
  const rows = compareProducts(one, other, language).flatMap((row): ComparisonCard['rows'] => {
    if (row.kind === 'variants') {
      const listed = (names: string[]) =>
        lineOn(operatorWords[language].inNames(names.slice(0, 15)), 500) ?? null
      return [{ kind: 'variants', values: [listed(row.one), listed(row.other)], differs: row.differs }]
    }
    if (row.kind !== 'specification') return []
    const name = lineOn(row.name, 60)
    const values = [lineOn(row.one, 120) ?? null, lineOn(row.other, 120) ?? null]
    return name === undefined ? [] : [{ kind: 'fact', name, values, differs: row.differs }]
  })
  return { kind: 'comparison', products: [first, second], rows: rows.slice(0, mostCardRows) }
}

function productOn(product: ProductView, language: Language): CardProduct | undefined {
  const [id, name, price] = [
    lineOn(product.id, 200),
    lineOn(product.name[language], 80),
    moneyOn(product.price),
  ]
  if (id === undefined || name === undefined || price === undefined) return undefined
  return present({
    id,
    name,
    price,
    available: product.availability,
    availableFrom: dayOn(product.availableFrom),
    picture: product.picture,
    address: linkOf(product.url),
  })
}
