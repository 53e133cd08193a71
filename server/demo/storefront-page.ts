import { isValidOn, type Language, languages } from '#shared/knowledge.ts'
import type { LauncherLook } from '#shared/launcher-look.ts'
import { html, type Markup } from './html.ts'
import { campaign, pictureOf, promisePictures, type StorefrontProduct } from './products.ts'
import { type Words, words } from './storefront-words.ts'

/** What a page is made from. */
interface StorefrontRequest {
  language: Language
  siteKey: string
  /** How the site's launcher looks; without it, the chat's frame tells once it is there. */
  look?: LauncherLook
  products: StorefrontProduct[]
  /** The product to show; where there is none with this id, the page says so. Without it: the home page. */
  productId?: string
  /** `YYYY-MM-DD`; outside its days the campaign is not advertised. Without it, it is. */
  day?: string
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
  const { words, language, siteKey, look } = page
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
<script async src="/widget.js" data-site="${siteKey}" data-locale="${language}"${look && html` data-look="${JSON.stringify(look)}"`}></script>
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
