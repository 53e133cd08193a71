import type { Language } from '#shared/knowledge.ts'
import { limitsFor } from '#shared/responsibility.ts'
import type { ProductView } from '../../../connectors/index.ts'
import { contentWords } from '../../answering/content-words.ts'
import { isAnswered, searchFor } from '../../answering/found.ts'
import { splitQuestions } from '../../answering/split-questions.ts'
import type { ToolFact } from '../../judge/index.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { call, ToolFailure } from '../call.ts'
import { comparisonCard, moreAbout, productCard, withCards } from '../cards/index.ts'
import { dayIn, moneyIn, plainly } from '../plain.ts'
import { type ToolName, toolIn } from '../tools.ts'
import { operatorWords } from '../words/index.ts'
import { comparison } from './compare.ts'
import { meantIn, namedIn, variantIn } from './named.ts'

export type ProductTool = Extract<ToolName, 'stock' | 'product-facts' | 'product-search' | 'compare'>

/** The most products listed or asked about. */
const mostListed = 6
const mostAsked = 4

/**
 * What the shop's own catalogue says, as of now. `undefined` where no product of the shop is named, or the knowledge
 * says it better: nothing is guessed. A shop that does not answer leaves the question to the knowledge, too.
 *
 * @param asked what is looked for: the visitor's words, or of them what a model took for the product
 */
export async function advise(
  tool: ProductTool,
  asked: string,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision | undefined> {
  const offered = toolIn(parts.shop, tool)
  if (offered?.proof !== 'none') return undefined
  // A person who advises is asked by way of the knowledge, whose rows say so, too.
  if (limitsFor(parts.responsibilities, offered.row).lead !== 'assistant') return undefined
  if (splitQuestions(turn.text).length > 1) return undefined
  try {
    switch (tool) {
      case 'compare':
        return await compare(asked, message, parts)
      case 'product-search':
        return await list(asked, message, parts)
      case 'stock':
        return await show(asked, tool, message, parts)
      case 'product-facts':
        if (isAnswered(await searchFor(turn.text, message.language, parts))) return undefined
        return await show(asked, tool, message, parts)
    }
  } catch (reason) {
    if (reason instanceof ToolFailure) return undefined
    throw reason
  }
}

async function searched(tool: ProductTool, text: string, language: Language, parts: TurnParts) {
  const found = await call(tool, { text: text.slice(0, 200) }, parts, async (signal) =>
    parts.shop?.products?.search(text.slice(0, 300), language, signal),
  )
  return found ?? []
}

async function show(
  asked: string,
  tool: 'stock' | 'product-facts',
  { language }: Triage,
  parts: TurnParts,
): Promise<Decision | undefined> {
  const meant = meantIn(asked, await searched(tool, asked, language, parts))
  const [product] = meant
  const catalogue = operatorWords[language]
  if (product === undefined || meant.length > mostAsked) return undefined
  if (meant.length > 1) {
    const choices = meant.map(({ name }) => askedOf(tool, plainly(name[language], 60), language))
    return {
      outcome: 'asked',
      language,
      text: catalogue.whichProduct,
      choices,
      rule: { name: 'tool-asked' },
    }
  }
  const price = catalogue.product(plainly(product.name[language]), moneyIn(language, product.price))
  const lines = [
    sentences(language, [price, stockOf(product, asked, language, parts)]),
    ...(tool === 'product-facts' ? [specificationsOf(product, language)] : []),
  ]
  const decision = said(lines.filter(Boolean).join('\n\n'), [product], language)
  const card = productCard(product, language)
  // The card has a few of the facts: where these are all, the list of them need not stand above it again.
  const isWhole = card?.facts.length === product.specifications.length && tool === 'product-facts'
  return withCards(decision, tool, card ? [card] : [], parts, isWhole ? lines.at(-1) : undefined)
}

/** A question of its own for each button: it is sent as the visitor's next message. */
function askedOf(tool: 'stock' | 'product-facts', name: string, language: Language): string {
  if (language === 'zh') return tool === 'stock' ? `${name}有货吗` : `${name}多少钱`
  return tool === 'stock' ? `Is the ${name} in stock?` : `What does the ${name} cost?`
}

function stockOf(product: ProductView, asked: string, language: Language, parts: TurnParts): string {
  const catalogue = operatorWords[language]
  const from = product.availableFrom && dayIn(language, product.availableFrom, parts.day)
  const whole = catalogue.availability(product, { stock: product.stock, from })
  const variant = variantIn(asked, product)
  if (product.variants.length === 0)
    return variant ? sentences(language, [catalogue.onlyOneVersion, whole]) : whole
  if (variant && 'found' in variant) {
    const { name, stock } = variant.found
    // Whatever its sizes say, nothing is there of what is not sold yet.
    const isGone = product.availability === 'out-of-stock' || product.availability === 'preorder'
    return isGone ? whole : catalogue.variant(plainly(name[language], 40), stock)
  }
  const names = (isThere: boolean) =>
    product.variants
      .filter(({ stock }) => (stock === undefined || stock > 0) === isThere)
      .slice(0, 20)
      .map(({ name }) => plainly(name[language], 40))
  const [there, gone] = [names(true), names(false)]
  return sentences(language, [
    ...(variant ? [catalogue.noSuchVariant(plainly(variant.asked, 20))] : []),
    whole,
    ...(there.length > 0 ? [catalogue.variants(there)] : []),
    ...(gone.length > 0 && there.length > 0 ? [catalogue.variantsGone(gone)] : []),
  ])
}

function sentences(language: Language, said: string[]): string {
  return said.join(language === 'zh' ? '' : ' ')
}

function specificationsOf(product: ProductView, language: Language): string {
  return product.specifications
    .slice(0, 12)
    .map(({ name, value }) => `- ${plainly(name[language], 60)}: ${plainly(value[language], 120)}`)
    .join('\n')
}

async function list(asked: string, { language }: Triage, parts: TurnParts): Promise<Decision | undefined> {
  const named = asked.replace(/^.{0,4}?(?:想|要|想要)买(?:一?[个件双顶只条张款支]|几[个件款])?/u, '')
  const looked = contentWords(named).filter(
    (word) => !asking.has(word) && !/^[一两几][件个款双顶只条张支]$/.test(word),
  )
  if (looked.length === 0 || looked.length > 4) return undefined
  const found = await searched('product-search', looked.join(' '), language, parts)
  const fitting = found
    .filter(({ name }) => looked.every((word) => isInName(word, name)))
    .slice(0, mostListed)
  if (fitting.length === 0) return undefined
  const catalogue = operatorWords[language]
  const lines = fitting.map((product) =>
    catalogue.inNames([
      `**${plainly(product.name[language], 80)}**`,
      moneyIn(language, product.price),
      catalogue.states[product.availability],
    ]),
  )
  const text = catalogue.found(lines)
  const cards = fitting.flatMap((product) => {
    const card = productCard(product, language)
    return card ? [{ ...card, actions: moreAbout(product, language) }] : []
  })
  const told = cards.length === fitting.length ? text.slice(text.indexOf('\n\n')) : undefined
  return withCards(said(text, fitting, language), 'product-search', cards, parts, told)
}

/** What asks for products and names none. */
const asking = new Set(
  `show find recommend looking look search searching sell carry offer stock kind kinds sort sorts type types buy have got
  am im i'm what which some any available new good you we 推荐 看看 看 买 卖 款 几款 哪些 哪几款 有 都有 想买 种 类 类型 东西 你们 您 一些 给 几个 个 吗 要买 都`.split(
    /\s+/,
  ),
)

function isInName(word: string, name: ProductView['name']): boolean {
  if (/^\p{Script=Han}/u.test(word))
    return [...word.replace(/(?<=.)[子款]$/, '')].every((each) => name.zh.includes(each))
  const stem = word.replace(/(?<=\w{2}[^s])s$/, '')
  return new RegExp(`(?<![a-z])${stem.replaceAll(/[^\p{L}\p{N}]/gu, '.')}`, 'iu').test(
    `${name.en} ${name.zh}`,
  )
}

async function compare(asked: string, { language }: Triage, parts: TurnParts): Promise<Decision | undefined> {
  const sides = asked
    .split(/\b(?:and|or|with|vs\.?|versus|to|than|from)\b|[,，、?？]|还是|和|跟|与|对比|比较?/i)
    .map((each) => each.trim())
    .filter((each) => /[\p{Letter}]{2,}/u.test(each))
  const candidates = new Map<string, ProductView>()
  for (const text of [asked, ...sides.slice(0, 4)]) {
    for (const product of await searched('compare', text, language, parts))
      candidates.set(product.id, product)
  }
  const all = [...candidates.values()]
  const meant = new Map<string, ProductView>()
  for (const side of sides) {
    const [best, ...others] = meantIn(side, all)
    if (best && others.length === 0) meant.set(best.id, best)
  }
  if (meant.size < 2) {
    for (const { product } of namedIn(asked, all).slice(0, 2)) meant.set(product.id, product)
  }
  const [one, other, third] = [...meant.values()]
  if (one === undefined || other === undefined || third !== undefined) return undefined
  const text = comparison(one, other, language, parts.day)
  const card = comparisonCard(one, other, language)
  const decision = said(text, [one, other], language)
  return withCards(decision, 'compare', card ? [card] : [], parts, text.slice(text.indexOf('\n\n')))
}

function said(text: string, products: readonly ProductView[], language: Language): Decision {
  const facts = products.flatMap(({ price, availableFrom }): ToolFact[] => [
    { kind: 'amount', hundredths: price.amount, currency: price.currency },
    ...(availableFrom ? [{ kind: 'date', date: availableFrom } as const] : []),
  ])
  return {
    outcome: 'answered',
    language,
    text,
    toolResults: [{ text, facts }],
    facts: { awaiting: null, clarification: null, misses: 0 },
    rule: { name: 'tool-read' },
  }
}
