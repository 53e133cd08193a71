import type { Address, SeededOrder } from './records.ts'

/** A town for every country the demo shop has sent to; the streets are made up. */
const towns: Record<string, Omit<Address, 'name' | 'lines' | 'country'> & { street: string }> = {
  AT: { street: 'Nordlichtgasse', city: 'Graz', postalCode: '8010' },
  BE: { street: 'Noorderlichtlaan', city: 'Gent', postalCode: '9000' },
  CA: { street: 'Aurora Trail', city: 'Calgary', postalCode: 'T2P 1J9', region: 'AB' },
  CH: { street: 'Nordlichtweg', city: 'Bern', postalCode: '3011' },
  CN: { street: '北光路', city: '杭州', postalCode: '310000', region: '浙江' },
  DE: { street: 'Nordlichtstraße', city: 'Leipzig', postalCode: '04109' },
  DK: { street: 'Nordlysvej', city: 'Aarhus', postalCode: '8000' },
  ES: { street: 'Calle de la Aurora', city: 'Bilbao', postalCode: '48001' },
  FI: { street: 'Revontulentie', city: 'Oulu', postalCode: '90100' },
  FR: { street: 'Rue de l’Aurore', city: 'Grenoble', postalCode: '38000' },
  GB: { street: 'Northlight Lane', city: 'Leeds', postalCode: 'LS1 4DY' },
  HK: { street: 'Northlight Road', city: 'Kowloon', postalCode: '999077' },
  IE: { street: 'Northlight Street', city: 'Cork', postalCode: 'T12 X70A' },
  IT: { street: 'Via dell’Aurora', city: 'Torino', postalCode: '10121' },
  JP: { street: '北光通り', city: '札幌市', postalCode: '060-0001', region: '北海道' },
  KR: { street: '북광로', city: '대전', postalCode: '34126' },
  MO: { street: 'Rua da Aurora', city: 'Macau', postalCode: '999078' },
  NL: { street: 'Noorderlichtstraat', city: 'Utrecht', postalCode: '3511 AA' },
  NO: { street: 'Nordlysveien', city: 'Tromsø', postalCode: '9008' },
  PL: { street: 'ulica Zorzy', city: 'Gdańsk', postalCode: '80-001' },
  SE: { street: 'Norrskensgatan', city: 'Umeå', postalCode: '903 25' },
  SG: { street: 'Northlight Avenue', city: 'Singapore', postalCode: '238801' },
  TW: { street: '北光路', city: '臺中市', postalCode: '400' },
  US: { street: 'Northlight Avenue', city: 'Portland', postalCode: '97205', region: 'OR' },
}

/** Where a seeded order goes; `undefined` for what is sent by e-mail. The house number comes from the order's own. */
export function seededAddress(order: SeededOrder): Address | undefined {
  const { country } = order.delivery
  const town = Object.hasOwn(towns, country) ? towns[country] : undefined
  if (town === undefined || order.items.every((item) => item.productId.startsWith('gift-card')))
    return undefined
  const house = (Number(order.number.replaceAll(/\D/g, '')) % 97) + 1
  const { street, ...place } = town
  const line = ['CN', 'TW'].includes(country) ? `${street} ${house} 号` : `${street} ${house}`
  return { name: order.name, lines: [line], ...place, country }
}
