import type { Product } from './records.ts'

/** At most this many, and none that fits less than this share of how the best one fits. */
const most = 8
const leastShare = 0.35

/** The products that fit the words best, in either language; rare words count more, and those of a name most. */
export function searchProducts(products: readonly Product[], text: string): Product[] {
  const wanted = new Set(termsOf(text))
  if (wanted.size === 0) return []
  const fields = products.map((product) => ({
    product,
    weighted: [
      [4, termSet([product.name.en, product.name.zh, product.id.replaceAll('-', ' ')])],
      [3, termSet([product.category.replaceAll('-', ' ')])],
      [1, termSet([product.summary.en, product.summary.zh])],
      [
        1,
        termSet(
          product.specifications
            .flatMap((each) => [each.name, each.value])
            .flatMap((each) => [each.en, each.zh]),
        ),
      ],
    ] as const,
  }))
  const holders = (term: string) =>
    fields.filter((each) => each.weighted.some(([, terms]) => terms.has(term))).length
  const rarity = new Map(
    [...wanted].map((term) => [term, Math.log(1 + products.length / (1 + holders(term)))]),
  )
  const scored = fields
    .map(({ product, weighted }) => {
      let score = 0
      for (const [term, rare] of rarity) {
        score += rare * Math.max(0, ...weighted.map(([weight, terms]) => (terms.has(term) ? weight : 0)))
      }
      return { product, score }
    })
    .filter((each) => each.score > 0)
    .sort((one, other) => other.score - one.score)
  const best = scored[0]?.score ?? 0
  return scored
    .filter((each) => each.score >= best * leastShare)
    .slice(0, most)
    .map((each) => each.product)
}

function termSet(texts: string[]): Set<string> {
  return new Set(texts.flatMap(termsOf))
}

/** Words without their plural, and the pairs of Chinese characters. */
function termsOf(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase().slice(0, 500)
  const words = lower.match(/[\p{Script=Latin}\d]{2,}/gu) ?? []
  const han = lower.match(/\p{Script=Han}+/gu) ?? []
  const pairs = han.flatMap((run) =>
    run.length === 1
      ? [run]
      : Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2)),
  )
  return [
    ...words.map((word) => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word)),
    ...pairs,
  ]
}
