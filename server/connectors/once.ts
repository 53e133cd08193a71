import { createHash, createHmac } from 'node:crypto'

/**
 * Lets calls with one key share one run while it lasts. It closes the gap between looking for the mark of a key in the
 * shop and leaving it there, on this node; between nodes the caller holds the lease of the action it approved.
 */
export function oneAtATime<Result>(): (key: string, run: () => Promise<Result>) => Promise<Result> {
  const running = new Map<string, Promise<Result>>()
  return (key, run) => {
    const before = running.get(key)
    if (before !== undefined) return before
    const work = run().finally(() => running.delete(key))
    running.set(key, work)
    return work
  }
}

/** The mark a key leaves in a shop, short enough for a note: `ref 1a2b3c4d5e6f7081`. Tells nothing of the key. */
export function markOf(key: string): string {
  return `ref ${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
}

/** The same key in the form of a UUID, which shops recommend for keys of theirs. */
export function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** No letters or digits that people take for each other. */
const codeLetters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/**
 * The coupon code of a key: always the same for it, so that the shop's own rule that codes are unique makes a second
 * coupon impossible. The shop's secret goes in, or a visitor who guesses keys could guess codes; 12 letters, 58 bits.
 */
export function couponCode(prefix: string, secret: string, key: string): string {
  const digest = createHmac('sha256', secret).update(`coupon ${key}`).digest()
  const letters = [...digest.subarray(0, 12)].map((byte) => codeLetters[byte % codeLetters.length])
  return `${prefix}-${letters.join('')}`
}
