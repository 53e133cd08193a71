import { expect, test } from 'vitest'
import { accentColours } from './accent.ts'
import { fitsPage } from './page-pattern.ts'
import { publicSiteOf, readLook, siteBounds, siteEdit, siteViewOf } from './site.ts'
import { type SiteProblem, siteProblems } from './site-texts.ts'
import { textIn, type WidgetLanguage, widgetLanguageCodes, widgetLanguages } from './widget-languages.ts'

const base = { name: 'Shop', origins: [] }
const both = { en: 'Hello', zh: '您好' }
const long = (length: number) => 'x'.repeat(length)
const times = <Content>(count: number, make: (place: number) => Content) =>
  Array.from({ length: count }, (_, place) => make(place))

/** Where a site is refused, each with its problem or the code of what it is. */
function refused(change: object): string[] {
  const { error } = siteEdit.safeParse({ ...base, ...change })
  return (error?.issues ?? []).map((issue) => {
    const named = issue.code === 'custom' ? issue.params?.problem : issue.code
    return `${issue.path.map(String).join('.')}: ${named}`
  })
}

const message = (change: object = {}) => ({ id: 'sale', text: both, when: { secondsOnPage: 5 }, ...change })
const question = (change: object = {}) => ({
  id: 'order',
  label: both,
  kind: 'order',
  required: false,
  ...change,
})
const week = {
  ...{ monday: [{ from: '09:00', to: '17:00' }], tuesday: [], wednesday: [], thursday: [] },
  ...{ friday: [], saturday: [], sunday: [] },
}
const hours = (change: object = {}) => ({
  hours: { timeZone: 'Europe/Berlin', week, holidays: [], ...change },
})
const on = (weekday: string, ...blocks: [string, string][]) =>
  hours({ week: { ...week, [weekday]: blocks.map(([from, to]) => ({ from, to })) } })

const takes: [string, object][] = [
  ['nothing but a name', {}],
  ['every language', { greeting: Object.fromEntries(widgetLanguageCodes.map((code) => [code, 'Hi'])) }],
  ['texts that are empty', { greeting: { en: '', zh: '' } }],
  ['the longest texts', { greeting: { en: long(siteBounds.text), zh: long(siteBounds.text) } }],
  ['the farthest launcher', { offset: { x: 0, y: siteBounds.offset } }],
  ['the most messages', { proactive: times(siteBounds.proactive, (place) => message({ id: `m${place}` })) }],
  [
    'every condition',
    {
      proactive: [
        message({
          when: {
            urlPattern: '*.shop.example/sale/*',
            secondsOnPage: 1,
            cartValueAtLeast: 0,
            exitIntent: true,
            onlyWhileOpen: true,
          },
        }),
      ],
    },
  ],
  ['a text in one language only', { proactive: [message({ text: { en: '', zh: '您好' } })] }],
  [
    'a question with choices',
    { preChat: [question({ kind: 'choice', choices: { en: ['A', 'B'], zh: ['甲', '乙'] } })] },
  ],
  ['a notice with an address', { consent: { text: both, address: 'https://shop.example/privacy' } }],
  ['hours over midnight', on('friday', ['20:00', '04:00'])],
  [
    'hours around the clock, day after day',
    hours({
      week: Object.fromEntries(Object.keys(week).map((each) => [each, [{ from: '00:00', to: '00:00' }]])),
    }),
  ],
  ['hours that touch', on('friday', ['09:00', '12:00'], ['12:00', '17:00'])],
]
test.for(takes)('a site may have %s', ([, change]) => expect(refused(change)).toEqual([]))

const refuses: [string, object, string][] = [
  ['no name', { name: ' ' }, 'name: too_small'],
  ['a long name', { name: long(siteBounds.name + 1) }, 'name: too_big'],
  ['an origin with a path', { origins: ['https://shop.example/'] }, 'origins.0: origin'],
  [
    'too many origins',
    { origins: times(siteBounds.origins + 1, (place) => `https://s${place}.example`) },
    'origins: too_big',
  ],
  ['a colour by name', { accent: 'green' }, 'accent: colour'],
  ['a short colour', { accent: '#123' }, 'accent: colour'],
  ['another theme', { theme: 'sepia' }, 'theme: invalid_value'],
  ['another side', { side: 'top' }, 'side: invalid_value'],
  ['a launcher far away', { offset: { x: siteBounds.offset + 1, y: 0 } }, 'offset.x: too_big'],
  ['a launcher beside the page', { offset: { x: 0, y: -1 } }, 'offset.y: too_small'],
  ['half pixels', { offset: { x: 0.5, y: 0 } }, 'offset.x: invalid_type'],
  ['no language', { languages: [] }, 'languages: no-language'],
  ['a language twice', { languages: ['en', 'en'] }, 'languages: twice'],
  ['an unknown language', { languages: ['tlh'] }, 'languages.0: invalid_value'],
  ['a text in an unknown language', { greeting: { ...both, tlh: 'nuqneH' } }, 'greeting: unrecognized_keys'],
  ['a text without Chinese', { greeting: { en: 'Hello' } }, 'greeting.zh: invalid_type'],
  ['a long text', { greeting: { ...both, ja: long(siteBounds.text + 1) } }, 'greeting.ja: too_big'],
  ['bytes for a text', { offlineText: { ...both, en: '\0' } }, 'offlineText.en: undefined'],
  [
    'too many suggestions',
    { suggestions: { en: times(siteBounds.suggestions + 1, () => 'Hi'), zh: [] } },
    'suggestions.en: too_big',
  ],
  [
    'a long suggestion',
    { suggestions: { en: [long(siteBounds.suggestion + 1)], zh: [] } },
    'suggestions.en.0: too_big',
  ],
  ['no time zone', hours({ timeZone: 'Berlin' }), 'hours.timeZone: time-zone'],
  ['an offset for a time zone', hours({ timeZone: '+02:00' }), 'hours.timeZone: time-zone'],
  ['a time of day there is not', on('friday', ['24:00', '12:00']), 'hours.week.friday.0.from: time'],
  ['hours that overlap', on('friday', ['09:00', '13:00'], ['12:00', '17:00']), 'hours.week.friday: overlap'],
  [
    'a night that overlaps the next morning',
    hours({ week: { ...week, sunday: [{ from: '20:00', to: '10:00' }] } }),
    'hours.week.monday: overlap',
  ],
  ['hours that never open', hours({ week: { ...week, monday: [] } }), 'hours.week: never-open'],
  [
    'too many stretches',
    hours({ week: { ...week, monday: times(7, (place) => ({ from: `0${place}:00`, to: `0${place}:30` })) } }),
    'hours.week.monday: too_big',
  ],
  ['a day there is not', hours({ holidays: ['2026-02-30'] }), 'hours.holidays.0: invalid_format'],
  ['a holiday twice', hours({ holidays: ['2026-12-25', '2026-12-25'] }), 'hours.holidays: twice'],
  [
    'too many holidays',
    hours({ holidays: times(101, (place) => `2${String(100 + place)}-01-01`) }),
    'hours.holidays: too_big',
  ],
  ['a weekday left out', hours({ week: { monday: [] } }), 'hours.week.tuesday: invalid_type'],
  [
    'too many messages',
    { proactive: times(siteBounds.proactive + 1, (place) => message({ id: `m${place}` })) },
    'proactive: too_big',
  ],
  ['two messages of one id', { proactive: [message(), message()] }, 'proactive.1.id: twice'],
  ['a message without an id', { proactive: [message({ id: '' })] }, 'proactive.0.id: id'],
  [
    'a message without text',
    { proactive: [message({ text: { en: ' ', zh: '' } })] },
    'proactive.0.text: no-text',
  ],
  [
    'a long message',
    { proactive: [message({ text: { ...both, en: long(siteBounds.proactiveText + 1) } })] },
    'proactive.0.text.en: too_big',
  ],
  [
    'a message at any time',
    { proactive: [message({ when: { onlyWhileOpen: true } })] },
    'proactive.0.when: no-condition',
  ],
  [
    'a condition there is not',
    { proactive: [message({ when: { secondsOnPage: 5, scroll: 50 } })] },
    'proactive.0.when: unrecognized_keys',
  ],
  [
    'an address for a pattern',
    { proactive: [message({ when: { urlPattern: 'https://shop.example/sale' } })] },
    'proactive.0.when.urlPattern: pattern',
  ],
  [
    'a word for a pattern',
    { proactive: [message({ when: { urlPattern: 'cart' } })] },
    'proactive.0.when.urlPattern: pattern',
  ],
  [
    'a query in a pattern',
    { proactive: [message({ when: { urlPattern: '/cart?step=2' } })] },
    'proactive.0.when.urlPattern: pattern',
  ],
  [
    'a long pattern',
    { proactive: [message({ when: { urlPattern: `/${long(siteBounds.pattern)}` } })] },
    'proactive.0.when.urlPattern: too_big',
  ],
  [
    'no time on a page',
    { proactive: [message({ when: { secondsOnPage: 0 } })] },
    'proactive.0.when.secondsOnPage: too_small',
  ],
  [
    'hours on a page',
    { proactive: [message({ when: { secondsOnPage: siteBounds.seconds + 1 } })] },
    'proactive.0.when.secondsOnPage: too_big',
  ],
  [
    'a cart below nothing',
    { proactive: [message({ when: { cartValueAtLeast: -1 } })] },
    'proactive.0.when.cartValueAtLeast: too_small',
  ],
  [
    'an endless cart',
    { proactive: [message({ when: { cartValueAtLeast: siteBounds.cartValue + 1 } })] },
    'proactive.0.when.cartValueAtLeast: too_big',
  ],
  [
    'too many questions',
    { preChat: times(siteBounds.questions + 1, (place) => question({ id: `q${place}` })) },
    'preChat: too_big',
  ],
  ['two questions of one id', { preChat: [question(), question()] }, 'preChat.1.id: twice'],
  [
    'a question without words',
    { preChat: [question({ label: { en: '', zh: '' } })] },
    'preChat.0.label: no-text',
  ],
  [
    'a long question',
    { preChat: [question({ label: { ...both, en: long(siteBounds.label + 1) } })] },
    'preChat.0.label.en: too_big',
  ],
  ['another kind of question', { preChat: [question({ kind: 'file' })] }, 'preChat.0.kind: invalid_value'],
  [
    'one choice',
    { preChat: [question({ kind: 'choice', choices: { en: ['A'], zh: ['甲'] } })] },
    'preChat.0.choices: few-choices',
  ],
  ['no choices', { preChat: [question({ kind: 'choice' })] }, 'preChat.0.choices: few-choices'],
  [
    'an empty choice',
    { preChat: [question({ kind: 'choice', choices: { en: ['A', ' '], zh: [] } })] },
    'preChat.0.choices.en.1: too_small',
  ],
  [
    'too many choices',
    {
      preChat: [question({ kind: 'choice', choices: { en: times(siteBounds.choices + 1, String), zh: [] } })],
    },
    'preChat.0.choices.en: too_big',
  ],
  [
    'a long choice',
    { preChat: [question({ kind: 'choice', choices: { en: ['A', long(siteBounds.choice + 1)], zh: [] } })] },
    'preChat.0.choices.en.1: too_big',
  ],
  [
    'choices for an e-mail address',
    { preChat: [question({ kind: 'email', choices: { en: ['A', 'B'], zh: [] } })] },
    'preChat.0.choices: no-choices',
  ],
  ['a notice without text', { consent: { text: { en: '', zh: '' } } }, 'consent.text: no-text'],
  [
    'a long notice',
    { consent: { text: { ...both, zh: long(siteBounds.consentText + 1) } } },
    'consent.text.zh: too_big',
  ],
  [
    'a notice that runs something',
    { consent: { text: both, address: 'javascript:alert(1)' } },
    'consent.address: address',
  ],
  [
    'a long address',
    { consent: { text: both, address: `https://shop.example/${long(siteBounds.address)}` } },
    'consent.address: too_big',
  ],
  ['a sound of its own', { sound: 'ping' }, 'sound: invalid_type'],
  ['version nought', { version: 0 }, 'version: too_small'],
]
test.for(refuses)('a site is refused %s', ([, change, issue]) => expect(refused(change)).toContain(issue))

test('every problem has its sentence in the answer', () => {
  const { error } = siteEdit.safeParse({ ...base, accent: 'green' })
  expect(error?.issues[0]?.message).toBe(siteProblems.colour)
  const seen = new Set(refuses.map(([, , issue]) => issue.split(': ')[1]))
  expect((Object.keys(siteProblems) as SiteProblem[]).filter((each) => !seen.has(each))).toEqual([])
})

test('what earlier versions stored still reads', () => {
  const demo = {
    title: { en: 'Northlight Outdoor', zh: '北光户外' },
    accent: '#1f6f5c',
    greeting: { en: 'Hello!', zh: '您好！' },
    suggestions: { en: ['Where is my order?'], zh: ['我的订单到哪了？'] },
    assistantName: { en: 'Northlight Assistant', zh: '北光助手' },
  }
  const look = readLook(JSON.parse(JSON.stringify(demo)), 'Northlight Outdoor')
  expect(look).toMatchObject(demo)
  expect(look).toMatchObject({
    theme: 'auto',
    side: 'right',
    offset: { x: 20, y: 20 },
    proactive: [],
    preChat: [],
  })
  expect([look.hours, look.consent, look.sound]).toEqual([undefined, undefined, false])
  expect(look.languages).toEqual(widgetLanguages.map(({ code }) => code))
  // The first start of a workspace stored what a name alone makes.
  expect(readLook({}, 'My shop').title).toEqual({ en: 'My shop', zh: 'My shop' })
  expect(readLook({ title: { en: '', zh: '' } }, 'My shop').title.en).toBe('My shop')
  // And what is stored today reads as it was.
  expect(readLook(JSON.parse(JSON.stringify(look)), 'Other')).toEqual(look)
})

test('a visitor’s browser learns neither origins nor the desk’s own name nor the hours', () => {
  const site = { key: 'k', name: 'Inside', origins: ['https://shop.example'], ...readLook(hours(), 'Shop') }
  const { hours: _, ...open } = { ...site, consent: null, open: false, opensAt: 5 }
  const { name, origins, ...rest } = open
  const seen = { ...rest, colours: accentColours(site.accent) }
  expect(publicSiteOf(site, { open: false, opensAt: 5 })).toEqual(seen)
  expect(publicSiteOf(site, { open: true })).not.toHaveProperty('opensAt')
  expect(Object.keys(siteViewOf(site)).sort()).toEqual([
    'accent',
    'assistantName',
    'greeting',
    'key',
    'name',
    'suggestions',
    'title',
  ])
})

test('a text falls back: Traditional to Simplified Chinese, then English, then whatever there is', () => {
  const say = (texts: object, language: WidgetLanguage) => textIn({ en: '', zh: '', ...texts }, language)
  expect(say({ en: 'a', zh: 'b', ja: 'c' }, 'ja')).toBe('c')
  expect(say({ en: 'a', zh: 'b' }, 'zh-Hant')).toBe('b')
  expect(say({ en: 'a', zh: 'b', 'zh-Hant': 'c' }, 'zh')).toBe('b')
  expect(say({ en: 'a', zh: 'b', ja: '' }, 'ja')).toBe('a')
  expect(say({ zh: 'b' }, 'fr')).toBe('b')
  expect(say({ de: 'd' }, 'fr')).toBe('d')
  expect(say({}, 'fr')).toBe('')
  expect(textIn({ en: ['a'], zh: [], 'zh-Hant': [] }, 'zh-Hant')).toEqual(['a'])
})

test('each language is named in itself, and the two that read from the right say so', () => {
  expect(widgetLanguages.length).toBe(20)
  expect(new Set(widgetLanguageCodes).size).toBe(20)
  expect(widgetLanguages.filter(({ direction }) => direction === 'rtl').map(({ code }) => code)).toEqual([
    'ar',
    'he',
  ])
})

test.for([
  ['/cart*', 'https://shop.example/cart?step=2', true],
  ['/cart*', 'https://shop.example/en/cart', false],
  ['*/cart*', 'https://shop.example/en/cart/', true],
  ['/', 'https://shop.example', true],
  ['/products/', 'https://shop.example/Products#top', true],
  ['/products', 'https://shop.example/products/7', false],
  ['shop.example/sale/*', 'https://shop.example/sale/tents', true],
  ['shop.example/sale/*', 'https://other.example/sale/tents', false],
  ['*.shop.example/*', 'https://de.shop.example/cart', true],
  ['localhost:3000/*', 'http://localhost:3000/products/7', true],
  ['/a.c', 'https://shop.example/abc', false],
  ['*', 'https://shop.example/anything', true],
  ['/cart', 'not an address', false],
] as const)('the pattern %s on %s: %s', ([pattern, address, fits]) =>
  expect(fitsPage(pattern, address)).toBe(fits),
)

test('a pattern made to be slow is not', () => {
  const started = performance.now()
  expect(fitsPage(`/${'*a'.repeat(99)}b`, `https://shop.example/${'a'.repeat(2_000)}`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(200)
})
