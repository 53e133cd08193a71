import { speaksToMachine } from '#shared/instructions.ts'
import type { Language } from '#shared/knowledge.ts'
import type { Money, PostalAddress } from '../../connectors/index.ts'
import { withoutAddresses } from '../web-address.ts'

const locales = { en: 'en-GB', zh: 'zh-CN' }

/**
 * A text of the shop as it may stand in a reply: one line, of bounded length, with nothing in it that a chat would draw
 * as bold or as a link, nor any address that somebody might follow by hand (invariant 11).
 *
 * @param longest UTF-16 units
 */
export function plainly(text: string, longest = 120): string {
  const known = text.slice(0, 2_000)
  // Who names a product so means the assistant, not the visitor.
  if (speaksToMachine(known)) return '…'
  const line = withoutAddresses(known)
    .replaceAll(/[\s\p{Control}\p{Format}]+/gu, ' ')
    .replaceAll(/[*_`[\]<>\\#|]/g, '')
    .trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`
}

/** An address of the web that a reply may show whole; anything else is left out. */
export function linkOf(address: string | undefined): string | undefined {
  if (address === undefined || address.length > 500 || !URL.canParse(address)) return undefined
  const { protocol, href, username } = new URL(address)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && !/[\s()[\]<>*]/.test(href)
    ? href
    : undefined
}

/** `US$124`, `US$12.50`. */
export function moneyIn(language: Language, { amount, currency }: Money): string {
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    ...(language === 'zh' && { currencyDisplay: 'symbol' }),
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount / 100)
}

/** `12 November`, `11月12日`; with its year where that is another one than today's. */
export function dayIn(language: Language, day: string, today: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return plainly(day, 20)
  return date.toLocaleDateString(locales[language], {
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }),
    timeZone: 'UTC',
  })
}

/** The lines of an address, as it is written on a parcel in that language. */
export function addressIn(
  language: Language,
  { name, lines, postalCode, city, region, country }: PostalAddress,
): string {
  const land = new Intl.DisplayNames([locales[language]], { type: 'region' }).of(country) ?? country
  const place =
    language === 'zh'
      ? [region, city].filter(Boolean).join(' ').concat(` ${postalCode}`)
      : [postalCode, city, region].filter(Boolean).join(' ')
  return [name, ...lines, place, land].map((line) => plainly(line, 200)).join('\n')
}
