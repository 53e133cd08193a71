import { expect } from 'vitest'
import type { ShopAction } from '#shared/action.ts'
import type { ProposalWorld } from '../../support/proposal-world.ts'

/** A proposal that came about. */
export interface Made {
  id: string
  key: string
  reason: string
  action: ShopAction
  expiresAt: number
}

/** One conversation in which steps are played, and what is known of it from outside. */
export interface Run {
  world: ProposalWorld
  conversationId: string
  /** Stands before the reason of every action of this run. */
  prefix: string
  made: Made[]
  /** By the answers that people got: the keys that somebody approved. */
  approved: Set<string>
}

/** The proposal of a place among those made so far. */
export function madeAt({ made }: Run, place: number): Made | undefined {
  return made[place % Math.max(1, made.length)]
}

/** What the shop did somebody approved before, and it did it once. */
export function nothingUnapproved({ world, made, approved }: Run): void {
  for (const { key, reason } of made) {
    const done = world.shop.done.get(key)
    if (done === undefined) continue
    expect(approved.has(key), `${reason} was done, so a person approved it before`).toBe(true)
    expect(done.size, `${reason} was done once`).toBe(1)
  }
}
