const codes =
  'AD AE AF AL AM AR AT AU AZ BA BD BE BG BH BN BO BR BY CA CH CL CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES ET FI FR GB GE GH GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KR KW KZ LA LB LI LK LT LU LV LY MA MC MD ME MG MK MM MN MO MT MV MX MY MZ NG NI NL NO NP NZ OM PA PE PH PK PL PT PY QA RO RS RU RW SA SE SG SI SK SN SV SY TH TN TR TW TZ UA UG US UY UZ VE VN YE ZA ZM ZW'.split(
    ' ',
  )
/** What people write and the table of names does not have. */
const more: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  usa: 'US',
  'the us': 'US',
  'u.s.': 'US',
  'the states': 'US',
  america: 'US',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  korea: 'KR',
  'hong kong': 'HK',
  macau: 'MO',
  香港: 'HK',
  澳门: 'MO',
  台湾: 'TW',
  国内: 'CN',
}

const named = new Map<string, string>(Object.entries(more))
for (const locale of ['en', 'zh-CN']) {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  for (const code of codes) named.set((names.of(code) ?? code).toLowerCase(), code)
}

/** Every name of a country, in English and Chinese, longest first: for the inside of a pattern. */
export const countryNames = [...named.keys()]
  .sort((one, other) => other.length - one.length)
  .map((name) => name.replaceAll(/[.()&]/g, '\\$&'))
  .join('|')

/** The country's code (ISO 3166-1 alpha-2). */
export function countryOf(name: string): string | undefined {
  return named.get(name.toLowerCase())
}
