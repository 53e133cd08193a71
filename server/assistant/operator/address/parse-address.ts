import { countryOf as codeOf } from '../../case/countries.ts'
import { withoutOrderNumbers } from '../../order-number.ts'
import { type AddressDraft, type AddressField, addressFields } from '../operation.ts'

/** More of a message is not read as an address. UTF-16 units. */
const mostText = 600

const postalCodes: readonly RegExp[] = [
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i,
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/i,
  /\b[A-Z]\d{2} ?[A-Z\d]{4}\b/,
  /\b\d{4} ?[A-Z]{2}\b/,
  /\b\d{5}-\d{4}\b/,
  /\b\d{3}-\d{4}\b/,
  /\b\d{2}-\d{3}\b/,
  /\b\d{3} \d{2}\b/,
  /(?<!\d)\d{6}(?!\d)/,
  /(?<!\d)\d{5}(?!\d)/,
  /(?<!\d)\d{4}(?!\d)/,
]

/**
 * What a text holds of a postal address: labelled fields, parts between commas or line breaks, and Chinese addresses in
 * one piece. It guesses little: what it does not find is asked for, and the whole is shown back before it counts.
 */
export function parseAddress(text: string): AddressDraft {
  const read = text
    .slice(0, mostText)
    .normalize('NFKC')
    .replaceAll(/[(<[]?[\w.+-]{1,64}@[\w.-]{1,190}[)>\]]?/g, ' ')
  const bare = withoutRequest(withoutOrderNumbers(read, ' '))
  const { draft, rest } = labelled(bare)
  const found = /\p{Script=Han}{4,}/u.test(rest) ? chinese(rest) : western(rest)
  return { ...found, ...draft }
}

/** One field, as the visitor gave it when asked; `undefined` where it cannot be one. */
export function fieldIn(text: string, field: AddressField): AddressDraft | undefined {
  const line = text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  if (line === '' || line.length > 200) return undefined
  switch (field) {
    case 'postalCode': {
      const code = postalCodeIn(line)
      return code === undefined ? undefined : { postalCode: code }
    }
    case 'lines':
      return {
        lines: text
          .split(/[\n,，]/)
          .map((each) => each.trim())
          .filter(Boolean)
          .slice(0, 4),
      }
    case 'city':
      return /\d/.test(line) || line.length > 60 ? undefined : { city: line }
    case 'country':
      return countryOf(line)
    case 'name':
      return /\d/.test(line) || line.length > 80 ? undefined : { name: line }
  }
}

/** The first field that is still missing. */
export function missingIn(draft: AddressDraft): AddressField | undefined {
  return addressFields.find((field) => draft[field] === undefined || draft[field].length === 0)
}

const request =
  /^[\s\S]{0,200}?(?:\b(?:new |delivery |shipping |different )?address(?: (?:is|to|for[^:,]{0,30}?to|of[^:,]{0,30}?to|on[^:,]{0,30}?to))?\b\s*(?::|to\b|is\b)?|\b(?:send|ship|deliver|redirect|change) (?:it|this|that|my \w+|order)?[^:,]{0,20}\bto\b:?|\binstead\b:?)\s*/i
const requestChinese =
  /^[\s\S]{0,60}?(?:(?:改|换|寄|送|发)(?:成|到|为|去|往|至)|新?(?:收货|配送)?地址(?:是|为|改为|：|:)|地址)[:：，,\s]*/

/** "Please change the address of my order to …" is no street. */
function withoutRequest(text: string): string {
  const from = requestChinese.exec(text)?.[0] ?? request.exec(text)?.[0] ?? ''
  const rest = text.slice(from.length).trim()
  if (from === '' && /^[^\d,\n]{0,200}$/.test(text) && !/\p{Script=Han}{6,}/u.test(text)) return ''
  return rest.replace(/^(?:please|请|吧|帮我|谢谢|一下|to|了)[\s,，:：.。]*/i, '')
}

const labels: readonly [AddressField, RegExp][] = [
  ['name', /(?:^|[\n,，;；])\s*(?:name|recipient|收件人|收货人|姓名|联系人)\s*[:：]\s*([^\n,，;；]{1,80})/i],
  [
    'postalCode',
    /(?:^|[\n,，;；\s])(?:post(?:al)? ?code|zip(?: code)?|邮编|邮政编码)\s*[:：]?\s*([A-Z\d][A-Z\d -]{2,9})/i,
  ],
  ['city', /(?:^|[\n,，;；])\s*(?:city|town|城市)\s*[:：]\s*([^\n,，;；]{1,60})/i],
  ['lines', /(?:^|[\n,，;；])\s*(?:street|address|街道|详细地址|地址)\s*[:：]\s*([^\n;；]{1,200})/i],
  ['country', /(?:^|[\n,，;；])\s*(?:country|国家)\s*[:：]\s*([^\n,，;；]{1,60})/i],
]

function labelled(text: string): { draft: AddressDraft; rest: string } {
  const draft: AddressDraft = {}
  let rest = text
  for (const [field, pattern] of labels) {
    const [whole, value = ''] = pattern.exec(rest) ?? []
    if (whole === undefined) continue
    rest = rest.replace(whole, '\n')
    const said = value.trim()
    if (field === 'lines') draft.lines = [said]
    else if (field === 'country') Object.assign(draft, countryOf(said))
    else draft[field] = said
  }
  return { draft, rest }
}

function western(text: string): AddressDraft {
  const draft: AddressDraft = {}
  const segments = text
    .split(/[,，\n;]/)
    .map((each) => each.replace(/[.!?]+$/, '').trim())
    .filter((each) => /[\p{Letter}\d]/u.test(each))
  const last = segments.at(-1)
  const country = last === undefined ? undefined : countryOf(last)
  if (country) {
    Object.assign(draft, country)
    segments.pop()
  }
  const coded = segments.findLastIndex((each, index) => {
    const code = postalCodeIn(each)
    // "12 Mill Lane" is a street, also where its number looks like a code.
    return code !== undefined && (index > 0 || segments.length === 1) && !/^\d{1,3}[a-z]? /i.test(each)
  })
  if (coded >= 0) {
    const segment = segments[coded] ?? ''
    const code = postalCodeIn(segment) ?? ''
    draft.postalCode = code.toUpperCase()
    const beside = segment.replace(code, ' ').replaceAll(/\s+/g, ' ').trim()
    const before = segments[coded - 1]
    if (/^[A-Z]{2}$/.test(beside)) draft.region = beside
    if (beside !== '' && draft.region === undefined) draft.city = beside
    else if (before !== undefined && !/\d/.test(before)) {
      draft.city = before
      segments.splice(coded - 1, 1)
      segments.splice(coded - 1, 1)
      return withStreet(draft, segments)
    }
    segments.splice(coded, 1)
  }
  return withStreet(draft, segments)
}

/** What is left: a name before the street, the street with its number, and what belongs to it. */
function withStreet(draft: AddressDraft, segments: string[]): AddressDraft {
  const street = segments.findIndex((each) => /\d/.test(each) && /\p{Letter}/u.test(each))
  if (street < 0) return draft
  const name = segments.slice(0, street).find((each) => /^\p{Letter}[\p{Letter}.' -]{2,60}$/u.test(each))
  const after = segments.slice(street + 1)
  const city = draft.city === undefined ? after.find((each) => !/\d/.test(each)) : undefined
  const lines = [segments[street] ?? '', ...after.filter((each) => each !== city)].slice(0, 4)
  return { ...draft, ...(name && { name }), ...(city && { city }), lines }
}

const municipality = /^(北京|上海|天津|重庆)市?/
const province = /^((?:[\p{Script=Han}]{2,8}?(?:省|自治区|特别行政区)))/u
const city = /^([\p{Script=Han}]{2,8}?(?:市|自治州|地区|盟))/u

function chinese(text: string): AddressDraft {
  const draft: AddressDraft = {}
  let rest = text.replaceAll(/[\n;；]/g, '，')
  const code = /(?<!\d)\d{6}(?!\d)/.exec(rest)?.[0]
  if (code !== undefined) {
    draft.postalCode = code
    rest = rest.replace(code, ' ')
  }
  const pieces = rest
    .split(/[,，。\s]+/)
    .map((each) => each.trim())
    .filter((each) => /[\p{Letter}\d]/u.test(each) && !/^(?:谢谢|麻烦了?|邮编|请|吧)$/.test(each))
  const isName = (each: string) => /^[\p{Script=Han}·]{2,4}$/u.test(each) && !/[省市区县路街号]/.test(each)
  const name = pieces.find(isName)
  if (name) draft.name = name
  let place = pieces.filter((each) => each !== name).join(' ')
  place = place.replace(/^中国(?:大陆)?\s*/, () => {
    draft.country = 'CN'
    return ''
  })
  const direct = municipality.exec(place)
  if (direct?.[1]) {
    draft.city = `${direct[1]}市`
    place = place.slice(direct[0].length)
  } else {
    const inProvince = province.exec(place)?.[1]
    if (inProvince) {
      draft.region = inProvince
      place = place.slice(inProvince.length).trim()
    }
    const inCity = city.exec(place)?.[1]
    if (inCity) {
      draft.city = inCity
      place = place.slice(inCity.length).trim()
    }
  }
  if (/\d|[一二三四五六七八九十]+号|[路街巷弄村镇幢栋室]/.test(place))
    draft.lines = [place.trim().slice(0, 200)]
  return draft
}

function postalCodeIn(text: string): string | undefined {
  for (const pattern of postalCodes) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) return found.trim()
  }
  return undefined
}

function countryOf(text: string): { country: string } | undefined {
  const country = codeOf(text.trim())
  return country === undefined ? undefined : { country }
}
