import { z } from 'zod'
import type { Language } from '#shared/knowledge.ts'
import type { Customer, Money } from './shop.ts'

/** Text of a shop, cut rather than refused: a long title is no reason to hide an order. */
export function shopText(longest: number): z.ZodType<string> {
  return z.string().transform((text) => text.slice(0, longest))
}

/** A shop that keeps its texts in one language says the same in both. */
export function inBoth(text: string): Record<Language, string> {
  return { en: text, zh: text }
}

/** A decimal number as shops write amounts, `-12.5`. */
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/)

/** ISO 4217; anything else no amount can be written in. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/)

/**
 * A number or a code that visitors are told: of an order, a return, a coupon. It stands in replies as it is, so that
 * nothing in it may lead anywhere or be drawn as anything else (invariant 11).
 */
export const told = z.string().regex(/^(?!.*\/\/)[^\p{C}*`[\]<>\\|]{1,60}$/u)

/** Hundredths of a decimal number written as text, exact; a third decimal is rounded half up. */
export function hundredthsOf(text: string): number {
  const [whole = '0', part = ''] = text.replace('-', '').split('.')
  const digits = part.padEnd(3, '0')
  const amount = Number(whole) * 100 + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0)
  return text.startsWith('-') && amount > 0 ? -amount : amount
}

/** The amount as shops want it, `12.50`. */
export function decimalOf(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0')
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Money of a decimal number and its currency. */
export function moneyOf(amount: string, currency: string): Money {
  return { amount: hundredthsOf(amount), currency }
}

/** A link people may be given: only of the web, or none. */
export function webAddress(text: string | null | undefined): string | undefined {
  if (!text || text.length > 2_000 || !URL.canParse(text)) return undefined
  const { protocol, href } = new URL(text)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}

/** `YYYY-MM-DD` of a time in ISO 8601, in the zone it is written in. */
export function dayOf(time: string | null | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}/.exec(time ?? '')?.[0]
}

/** The day so many days after, in UTC. */
export function dayAfter(time: number, days: number): string {
  return new Date(time + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whether an order was placed by this customer. E-mail addresses are compared as people write them, in any case. */
export function isOf(customer: Customer, email: string | null | undefined): boolean {
  const asked = customer.email.trim().toLowerCase()
  return asked !== '' && email?.trim().toLowerCase() === asked
}

/** What a visitor may mean by an order number, without `#`; `undefined` where it is none. Safe inside a search. */
export function orderNumber(text: string): string | undefined {
  const number = text.trim().replace(/^#/, '')
  return /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u.test(number) ? number : undefined
}

/** An e-mail address that may stand inside a shop's search; one with quotes or spaces may not. */
export function searchableEmail(customer: Customer): string | undefined {
  const email = customer.email.trim().toLowerCase()
  return /^[^\s"'\\()<>:,;@]{1,64}@[^\s"'\\()<>:,;@]{1,190}$/.test(email) ? email : undefined
}

/** The words of a visitor's search: letters and digits only, so that nothing of it is taken for a search's own language. */
export function searchWords(text: string): string[] {
  return (
    (text.match(/[\p{L}\p{N}]+/gu) ?? [])
      // Connectives of a search's language, and single letters, which are in every name.
      .filter((word) => !/^(and|or|not|[a-z])$/i.test(word))
      .map((word) => word.slice(0, 40))
      .slice(0, 8)
  )
}

/** From how many pieces on stock is low, as a shop's page would say `only a few left`. */
export const fewLeft = 5
