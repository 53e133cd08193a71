import { cardSchema } from '#shared/card-schema.ts'
import { type Card, type CardMoney, mostCards } from '#shared/cards.ts'
import type { Money } from '../../../connectors/index.ts'
import type { Decision, TurnParts } from '../../turn.ts'
import { plainly } from '../plain.ts'
import type { ToolName } from '../tools.ts'

/**
 * The decision with cards beside its text. They are made of a tool's result and of nothing else, never of a model's
 * words: that is the provenance of their figures (invariant 13), and why the judge, whose matter is text, does not read
 * them. A card that does not fit its bounds is left out and the record says so; the text tells everything without it.
 *
 * @param told the part of the text that the cards tell again, where they tell all of it
 */
export function withCards(
  decision: Decision,
  tool: ToolName,
  made: readonly Card[],
  parts: Pick<TurnParts, 'record'>,
  told?: string,
): Decision {
  const cards = made.slice(0, mostCards).flatMap((card) => {
    const checked = cardSchema.safeParse(card)
    if (checked.success) return [checked.data]
    // Where it stood, never what it said: a shop's answer may hold anything.
    const [issue] = checked.error.issues
    parts.record('operate', { tool, failed: `card: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}` })
    return []
  })
  if (cards.length === 0) return decision
  const isWhole = cards.length === made.length && told && decision.text.includes(told)
  return { ...decision, cards, ...(isWhole && { cardsTell: told }) }
}

/** Where in the final text the part stands that the cards tell again: other answers may have come before it. */
export function toldIn({ text, cards, cardsTell }: Decision): { from: number; to: number } | undefined {
  if (!cards || cardsTell === undefined) return undefined
  const from = text.indexOf(cardsTell)
  return from < 0 ? undefined : { from, to: from + cardsTell.length }
}

/** Money of a shop, or nothing where no amount can be written of it. */
export function moneyOn(money: Money | undefined): CardMoney | undefined {
  if (money === undefined || !Number.isSafeInteger(money.amount)) return undefined
  return /^[A-Z]{3}$/.test(money.currency) && Math.abs(money.amount) <= 1e12
    ? { amount: money.amount, currency: money.currency }
    : undefined
}

/** A text of the shop for a card; nothing where nothing is left of it. */
export function lineOn(text: string | undefined, longest: number): string | undefined {
  const line = text === undefined ? '' : plainly(text, longest)
  return line === '' ? undefined : line
}

/** A day as the calendar has it; a shop's word that is none is left out. */
export function dayOn(day: string | undefined): string | undefined {
  const isDay = day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
  return isDay && new Date(day).toISOString().startsWith(day) ? day : undefined
}

/** Without the fields that hold nothing, as it is stored. */
export function present<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
}
