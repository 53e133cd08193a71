import type { FoundValue } from './amounts.ts'
import { number, numberOf } from './numbers.ts'

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const chineseWeekdays = '日一二三四五六'

const month = `(${months.join('|')}|${months.map((each) => each.slice(0, 3)).join('|')}|sept)`
const ordinal = String.raw`(\d{1,2})(?:st|nd|rd|th)?`
/** Not within a number of a return or a parcel, such as RT-AB3H7MAR. */
const apart = String.raw`(?:(?<![a-z]-?)|(?!\d))`
const dayMonth = new RegExp(
  String.raw`${apart}(?<!\d)${ordinal}(?: ?(?:-|–|to|and|or) ?${ordinal})?(?: of)? ${month}(?![a-z\d]| (?:be|not|have|also))`,
  'g',
)
const monthDay = new RegExp(
  String.raw`(?<![a-z])${month} (?:the )?${ordinal}(?: ?(?:-|–|to|and) ?${ordinal})?(?!\d)`,
  'g',
)
const isoDay = /(?<!\d)\d{4}-(\d{2})-(\d{2})(?!\d)/g
const chineseDay = new RegExp(
  String.raw`(${number}) ?月 ?(${number}) ?[日号]?(?: ?[-–—~至到和] ?(?:(${number}) ?月 ?)?(${number}) ?[日号])?`,
  'g',
)

const unit = '(minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|years?|yrs?)(?![a-z]|\\d)'
const range = String.raw`(?: ?(?:-|–|—|~|to|and|or) ?(${number}))?`
const duration = new RegExp(
  String.raw`${apart}(${number})${range}(?: more| full)?[ -]?(working|business|week)?[ -]?${unit}`,
  'g',
)
const single = new RegExp(
  String.raw`(?<![a-z])(?:within|in|after|under|takes?|than|for|about|lasts?)(?: about| just| only| less than)? (?:an?|one|the same|(?<=within )the(?: next)?) (working |business )?${unit}`,
  'g',
)
const vague =
  /(?<![a-z])(?:a (?:few|couple of)|several|a couple) (?:working |business )?(minutes|hours|days|weeks|months)(?![a-z])/g
const chineseDuration = new RegExp(
  String.raw`(${number})(?: ?(?:[-–—~至到或]) ?(${number}))? ?(个?工作日|个?工作天|个?自然日|天|日(?=[之以]?内|后|之后)|个?小时|个?钟头?|分钟|周(?![一二三四五六日末年])|个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])|个月|年)`,
  'g',
)
const weekday = new RegExp(String.raw`(?<![a-z])(?:next |this )?(${weekdays.join('|')})(?![a-z])`, 'g')
const chineseWeekday = /(?<!\d)(?:下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])/g

// What names a day or a part of the calendar without a number; both languages share the value.
const relative: readonly (readonly [value: string, pattern: RegExp])[] = [
  ['day+3', /大后天/g],
  ['day+2', /(?:the )?day after tomorrow|(?<!大)后天/g],
  [
    'day+1',
    /(?<!after )tomorrow|next[- ]day|overnight|明[天日早晚儿]|first thing in the morning|次日|隔天|第二天/g,
  ],
  [
    'day+0',
    /(?<![a-z])(?:today|tonight|same[- ]day|this (?:morning|afternoon|evening))(?![a-z])|今[天日晚]|当[天日]/g,
  ],
  ['14d', /(?<![a-z])(?:a |one )?fortnight(?![a-z])/g],
  [
    'at once',
    /in no time|in a (?:jiffy|flash)|before you know it|(?:马上|立刻|立即|即刻|很快)(?:就|会|能|可以){0,3}(?:到(?=[货手了吧的,.!。]|账(?!户)|$)|送达|发货)/g,
  ],
  [
    'end of day',
    /end of (?:the |this )?(?:business )?day|close of business|by (?:eod|cob)(?![a-z])|下班[之以]?前|天黑前/g,
  ],
  [
    'end of week',
    /(?:(?:by|before|over|this|until) )(?:the )?weekend|end of (?:the |this )?week|周末|(?<![一二两三四五六七八九十个\d] ?)周内/g,
  ],
  ['this week', /(?<![a-z])(?:this|later this) week(?!end)|[这本]周(?![一二三四五六日末])/g],
  ['next week', /(?<![a-z])next week|下个?(?:周|星期|礼拜)(?![一二三四五六日天])/g],
  ['end of month', /end of (?:the |this )?month|月底/g],
  ['this month', /(?:within|by the end of|later|still) this month|(?:本|这个)月[之以]?内/g],
  ['end of year', /end of (?:the |this )?year|年底/g],
  ['next month', /next month|下个?月/g],
  ['noon', /(?:by|before) (?:noon|lunch(?:time)?|midday)|[中正]午[之以]?前/g],
  ['christmas', /(?:by|before|in time for) (?:christmas|xmas)|圣诞节?[之以]?前/g],
  ['new year', /(?:by|before|in time for) (?:the )?new year|(?:春节|元旦|过年)[之以]?前|年前/g],
]

const clock = new RegExp(
  String.raw`(?<![\d:])(\d{1,2})(?::(\d{2}))? ?(am|pm|a\.m|p\.m|o'clock)(?![a-z])|(?<!\d|\d[:.,])(\d{1,2}):(\d{2})(?!\d)|(上午|早上|下午|晚上|中午|凌晨)?(${number})点(?:钟|整|(半))?(?=[之以]?前|左右|发|送|到|开|关|下班|[,.!?;。]|$|[至到–-])`,
  'g',
)
const dayOfMonth = new RegExp(
  String.raw`(?:on|by|before|until|till) the (\d{1,2})(?:st|nd|rd|th)(?! (?:of|floor|day))|(?<![月 ])(${number}) ?号(?=[之以]?前|到|送|发|左右|能|就|可|会|寄)`,
  'g',
)

/**
 * The points and lengths of time in a text: `14d` for "two weeks" (hours, days and weeks are one scale), `5wd` for
 * working days, `24m` for "two years", `11-24`, `friday`, `day+1`. Of a range the end counts: it is what is promised.
 */
export function deadlinesIn(text: string): FoundValue[] {
  const found: FoundValue[] = []
  const add = (match: RegExpExecArray, value: string | undefined) => {
    const start = match.index
    const end = start + match[0].length
    if (value !== undefined) found.push({ value, start, end })
  }
  for (const [first, second, name, pattern] of [
    [1, 2, 3, dayMonth],
    [2, 3, 1, monthDay],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      const place = months.findIndex((each) => each.startsWith((match[name] ?? '').slice(0, 3)))
      for (const day of [match[first], match[second]]) add(match, day && dayOf(place + 1, Number(day)))
    }
  }
  for (const match of text.matchAll(isoDay)) add(match, `${match[1]}-${match[2]}`)
  for (const match of text.matchAll(chineseDay)) {
    const [, first = '', day = '', second = first, until] = match
    add(match, dayOf(numberOf(first), numberOf(day)))
    if (until !== undefined) add(match, dayOf(numberOf(second), numberOf(until)))
  }
  for (const match of text.matchAll(duration)) {
    add(match, lengthOf(numberOf(match[2] ?? match[1] ?? ''), match[4] ?? '', match[3] !== undefined))
  }
  for (const match of text.matchAll(single)) add(match, lengthOf(1, match[2] ?? '', match[1] !== undefined))
  for (const match of text.matchAll(vague)) add(match, `some ${match[1]}`)
  for (const match of text.matchAll(chineseDuration)) {
    const name = (match[3] ?? '').replace('个', '')
    add(match, lengthOf(numberOf(match[2] ?? match[1] ?? ''), name, name.startsWith('工作')))
  }
  for (const match of text.matchAll(clock)) add(match, timeOf(match))
  for (const match of text.matchAll(dayOfMonth)) {
    const day = match[1] === undefined ? numberOf(match[2] ?? '') : Number(match[1])
    add(match, day === undefined ? undefined : `the ${day}`)
  }
  for (const match of text.matchAll(weekday)) add(match, match[1])
  for (const match of text.matchAll(chineseWeekday)) {
    add(match, weekdays[chineseWeekdays.indexOf((match[1] ?? '').replace('天', '日'))])
  }
  for (const [value, pattern] of relative) for (const match of text.matchAll(pattern)) add(match, value)
  return found
}

/** What a day (`YYYY-MM-DD`) may be called: its date, its weekday and, seen from `today`, "tomorrow". */
export function namesOfDay(day: string, today: string | undefined): string[] {
  const time = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(time)) return []
  const away = today === undefined ? Number.NaN : (time - Date.parse(`${today}T00:00:00Z`)) / 86_400_000
  const names = [day.slice(5), `the ${Number(day.slice(8))}`, weekdays[new Date(time).getUTCDay()] ?? '']
  return away >= 0 && away <= 3 ? [...names, `day+${away}`] : names
}

/** The canonical name of a length of time. */
export function lengthOf(count: number | undefined, name: string, isWorking: boolean): string | undefined {
  if (count === undefined) return undefined
  // Half a month is fifteen days in Chinese.
  if (/^(?:month|个?月)/.test(name)) return count === 0.5 ? '15d' : `${count}m`
  if (/^(?:y|年)/.test(name)) return count > 100 ? undefined : `${count * 12}m`
  if (isWorking) return `${count}wd`
  const days = /^(?:min|分)/.test(name)
    ? 1 / 1_440
    : /^(?:h|小时|钟)/.test(name)
      ? 1 / 24
      : /^(?:w|周|星期|礼拜)/.test(name)
        ? 7
        : 1
  return `${Math.round(count * days * 1_440) / 1_440}d`
}

function timeOf([, hour, minutes, half, plainHour, plainMinutes, part, number, isHalf]: RegExpExecArray) {
  const hours = hour ?? plainHour
  const value = hours === undefined ? numberOf(number ?? '') : Number(hours)
  if (value === undefined || value > 24) return undefined
  const isLate = (half?.startsWith('p') || part === '下午' || part === '晚上') && value < 12
  return `${isLate ? value + 12 : value}:${minutes ?? plainMinutes ?? (isHalf ? '30' : '00')}`
}

function dayOf(place: number | undefined, day: number | undefined): string | undefined {
  if (!place || !day || place > 12 || day > 31) return undefined
  return `${String(place).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
