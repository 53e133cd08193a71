import type { Decision } from '#server/assistant/index.ts'
import type { RetailData } from './data.ts'
import type { Talk } from './talk.ts'
import { addressText, callOf, fullNames, type Manner, type Wish, wordsOf } from './wish.ts'

/** How far a dialogue came. */
export type Reached = 'terms' | 'done' | 'handed-over' | 'proposed' | 'not-found' | 'told-no' | 'stuck'

export const yes = { return: 'Yes, start the return', 'address-change': 'Yes, change the address' } as const

/**
 * Brings a wish up to the terms that are read before the yes: the visitor says it, then gives whatever is asked for.
 * They look at the items shown and correct them once.
 */
export async function leadToTerms(
  talk: Talk,
  wish: Wish,
  data: RetailData,
  manner: Manner,
  first = wordsOf(wish, manner, data),
): Promise<Reached> {
  talk.plan(...(manner === 'vague' ? [callOf(wish)] : []))
  let decision = await talk.says(first)
  let corrected = false
  for (let turn = 0; turn < 12; turn += 1) {
    const reached = reachedBy(decision)
    if (reached !== undefined) return reached
    const { step, items = [] } = talk.caseFile.operation ?? {}
    if (step === 'terms') {
      const isRight = wish.tool === 'address-change' || isSame(items, wish.items)
      if (isRight) return 'terms'
      if (corrected) return 'stuck'
      corrected = true
      decision = await talk.says(`${fullNames(wish, data)}, please`)
      continue
    }
    const reply = replyTo(step, wish, data)
    if (reply === undefined) return 'stuck'
    decision = await talk.says(reply)
  }
  return 'stuck'
}

/** The same, with the yes to what was shown. */
export async function leadToEnd(
  talk: Talk,
  wish: Wish,
  data: RetailData,
  manner: Manner,
  first?: string,
): Promise<Reached> {
  const reached = await leadToTerms(talk, wish, data, manner, first)
  if (reached !== 'terms') return reached
  return reachedBy(await talk.says(yes[wish.tool])) ?? 'stuck'
}

/** Where a reply ends the dialogue. */
export function reachedBy({ outcome, deed, proposal, rule }: Decision): Reached | undefined {
  if (deed?.outcome) return 'done'
  if (proposal) return 'proposed'
  if (outcome === 'handed-over') return 'handed-over'
  if (rule?.name === 'order-unknown') return 'not-found'
  if (rule?.name === 'tool-refused') return 'told-no'
  return outcome === 'asked' ? undefined : 'stuck'
}

function replyTo(step: string | undefined, wish: Wish, data: RetailData): string | undefined {
  const { number, email, address } = wish
  switch (step) {
    case 'order-number':
      return `${number}, ${email}`
    case 'email':
      return email
    case 'items':
      return fullNames(wish, data)
    case 'quantity':
      return 'All of them'
    case 'reason':
      return 'I no longer want it'
    case 'name':
    case 'lines':
    case 'city':
    case 'postalCode':
      return address && addressText(address)
    default:
      return undefined
  }
}

function isSame(picked: readonly { id: string }[], wanted: readonly string[]): boolean {
  const ids = picked.map(({ id }) => id).sort()
  return ids.length === wanted.length && ids.every((id, place) => id === wanted[place])
}
