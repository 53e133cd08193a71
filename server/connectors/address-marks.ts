import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parsedJson } from './fetch.ts'
import { markOf } from './once.ts'
import { type AddressChange, ConnectorFailure, type PostalAddress } from './shop.ts'

/** One line for each change that was made: the mark of its key, and a digest of the address it set. */
const marks = z.array(z.object({ key: z.string(), address: z.string() })).max(50)

/** Marks an order keeps: the newest. */
const kept = 20

/**
 * Setting an address twice does no harm, but an old key sent again after a newer change would undo that one. So a shop
 * keeps the marks of the keys with the order, written by the very request that changes the address.
 *
 * @param stored what the order holds of earlier changes, as JSON or parsed
 * @returns the JSON to store with this change; `undefined` where this key has made it already
 */
export function addressMarks(stored: unknown, { address }: AddressChange, key: string): string | undefined {
  const read = marks.safeParse(typeof stored === 'string' ? parsedJson(stored) : stored)
  const made = read.success ? read.data : []
  const mine = { key: markOf(key), address: digestOf(address) }
  const before = made.find((each) => each.key === mine.key)
  if (before?.address === mine.address) return undefined
  if (before !== undefined) throw new ConnectorFailure('refused', 'This change was made with another address')
  return JSON.stringify([...made.slice(1 - kept), mine])
}

function digestOf({ name, lines, city, postalCode, region, country }: PostalAddress): string {
  const parts = [name, ...lines, city, postalCode, region, country]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
