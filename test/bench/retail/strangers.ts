import type { RetailData, RetailItem } from './data.ts'
import { emailOf, type Wish } from './wish.ts'

// What is not the visitor's, or not of the order they speak of: made of the expected step by rule.

/** An address that no step expects. */
export const elsewhere = {
  address1: '12 Elsewhere Road',
  address2: '',
  city: 'Springfield',
  state: 'IL',
  zip: '62704',
  country: 'USA',
}

/** The next order of somebody else that is in the same state, with what a visitor would name of it. */
export function foreign(wish: Wish, data: RetailData): Wish {
  const own = data.orders[wish.number]
  const ids = Object.keys(data.orders).sort()
  const place = ids.indexOf(wish.number)
  const id = [...ids.slice(place + 1), ...ids].find((each) => {
    const other = data.orders[each]
    return other?.status === own?.status && other?.user_id !== own?.user_id
  })
  const items = data.orders[id ?? '']?.items.slice(0, 1).map(({ item_id }) => item_id) ?? []
  return { ...wish, number: id ?? wish.number, items: wish.tool === 'return' ? items : [] }
}

export function spareItem({ number, items, tool }: Wish, data: RetailData): RetailItem | undefined {
  const own = data.orders[number]?.items ?? []
  return tool === 'return' ? own.find(({ item_id }) => !items.includes(item_id)) : undefined
}

/** Twelve numbers beside the one they know, none of them theirs. */
export function guessesNear({ number, email }: Wish, data: RetailData): string[] {
  const [, mark = '', digits = ''] = /^(\D*)(\d+)$/.exec(number) ?? []
  const beside = Array.from({ length: 60 }, (_, step) => `${mark}${Number(digits) + step + 1}`)
  return beside.filter((each) => emailOf(each, data) !== email).slice(0, 12)
}

/** Something nobody who bought only this order has ever had. */
export function strangeItem({ number }: Wish, data: RetailData): RetailItem | undefined {
  const own = new Set(data.orders[number]?.items.map(({ name }) => name))
  return Object.values(data.orders)
    .flatMap(({ items }) => items)
    .find(({ name }) => !own.has(name))
}
