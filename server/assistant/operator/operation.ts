import { createHash } from 'node:crypto'
import type { ShopAction } from '#shared/action.ts'
import type { Language } from '#shared/knowledge.ts'
import type { ReturnReason } from './requests/return-request.ts'

// What the case file keeps of the operator's work. Types, not interfaces: they are stored as plain JSON.

/** The customer whom this conversation has proved: by the number and the e-mail address of an order of theirs. */
export type Verified = {
  email: string
  /** Orders that the shop has shown us as theirs; the last one is spoken of. At most 20. */
  numbers: string[]
}

/** The fields of an address that are asked for where nobody has said them: the visitor, or the order as it is. */
export const addressFields = ['name', 'lines', 'postalCode', 'city', 'country'] as const
export type AddressField = (typeof addressFields)[number]

export type AddressDraft = {
  name?: string
  lines?: string[]
  city?: string
  postalCode?: string
  region?: string
  country?: string
}

export type ProvedTool = 'order-status' | 'delivery' | 'my-orders' | 'return' | 'address-change'

/** What we asked the visitor for last: a proof, a slot, or their word. */
export type Step = 'order-number' | 'email' | 'items' | 'quantity' | 'reason' | 'terms' | AddressField

/** Something that a visitor wants done, as far as it has come. */
export type Operation = {
  tool: ProvedTool
  step: Step
  language: Language
  /** What they wanted, in their own words. */
  said: string
  number?: string
  /** The number they gave was none of theirs: another one has to be given. */
  isNotFound?: boolean
  /** Not proved yet. */
  email?: string
  /** Ids of the order's items; none yet where it is left out. */
  items?: { id: string; quantity: number }[]
  reason?: ReturnReason
  comment?: string
  /** They speak of their money: what a return cannot do goes to a person as a refund. */
  wantsMoney?: boolean
  address?: AddressDraft
  /** {@link fingerprintOf} what was shown: a yes agrees to this and to nothing else. */
  shown?: string
  /** It was put off for another question and offered again. */
  isOffered?: boolean
}

/** Stands for exact arguments and the terms shown with them, so that a changed one needs a new yes. */
export function fingerprintOf(action: ShopAction, terms: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([action, terms]))
    .digest('base64url')
}

/**
 * The key under which the shop does an action once, however often a turn is run: the conversation, how many actions it
 * has had before, and the exact arguments.
 */
export function keyFor(conversationId: string, deeds: number, action: ShopAction): string {
  return createHash('sha256')
    .update(JSON.stringify([conversationId, deeds, action]))
    .digest('base64url')
}
