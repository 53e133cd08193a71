import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express from 'express'
import { z } from 'zod'
import { isValidOn, type Language, languages } from '#shared/knowledge.ts'

const localized = z.object({ en: z.string().min(1), zh: z.string().min(1) })
const day = z.iso.date()

const storefrontProduct = z.object({
  id: z.string().min(1),
  name: localized,
  category: z.string().min(1),
  /** In hundredths of the currency. */
  price: z.int().nonnegative(),
  currency: z.literal('USD'),
  stock: z.int().nonnegative(),
  variants: z.array(z.object({ name: localized, stock: z.int().nonnegative() })),
  summary: localized,
  specifications: z.array(z.object({ name: localized, value: localized })),
  availability: z.enum(['in-stock', 'low-stock', 'out-of-stock', 'preorder']),
  restockDate: day.optional(),
  preorderDate: day.optional(),
})

export type StorefrontProduct = z.infer<typeof storefrontProduct>

/** What a page is made from. */
interface StorefrontRequest {
  language: Language
  siteKey: string
  products: StorefrontProduct[]
  /** The product to show; where there is none with this id, the page says so. Without it: the home page. */
  productId?: string
  /** `YYYY-MM-DD`; outside its days the campaign is not advertised. Without it, it is. */
  day?: string
}

/** The shop's products from `products.json` in `directory`; rejects, with every mistake named, where they are not right. */
export async function readProducts(directory: string): Promise<StorefrontProduct[]> {
  return z
    .array(storefrontProduct)
    .parse(JSON.parse(await readFile(join(directory, 'products.json'), 'utf8')))
}

/** The demo shop's pages and their pictures and styles. */
export function storefrontRouter(parts: {
  siteKey: string
  shopDirectory: string
  assetsDirectory: string
}): express.Router {
  const router = express.Router()
  let loading: Promise<StorefrontProduct[]> | undefined

  async function show(request: express.Request, response: express.Response): Promise<void> {
    loading ??= readProducts(parts.shopDirectory)
    const products = await loading
    const productId = typeof request.params.id === 'string' ? request.params.id : undefined
    const isFound = productId === undefined || products.some((product) => product.id === productId)
    const language = chooseLanguage(request, response)
    response
      .status(isFound ? 200 : 404)
      .set({
        'cache-control': 'private, no-cache',
        vary: 'Accept-Language, Cookie',
        'content-language': language,
      })
      .type('html')
      .send(
        storefrontPage({
          language,
          siteKey: parts.siteKey,
          products,
          day: new Date().toISOString().slice(0, 10),
          ...(productId !== undefined && { productId }),
        }),
      )
  }

  router.get('/', show)
  router.get('/products/:id', show)
  router.use(
    '/storefront',
    // The names carry no hash, so a browser asks again after five minutes and is mostly told that nothing changed.
    express.static(parts.assetsDirectory, {
      index: false,
      setHeaders: (response) =>
        response.setHeader('cache-control', 'public, max-age=300, stale-while-revalidate=86400'),
    }),
  )
  return router
}

const languageCookie = 'storefront-language'

/** The language asked for in the address, which is remembered; else the one remembered; else the browser's. */
function chooseLanguage(request: express.Request, response: express.Response): Language {
  const asked = languages.find((language) => language === request.query.lang)
  if (asked !== undefined) {
    response.cookie(languageCookie, asked, {
      maxAge: 365 * 24 * 60 * 60 * 1000,
      sameSite: 'lax',
      httpOnly: true,
    })
    return asked
  }
  const cookies = (request.headers.cookie ?? '').split('; ')
  const remembered = languages.find((language) => cookies.includes(`${languageCookie}=${language}`))
  return (
    remembered ?? languages.find((language) => language === request.acceptsLanguages(...languages)) ?? 'en'
  )
}

/** A whole page of the shop, as HTML without a script or style of its own: the server's policy refuses both inline. */
export function storefrontPage(request: StorefrontRequest): string {
  const { language, products, productId } = request
  const page: Page = {
    ...request,
    words: words[language],
    isWarm: isValidOn(campaign, request.day ?? campaign.validFrom),
  }
  if (productId === undefined) return document(page, { path: '/', main: home(page) })
  const product = products.find((each) => each.id === productId)
  const path = `/products/${encodeURIComponent(productId)}`
  if (product === undefined)
    return document(page, { path, title: page.words.missing.title, main: missing(page) })
  return document(page, {
    path,
    title: product.name[language],
    description: product.summary[language],
    main: productView(page, product),
  })
}

// Escaping

/** HTML made by `html` below, and by nothing else. */
class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Content = string | number | false | undefined | Markup | readonly Markup[]

/** Escapes everything put into it unless it was made by itself. Attribute values must stand in double quotes. */
function html(strings: TemplateStringsArray, ...contents: Content[]): Markup {
  return new Markup(strings.map((string, index) => string + textOf(contents[index])).join(''))
}

function textOf(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(textOf).join('')
  return escapeHtml(String(content))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

// Pages

interface Page extends StorefrontRequest {
  words: Words
  /** Whether the Winter Warm-up runs. */
  isWarm: boolean
}

interface View {
  path: string
  title?: string
  description?: string
  main: Markup
}

function document(page: Page, view: View): string {
  const { words, language, siteKey } = page
  const title = view.title ? `${view.title} · ${words.shop}` : `${words.shop} · ${words.tagline}`
  return html`<!doctype html>
<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${view.description ?? words.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/storefront/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/storefront/storefront.css">
${languages.map((each) => html`<link rel="alternate" hreflang="${each}" href="${view.path}?lang=${each}">`)}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
${header(page, view.path)}
<main id="content" tabindex="-1">
${view.main}
</main>
${footer(page)}
<script async src="/widget.js" data-site="${siteKey}"${language === 'zh' && html` data-locale="zh"`}></script>
</body>
</html>
`.text
}

function header(page: Page, path: string): Markup {
  const { words, language } = page
  const homeAddress = addressOf(page, '/')
  return html`<header class="header">
<div class="bar">
<a class="brand" href="${homeAddress}"><img src="/storefront/logo.svg" alt="" width="36" height="36"><span>${words.shop}</span></a>
<p class="bar-note">${words.headerNote}</p>
<nav class="languages" aria-label="${words.language}">
${languages.map(
  (each) =>
    html`<a href="${path}?lang=${each}" lang="${words.localeOf[each]}" hreflang="${each}"${each === language && html` aria-current="true"`}>${words.nameOf[each]}</a>`,
)}
</nav>
</div>
<nav class="categories" aria-label="${words.categories}"><ul>
${categoriesOf(page).map((each) => html`<li><a href="${homeAddress}#${each.id}">${each.name}</a></li>`)}
</ul></nav>
</header>`
}

function home(page: Page): Markup {
  const { words } = page
  return html`${hero(page)}
<ul class="promises">
${words.promises.map(
  ([title, text], index) =>
    html`<li>${picture(promisePictures[index] ?? 'other')}<div><strong>${title}</strong><span>${text}</span></div></li>`,
)}
</ul>
<div class="page">
${categoriesOf(page).map(
  (category) => html`<section class="category" aria-labelledby="${category.id}">
<div class="category-head"><h2 id="${category.id}">${category.name}</h2><p>${words.count(category.products.length)}</p></div>
${grid(page, category.products)}
</section>`,
)}
<section class="stories" aria-labelledby="stories">
<h2 id="stories">${words.storiesTitle}</h2>
<ul>${words.stories.map(([title, text]) => html`<li><h3>${title}</h3><p>${text}</p></li>`)}</ul>
</section>
</div>`
}

function hero(page: Page): Markup {
  const { words, isWarm } = page
  const text = isWarm ? words.warm : words.always
  return html`<section class="hero" aria-labelledby="hero-title">
<img class="hero-picture" src="/storefront/hero.svg" alt="" width="1600" height="720">
<div class="hero-text">
<p class="eyebrow">${isWarm ? words.range(campaign.validFrom, campaign.validUntil) : words.shop}</p>
<h1 id="hero-title">${text.title}</h1>
<p class="lead">${text.lead}</p>
${isWarm && html`<p class="code"><span>${words.codeLabel}</span> <strong>${campaign.code}</strong></p>`}
<p class="actions">${text.links.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</p>
${isWarm && html`<p class="terms">${words.warm.terms}</p>`}
</div>
</section>`
}

function grid(page: Page, products: StorefrontProduct[]): Markup {
  return html`<ul class="grid">${products.map((product) => card(page, product))}</ul>`
}

function card(page: Page, product: StorefrontProduct): Markup {
  const { words, language } = page
  return html`<li class="card">
<div class="panel ${toneOf(page, product)}">${picture(pictureOf(product))}${hasCampaignPrice(page, product) && html`<span class="flag">${words.flag}</span>`}</div>
<div class="card-text">
<h3><a href="${addressOf(page, `/products/${encodeURIComponent(product.id)}`)}">${product.name[language]}</a></h3>
<p class="summary">${product.summary[language]}</p>
<p class="price">${price(page, product)}</p>
${availability(page, product)}
</div>
</li>`
}

function productView(page: Page, product: StorefrontProduct): Markup {
  const { words, language } = page
  const category = categoryNamed(page, product.category)
  const homeAddress = addressOf(page, '/')
  const related = page.products.filter((each) => each.category === product.category && each.id !== product.id)
  return html`<div class="page product-page">
<nav class="trail" aria-label="${words.trail}"><ol>
<li><a href="${homeAddress}">${words.home}</a></li>
<li><a href="${homeAddress}#${category.id}">${category.name}</a></li>
<li aria-current="page">${product.name[language]}</li>
</ol></nav>
<div class="product">
<div class="panel ${toneOf(page, product)}">${picture(pictureOf(product))}${hasCampaignPrice(page, product) && html`<span class="flag">${words.flag}</span>`}</div>
<div class="product-text">
<h1>${product.name[language]}</h1>
<p class="lead">${product.summary[language]}</p>
<p class="price">${price(page, product)}</p>
${availability(page, product, true)}
${stock(page, product)}
<h2>${words.specifications}</h2>
<dl class="specifications">
${product.specifications.map((each) => html`<div><dt>${each.name[language]}</dt><dd>${each.value[language]}</dd></div>`)}
</dl>
<h2>${words.goodToKnow}</h2>
<ul class="notes">
${(product.category === 'gift-cards' ? words.giftCardNotes : words.productNotes).map((note) => html`<li>${note}</li>`)}
</ul>
</div>
</div>
${
  related.length > 0 &&
  html`<section class="category" aria-labelledby="related"><div class="category-head"><h2 id="related">${words.related(category.name)}</h2></div>${grid(page, related.slice(0, 4))}</section>`
}
</div>`
}

/** What is on the shelf, size by size or colour by colour. */
function stock(page: Page, product: StorefrontProduct): Markup | false {
  const { words, language } = page
  if (product.variants.length === 0) return false
  return html`<h2>${words.stock}</h2>
<ul class="variants">
${product.variants.map(
  (each) =>
    html`<li${each.stock === 0 && html` class="gone"`}><strong>${each.name[language]}</strong><span>${words.pieces(each.stock)}</span></li>`,
)}
</ul>`
}

function missing(page: Page): Markup {
  const { words } = page
  return html`<div class="page missing">
<div class="panel tone-2">${picture('groundsheet')}</div>
<h1>${words.missing.title}</h1>
<p class="lead">${words.missing.text}</p>
<p class="actions"><a href="${addressOf(page, '/')}">${words.missing.back}</a></p>
</div>`
}

function footer({ words }: Page): Markup {
  return html`<footer class="footer"><div class="page">
<div class="footer-columns">
<section aria-labelledby="delivery"><h2 id="delivery">${words.delivery.title}</h2>
<dl>${words.delivery.times.map(([place, time]) => html`<div><dt>${place}</dt><dd>${time}</dd></div>`)}</dl>
<p>${words.delivery.cost}</p></section>
${words.footer.map(
  ([id, title, lines]) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`,
)}
</div>
<p class="colophon">${words.colophon}</p>
</div></footer>`
}

// Parts of a product

function price(page: Page, product: StorefrontProduct): Markup {
  const { words } = page
  if (!hasCampaignPrice(page, product)) return html`<strong>${words.money(product.price)}</strong>`
  const reduced = Math.round((product.price * (100 - campaign.percent)) / 100)
  return html`<strong>${words.money(product.price)}</strong> <span class="with-code">${words.withCode(words.money(reduced))}</span>`
}

/** `isExact`: with the number of pieces, which a list of products has no room for. */
function availability({ words }: Page, product: StorefrontProduct, isExact = false): Markup {
  const text = {
    'in-stock':
      product.category === 'gift-cards' ? words.byMail : words.inStock(isExact ? product.stock : undefined),
    'low-stock': words.lowStock(product.stock),
    'out-of-stock': words.outOfStock(product.restockDate),
    preorder: words.preorder(product.preorderDate),
  }[product.availability]
  return html`<p class="availability ${product.availability}">${text}</p>`
}

function hasCampaignPrice(page: Page, product: StorefrontProduct): boolean {
  return page.isWarm && campaign.productIds.has(product.id)
}

function picture(name: string): Markup {
  return html`<svg class="picture" viewBox="0 0 200 150" aria-hidden="true" focusable="false"><use href="/storefront/gear.svg#${name}"></use></svg>`
}

function pictureOf(product: StorefrontProduct): string {
  return productPictures[product.id] ?? categoryPictures[product.category] ?? 'other'
}

/** Neighbours get different colours, and a product keeps its own on every page. */
function toneOf(page: Page, product: StorefrontProduct): string {
  const place = page.products.filter((each) => each.category === product.category).indexOf(product)
  return `tone-${(place + Object.keys(page.words.category).indexOf(product.category) + 1) % 5}`
}

/** An address of the shop in the page's language, so that a link works without cookies too. */
function addressOf(page: Page, path: string): string {
  return `${path}?lang=${page.language}`
}

/** The categories that have products, in the order of the navigation; those without a name of their own come last. */
function categoriesOf(page: Page) {
  const known = Object.keys(page.words.category)
  return known
    .map((id) => ({
      ...categoryNamed(page, id),
      products: page.products.filter((product) => categoryNamed(page, product.category).id === id),
    }))
    .filter((category) => category.products.length > 0)
}

function categoryNamed({ words }: Page, category: string): { id: string; name: string } {
  const name = Object.hasOwn(words.category, category) ? words.category[category] : undefined
  return name === undefined ? { id: 'other', name: words.category.other ?? '' } : { id: category, name }
}

/** As the article `campaign-winter-warm-up` has it. */
const campaign = {
  validFrom: '2026-11-01',
  validUntil: '2027-01-15',
  code: 'WARMUP20',
  percent: 20,
  productIds: new Set([
    'drift-sleeping-bag',
    'lull-summer-bag',
    'polar-winter-bag',
    'fjord-jacket',
    'eider-down-jacket',
    'ember-stove',
    'forge-2-stove',
  ]),
}

const promisePictures = ['dry-bag', 'boot', 'tent', 'lantern']

const categoryPictures: Record<string, string> = {
  tents: 'tent',
  packs: 'pack',
  jackets: 'jacket',
  clothing: 'top',
  shoes: 'shoe',
  stoves: 'stove',
  lamps: 'lamp',
  bottles: 'bottle',
  poles: 'poles',
  'sleeping-bags': 'sleeping-bag',
}

/** Where a product looks unlike the rest of its category. */
const productPictures: Record<string, string> = {
  'haven-4-tent': 'tent-large',
  'wisp-1-tent': 'tent-small',
  'boreal-3-tent': 'tent-winter',
  'larch-tarp': 'tarp',
  'aurora-footprint': 'groundsheet',
  'peg-set-8': 'pegs',
  'brook-18-daypack': 'daypack',
  'massif-65-backpack': 'pack-large',
  'pack-rain-cover': 'rain-cover',
  'stow-dry-bag': 'dry-bag',
  'skerry-rain-jacket': 'shell',
  'sleet-shell': 'shell',
  'moor-fleece': 'fleece',
  'gale-windshirt': 'windshirt',
  'heath-trousers': 'trousers',
  'merino-briefs': 'briefs',
  'trek-socks': 'socks',
  'pine-beanie': 'beanie',
  'drumlin-gloves': 'gloves',
  'cairn-boot': 'boot',
  'rime-winter-boot': 'boot',
  'plover-sandal': 'sandal',
  'forge-2-stove': 'stove-double',
  'kindle-cook-set': 'cook-set',
  'gas-cartridge-230': 'cartridge',
  'windbreak-foil': 'windscreen',
  'glow-lantern': 'lantern',
  'spark-mini-torch': 'torch',
  'reserve-power-bank': 'power-bank',
  'inlet-soft-bottle': 'soft-bottle',
  'spring-water-filter': 'filter',
  'harbour-mug': 'mug',
  'pole-tips': 'tips',
  'polar-winter-bag': 'sleeping-bag-winter',
  'raft-sleeping-mat': 'mat',
  'silk-liner': 'liner',
}

// Words

type Pair = readonly [string, string]

interface Words {
  locale: string
  localeOf: Record<Language, string>
  nameOf: Record<Language, string>
  shop: string
  tagline: string
  description: string
  skip: string
  headerNote: string
  language: string
  categories: string
  category: Record<string, string>
  warm: { title: string; lead: string; terms: string; links: readonly Pair[] }
  always: { title: string; lead: string; links: readonly Pair[] }
  codeLabel: string
  flag: string
  promises: readonly Pair[]
  storiesTitle: string
  stories: readonly Pair[]
  home: string
  trail: string
  specifications: string
  stock: string
  goodToKnow: string
  productNotes: readonly string[]
  giftCardNotes: readonly string[]
  byMail: string
  missing: { title: string; text: string; back: string }
  delivery: { title: string; times: readonly Pair[]; cost: string }
  footer: readonly (readonly [id: string, title: string, lines: readonly string[]])[]
  colophon: string
  money(hundredths: number): string
  range(from: string, until: string): string
  count(products: number): string
  pieces(stock: number): string
  withCode(price: string): string
  related(category: string): string
  inStock(stock: number | undefined): string
  lowStock(stock: number): string
  outOfStock(restockDate: string | undefined): string
  preorder(date: string | undefined): string
}

const shared = { localeOf: { en: 'en', zh: 'zh-CN' }, nameOf: { en: 'English', zh: '中文' } }
const dates = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
}

/** `175.20`, but `175` for a round sum. */
function amount(language: Language, hundredths: number): string {
  const minimumFractionDigits = hundredths % 100 === 0 ? 0 : 2
  return new Intl.NumberFormat(language, { minimumFractionDigits, maximumFractionDigits: 2 }).format(
    hundredths / 100,
  )
}

/** A day in words; Chinese with the gaps between figures and characters that the shop's articles have. */
function dayIn(language: Language, date: string): string {
  return spaced(dates[language].format(new Date(date)))
}

function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ').replace(/(\p{Script=Han})(?=\d)/gu, '$1 ')
}

const words: Record<Language, Words> = {
  en: {
    ...shared,
    locale: 'en',
    shop: 'Northlight Outdoor',
    tagline: 'Gear for the long way round',
    description: 'Tents, packs, jackets, shoes and everything else for days and nights outside.',
    skip: 'Skip to the content',
    headerNote: 'Free standard delivery from US$60',
    language: 'Language',
    categories: 'Categories',
    category: {
      tents: 'Tents & tarps',
      packs: 'Packs',
      jackets: 'Jackets',
      clothing: 'Clothing',
      shoes: 'Shoes',
      stoves: 'Stoves & cooking',
      lamps: 'Lamps & power',
      bottles: 'Bottles & water',
      poles: 'Poles',
      'sleeping-bags': 'Sleeping',
      'gift-cards': 'Gift cards',
      other: 'More',
    },
    warm: {
      title: 'Winter Warm-up',
      lead: '20% off sleeping bags, insulated jackets and stoves, for nights worth staying up for.',
      terms: 'Enter the code at checkout. Not with other coupons.',
      links: [
        ['sleeping-bags', 'Sleeping bags'],
        ['jackets', 'Jackets'],
        ['stoves', 'Stoves'],
      ],
    },
    always: {
      title: 'Gear for the long way round',
      lead: 'Tents, packs and clothes made to be carried far, used hard and mended when they need it.',
      links: [
        ['tents', 'Tents'],
        ['packs', 'Packs'],
        ['jackets', 'Jackets'],
      ],
    },
    codeLabel: 'Code',
    flag: '20% off with code',
    promises: [
      ['Free delivery from US$60', 'Otherwise US$6; express US$15'],
      ['30 days to return', 'US$5; free if faulty or with Gold'],
      ['2 years’ warranty', '5 years on tent poles and pack frames'],
      ['Real people, too', 'Monday to Saturday, in the chat'],
    ],
    storiesTitle: 'Made to stay out longer',
    stories: [
      [
        'Repairs before replacement',
        'Zips, seams and poles are mended from US$12, in 10–15 business days. Our water repellent has been PFAS-free since 2025, and our down is RDS certified.',
      ],
      [
        'Bring the old one',
        'Bring an old Northlight tent or pack to a showroom and get a US$40 coupon for a new one, until 31 May 2027.',
      ],
      [
        'Northlight Club',
        'Free to join. A point for every dollar, US$5 for every 100 points; Silver from US$300 and Gold from US$800 in 12 months.',
      ],
    ],
    home: 'Home',
    trail: 'Where you are',
    specifications: 'Specifications',
    stock: 'By size or colour',
    goodToKnow: 'Good to know',
    productNotes: [
      'Standard delivery US$6, free from US$60 of goods after discounts.',
      '30 days to return most products, unused and with labels; one free size or colour exchange.',
      '2 years’ warranty on gear, 1 year on electronics and batteries.',
    ],
    giftCardNotes: [
      'Sent by e-mail; valid for 3 years.',
      'Several can be combined on one order.',
      'Cannot be returned, exchanged for cash or bought with a coupon.',
    ],
    byMail: 'Sent by e-mail',
    missing: {
      title: 'This trail ends here',
      text: 'There is no product at this address. It may have moved, or we may no longer sell it.',
      back: 'See all products',
    },
    delivery: {
      title: 'Delivery',
      times: [
        ['Mainland China', '2–4 days'],
        ['European Union', '3–5 days'],
        ['UK, Norway, Switzerland', '4–7 days'],
        ['Hong Kong, Macau, Taiwan, Japan, Korea, Singapore', '4–6 days'],
        ['US, Canada', '6–10 days'],
      ],
      cost: 'Business days. Standard US$6, free from US$60 of goods after discounts; express US$15.',
    },
    footer: [
      [
        'returns',
        'Returns & refunds',
        [
          'Return within 30 days of delivery, unused and with labels.',
          'Bought from 15 November to 24 December: until 31 January.',
          'US$5 is deducted from the refund; free when faulty, our mistake or Gold.',
          'Refund within 3 business days after the check, then 5–7 by your bank.',
        ],
      ],
      [
        'payment',
        'Payment',
        [
          'Visa, Mastercard, American Express, UnionPay',
          'PayPal, Apple Pay, Google Pay, Alipay, WeChat Pay',
          'We never ask for card numbers, passwords or one-time codes in the chat.',
        ],
      ],
      [
        'contact',
        'Talk to us',
        [
          'Chat with a person: Monday–Friday 9:00–20:00, Saturday 10:00–18:00, in Hangzhou and Rotterdam each.',
          'Showrooms in Hangzhou and Rotterdam',
          'From 20 pieces: business@northlight.example',
        ],
      ],
    ],
    colophon:
      'Northlight Outdoor is a demonstration shop: browse and chat as you like; nothing is sold here.',
    money: (hundredths) => `US$${amount('en', hundredths)}`,
    range: (from, until) => `${dayIn('en', from)} – ${dayIn('en', until)}`,
    count: (products) => (products === 1 ? '1 product' : `${products} products`),
    pieces: (stock) => (stock === 0 ? 'sold out' : `${stock} left`),
    withCode: (text) => `${text} with ${campaign.code}`,
    related: (category) => `More in ${category}`,
    inStock: (stock) => (stock === undefined ? 'In stock' : `In stock · ${stock} left`),
    lowStock: (stock) => `Only ${stock} left`,
    outOfStock: (date) => (date ? `Sold out · back about ${dayIn('en', date)}` : 'Sold out'),
    preorder: (date) => (date ? `Preorder · ships from ${dayIn('en', date)}` : 'Preorder'),
  },
  zh: {
    ...shared,
    locale: 'zh-CN',
    shop: '北光户外',
    tagline: '陪你走远路的装备',
    description: '帐篷、背包、外套、鞋靴，户外的白天和夜晚都用得上的装备。',
    skip: '跳到正文',
    headerNote: '满 60 美元，标准配送免运费',
    language: '语言',
    categories: '商品分类',
    category: {
      tents: '帐篷天幕',
      packs: '背包',
      jackets: '外套',
      clothing: '服饰',
      shoes: '鞋靴',
      stoves: '炉具炊具',
      lamps: '照明电源',
      bottles: '水具',
      poles: '登山杖',
      'sleeping-bags': '睡袋睡垫',
      'gift-cards': '礼品卡',
      other: '更多',
    },
    warm: {
      title: '冬季暖身季',
      lead: '睡袋、保暖外套、炉具享 8 折，冬夜在外也暖和。',
      terms: '结账时输入优惠码，不与其他优惠券同享。',
      links: [
        ['sleeping-bags', '看睡袋'],
        ['jackets', '看外套'],
        ['stoves', '看炉具'],
      ],
    },
    always: {
      title: '陪你走远路的装备',
      lead: '帐篷、背包、衣物，背得远，经得起用，坏了还能修。',
      links: [
        ['tents', '看帐篷'],
        ['packs', '看背包'],
        ['jackets', '看外套'],
      ],
    },
    codeLabel: '优惠码',
    flag: '用码 8 折',
    promises: [
      ['满 60 美元免运费', '不满收 6 美元，加急 15 美元'],
      ['30 天内可退货', '收 5 美元；质量问题和金卡会员免费'],
      ['2 年质保', '帐篷杆、背包背架保 5 年'],
      ['也有真人接待', '周一至周六，在线聊天'],
    ],
    storiesTitle: '好装备，用得久',
    stories: [
      [
        '能修就不换',
        '拉链、接缝、杆子都能修，12 美元起，10–15 个工作日修好。2025 年起，防泼水处理不含 PFAS；羽绒通过 RDS 认证。',
      ],
      [
        '以旧换新',
        '把旧的北光帐篷或背包带到展厅，换一张 40 美元优惠券，用来买新的。活动到 2027 年 5 月 31 日。',
      ],
      [
        '北光会员',
        '免费加入。每消费 1 美元积 1 分，100 分抵 5 美元；12 个月内消费满 300 美元升银卡，满 800 美元升金卡。',
      ],
    ],
    home: '首页',
    trail: '当前位置',
    specifications: '规格参数',
    stock: '各款库存',
    goodToKnow: '购买须知',
    productNotes: [
      '标准配送 6 美元，优惠后商品金额满 60 美元免运费。',
      '大部分商品 30 天内可退，须未使用、吊牌完好；尺码或颜色可免费换一次。',
      '装备质保 2 年，电子产品和电池质保 1 年。',
    ],
    giftCardNotes: [
      '通过电子邮件发送，3 年内有效。',
      '一笔订单可以用多张。',
      '不可退货，不可兑换现金，购买时不能用优惠券。',
    ],
    byMail: '电子邮件发送',
    missing: {
      title: '这条路走到头了',
      text: '这个地址没有商品，可能换了地方，也可能已经不再销售。',
      back: '看看全部商品',
    },
    delivery: {
      title: '配送',
      times: [
        ['中国大陆', '2–4 天'],
        ['欧盟', '3–5 天'],
        ['英国、挪威、瑞士', '4–7 天'],
        ['港澳台地区、日本、韩国、新加坡', '4–6 天'],
        ['美国、加拿大', '6–10 天'],
      ],
      cost: '均为工作日。标准配送 6 美元，优惠后商品金额满 60 美元免运费；加急 15 美元。',
    },
    footer: [
      [
        'returns',
        '退货与退款',
        [
          '签收后 30 天内可退，须未使用、吊牌完好。',
          '11 月 15 日至 12 月 24 日的订单，可退到次年 1 月 31 日。',
          '每次退货从退款中扣 5 美元；质量问题、我们的失误和金卡会员免费。',
          '仓库验收后 3 个工作日内退款，银行入账还需 5–7 个工作日。',
        ],
      ],
      [
        'payment',
        '支付方式',
        [
          '支付宝、微信支付、银联',
          'Visa、Mastercard、American Express、PayPal、Apple Pay、Google Pay',
          '我们绝不会在聊天里索要银行卡号、密码或验证码。',
        ],
      ],
      [
        'contact',
        '联系我们',
        [
          '人工客服：周一至周五 9:00–20:00，周六 10:00–18:00（杭州、鹿特丹各按当地时间）。',
          '展厅：杭州、鹿特丹',
          '20 件起批量采购：business@northlight.example',
        ],
      ],
    ],
    colophon: '北光户外是一家演示商店：欢迎随便逛、随便聊，这里不真正出售商品。',
    money: (hundredths) => `${amount('zh', hundredths)} 美元`,
    range: (from, until) => `${dayIn('zh', from)}至 ${dayIn('zh', until)}`,
    count: (products) => `${products} 件商品`,
    pieces: (stock) => (stock === 0 ? '售罄' : `剩 ${stock} 件`),
    withCode: (text) => `用码价 ${text}`,
    related: (category) => `更多${category}`,
    inStock: (stock) => (stock === undefined ? '有货' : `有货 · 剩 ${stock} 件`),
    lowStock: (stock) => `仅剩 ${stock} 件`,
    outOfStock: (date) => (date ? `售罄 · 预计 ${dayIn('zh', date)}到货` : '售罄'),
    preorder: (date) => (date ? `预售 · ${dayIn('zh', date)}起发货` : '预售'),
  },
}
