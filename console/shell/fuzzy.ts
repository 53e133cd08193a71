import uFuzzy from '@leeoniya/ufuzzy'

// Letters that titles have, Chinese among them: it has no spaces, and a word in it stands anywhere. Not the mode for all
// of Unicode: a browser takes a tenth of a second for each of its expressions.
const fuzzy = new uFuzzy({
  alpha: 'a-zà-öø-ÿ\u0400-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3',
  // "rslv" finds "resolve".
  intraIns: 2,
})
/** Words of a query are also looked for in other orders, up to so many. */
const mostOrders = 3

/** The places of the texts that fit what was typed, the best first; all of them where nothing was. */
export function fuzzyOrder(texts: readonly string[], typed: string): number[] {
  const needle = typed.trim().toLowerCase()
  if (needle === '') return texts.map((_, place) => place)
  const haystack = texts.map((text) => text.toLowerCase())
  const [places, info, order] = fuzzy.search(haystack, needle, mostOrders)
  if (places === null) return []
  if (order === null) return places
  return order.flatMap((each) => info.idx[each] ?? [])
}
