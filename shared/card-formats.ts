import type { CardMoney, OrderState } from './cards.ts'

// How the figures of a card are written. Apart from the types, so that it loads with whoever draws cards.

/** `US$124`, `¥124.50`, as the locale writes it; without a fraction where there is none. */
export function cardMoney(locale: string, { amount, currency }: CardMoney): string {
  const format = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const
  return new Intl.NumberFormat(locale, format).format(amount / 100)
}

/** `23 Nov`, with its year where that is another one than now's. A day of the shop's calendar, in no time zone. */
export function cardDay(locale: string, day: string, now = Date.now()): string {
  return dayFormat(locale, day, now).format(new Date(`${day}T00:00:00Z`))
}

/** `20 Nov – 23 Nov`; one day where no other comes before it. A range of `Intl` is bare figures in Chinese. */
export function cardDays(locale: string, from: string | undefined, until: string, now = Date.now()): string {
  const last = cardDay(locale, until, now)
  return from === undefined || from >= until ? last : `${cardDay(locale, from, now)} – ${last}`
}

function dayFormat(locale: string, day: string, now: number): Intl.DateTimeFormat {
  const isThisYear = day.startsWith(String(new Date(now).getFullYear()))
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
    timeZone: 'UTC',
  })
}

/** The milestones of an order and how many of them it has passed; `undefined` for one that goes nowhere any more. */
export function stepsOf(state: OrderState): { names: readonly OrderState[]; passed: number } | undefined {
  const names = ['placed', 'packed', 'shipped', 'delivered'] as const
  const at = state === 'paid' ? 0 : names.indexOf(state as (typeof names)[number])
  return at < 0 ? undefined : { names, passed: at + 1 }
}
