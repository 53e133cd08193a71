import type { PostalAddress } from '#server/connectors/index.ts'
import {
  type RetailAction,
  type RetailAddress,
  type RetailData,
  type RetailItem,
  textOf,
  textsOf,
  variantOf,
} from './data.ts'
import { postal } from './views.ts'

/** A change that a visitor wants and that our tools can do. */
export interface Wish {
  tool: 'return' | 'address-change'
  number: string
  email: string
  /** Ids of what goes back. */
  items: string[]
  address?: RetailAddress
}

/**
 * How a visitor says it. `plain`: in words that the rules read. `vague`: in words they make nothing of, so that the
 * model is asked and its scripted call begins what our own steps lead to its end.
 */
export type Manner = 'plain' | 'vague'

/** The change that an expected step of the set is, where we have a tool for it. */
export function wishOf({ name, arguments: given }: RetailAction, data: RetailData): Wish | undefined {
  const number = textOf(given.order_id)
  const email = emailOf(number, data)
  if (email === undefined) return undefined
  if (name === 'return_delivered_order_items') {
    return { tool: 'return', number, email, items: textsOf(given.item_ids).sort() }
  }
  if (name !== 'modify_pending_order_address') return undefined
  const { address1, address2, city, country, state, zip } = given
  const address = {
    address1: textOf(address1),
    address2: textOf(address2),
    city: textOf(city),
    country: textOf(country),
    state: textOf(state),
    zip: textOf(zip),
  }
  return { tool: 'address-change', number, email, items: [], address }
}

export function emailOf(number: string, data: RetailData): string | undefined {
  const user = data.orders[number]?.user_id
  return user === undefined ? undefined : data.users[user]?.email
}

/** What the visitor writes first. */
export function wordsOf(wish: Wish, manner: Manner, data: RetailData): string {
  const { tool, number, address } = wish
  if (tool === 'address-change') {
    const to = address ? addressText(address) : 'another address'
    return manner === 'plain'
      ? `Please change the delivery address of order ${number} to ${to}`
      : `My order ${number} has to go elsewhere, please: ${to}`
  }
  const names = named(wish, data).join(' and the ')
  return manner === 'plain'
    ? `I want to return the ${names} from order ${number}. I no longer need it.`
    : `About order ${number}: the ${names} can go back to you, please.`
}

/** What a model that understood the visitor calls. */
export function callOf({ tool, number, address }: Wish): RetailAction {
  if (tool === 'return') return { name: tool, arguments: { orderNumber: number, reason: 'unwanted' } }
  const { lines, city, postalCode } = address ? postal(address, '') : ({} as Partial<PostalAddress>)
  return { name: tool, arguments: { orderNumber: number, lines, city, postalCode } }
}

/** Items as a visitor calls them: by kind, and by their options where two of a kind are in the order. */
function named({ number, items }: Wish, data: RetailData): string[] {
  const all = data.orders[number]?.items ?? []
  const isTwice = ({ name }: RetailItem) => all.filter((each) => each.name === name).length > 1
  return all
    .filter(({ item_id }) => items.includes(item_id))
    .map((item) => (isTwice(item) ? fullName(item) : item.name))
}

export function fullName(item: RetailItem): string {
  return `${item.name} (${variantOf(item)})`
}

/** All items of the wish with their options, as the shop shows them. */
export function fullNames({ number, items }: Wish, data: RetailData): string {
  const all = data.orders[number]?.items ?? []
  return all
    .filter(({ item_id }) => items.includes(item_id))
    .map(fullName)
    .join(', ')
}

export function addressText({ address1, address2, city, state, zip, country }: RetailAddress): string {
  return [address1, address2, city, `${state} ${zip}`, country].filter((each) => each !== '').join(', ')
}
