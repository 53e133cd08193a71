import type { LearnedFact } from '#shared/case/known-fact.ts'
import { ConnectorFailure, type Products, type ProductView } from '../../connectors/index.ts'
import { languageOf, normalise } from '../../knowledge/index.ts'
import { redact } from '../reading/redact.ts'

/** A person who takes over waits no longer than this, in milliseconds, for the shop to say which product is meant. */
const patience = 800
/** In UTF-16 units. */
const mostRead = 400

/**
 * The product of the shop that a visitor named, where the shop knows one by that very name; `undefined` where it does
 * not, where several are named, and where the shop does not answer: nobody may have to wait for this.
 */
export async function productNamed(
  said: string,
  products: Products | undefined,
): Promise<LearnedFact | undefined> {
  if (products === undefined) return undefined
  const text = redact(said).slice(-mostRead).toWellFormed()
  if (!/\p{Letter}{2}/u.test(text)) return undefined
  try {
    const soon = AbortSignal.timeout(patience)
    const found = await products.search(text, languageOf(text, 'en'), soon)
    const named = found.filter((each) => isNamed(each, text))
    const [product] = named
    return product && named.length === 1
      ? { name: 'product', value: product.name, source: 'visitor' }
      : undefined
  } catch (reason) {
    // The case is poorer for it, and the visitor goes to a person all the same.
    if (reason instanceof ConnectorFailure) return undefined
    throw reason
  }
}

/** Whether a text has the product's name: the whole, or all but its last word ("Aurora 2" for "Aurora 2 tent"). */
export function isNamed(product: Pick<ProductView, 'name'>, text: string): boolean {
  const plain = ` ${wordsOf(text).join(' ')} `
  const english = wordsOf(product.name.en)
  const short = english.slice(0, -1)
  if (plain.includes(` ${english.join(' ')} `)) return true
  if (short.length > 1 && plain.includes(` ${short.join(' ')} `)) return true
  const chinese = hanOf(product.name.zh)
  return chinese.length > 3 && hanOf(text).includes(chinese)
}

/** The characters alone: the Latin part of a Chinese name is written or left out as people like. */
function hanOf(text: string): string {
  return normalise(text).replaceAll(/\P{Script=Han}/gu, '')
}

function wordsOf(text: string): string[] {
  return normalise(text).match(/[\p{Script=Latin}\p{Number}]+/gu) ?? []
}
