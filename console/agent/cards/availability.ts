import { cardDay } from '#shared/card-formats.ts'
import type { CardProduct } from '#shared/cards.ts'
import { locale } from '../../shell/format.ts'
import { t } from '../../texts/texts.ts'

/** In words, with the day on which it can be had. */
export function availabilityOf({ available, availableFrom }: CardProduct): string {
  const words = t().cards
  const isAway = available === 'out-of-stock' || available === 'preorder'
  const when = isAway && availableFrom && words.thereOn[available](cardDay(locale(), availableFrom))
  return [words.availability[available], when].filter(Boolean).join(' · ')
}
