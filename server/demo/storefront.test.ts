import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accentColours } from '#shared/accent.ts'
import type { Language } from '#shared/knowledge.ts'
import { launcherLook } from '#shared/launcher-look.ts'
import type { SiteSettings } from '#shared/site.ts'
import { readProducts, type StorefrontProduct } from './products.ts'
import { demoLook } from './site.ts'
import { storefrontRouter } from './storefront.ts'
import { storefrontPage } from './storefront-page.ts'

const knowledgeBase = join(import.meta.dirname, '..', '..', 'knowledge-base')
const shopDirectory = join(knowledgeBase, 'shop')
const assetsDirectory = join(knowledgeBase, 'storefront')
const products = await readProducts(shopDirectory)

function page(language: Language, more: Partial<Parameters<typeof storefrontPage>[0]> = {}): string {
  return storefrontPage({ language, siteKey: 'demo', products, ...more })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;')
}

describe.each(['en', 'zh'] as const)('the home page in %s', (language) => {
  const home = page(language)

  it('shows every product with its name, summary and a link to its page', () => {
    for (const product of products) {
      expect(home).toContain(escaped(product.name[language]))
      expect(home).toContain(escaped(product.summary[language]))
      expect(home).toContain(`href="/products/${product.id}?lang=${language}"`)
    }
    expect(home.match(/class="card"/g)).toHaveLength(products.length)
  })

  it('includes the merchant’s script tag exactly once, and no other script or style', () => {
    const locale = ` data-locale="${language}"`
    expect(home.match(/<script[^>]*>/g)).toEqual([
      `<script async src="/widget.js" data-site="demo"${locale}>`,
    ])
    expect(home).not.toMatch(/<style|\sstyle=|\son[a-z]+=/i)
  })

  it('has one main heading, and every category of the navigation leads to a heading', () => {
    expect(home.match(/<h1/g)).toHaveLength(1)
    const targets = [...home.matchAll(/href="[^"]*#([a-z-]+)"/g)].map((match) => match[1])
    for (const target of targets.filter((each) => each !== undefined)) {
      if (!home.includes(`gear.svg#${target}"`)) expect(home).toContain(`id="${target}"`)
    }
    const ids = [...home.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leaves nothing unsaid', () => {
    expect(home).not.toMatch(/undefined|\[object|NaN|Invalid Date/)
  })

  it('draws only pictures that there are', async () => {
    const gear = await readFile(join(assetsDirectory, 'gear.svg'), 'utf8')
    for (const [, name] of home.matchAll(/gear\.svg#([a-z0-9-]+)"/g)) expect(gear).toContain(`id="${name}"`)
  })
})

it('each language says prices, dates and its own name in its own way', () => {
  expect(page('en')).toContain('US$289')
  expect(page('en')).toContain('1 November 2026 – 15 January 2027')
  expect(page('en')).toContain('US$175.20 with WARMUP20')
  expect(page('en')).toContain('<html lang="en">')
  expect(page('zh')).toContain('289 美元')
  expect(page('zh')).toContain('2026 年 11 月 1 日至 2027 年 1 月 15 日')
  expect(page('zh')).toContain('用码价 175.20 美元')
  expect(page('zh')).toContain('<html lang="zh-CN">')
})

it('the campaign is advertised on its last day and no longer on the next', () => {
  expect(page('en', { day: '2027-01-15' })).toContain('WARMUP20')
  expect(page('en', { day: '2027-01-16' })).not.toContain('WARMUP20')
  expect(page('en', { day: '2026-10-31' })).not.toContain('WARMUP20')
})

it('a product page shows specifications, the stock of every size and when more will come', () => {
  const jacket = page('en', { productId: 'skerry-rain-jacket' })
  expect(jacket).toContain('<h1>Skerry rain jacket</h1>')
  expect(jacket).toContain('<dd>20,000 mm</dd>')
  expect(jacket).toContain('<strong>M</strong><span>13 left</span>')
  expect(jacket).toContain('<strong>XXL</strong><span>sold out</span>')
  expect(jacket.match(/<script/g)).toHaveLength(1)
  expect(page('zh', { productId: 'boreal-3-tent' })).toContain('售罄 · 预计 2026 年 12 月 14 日到货')
  expect(page('en', { productId: 'sleet-shell' })).toContain('Preorder · ships from 10 December 2026')
})

it('an address without a product says so and leads back', () => {
  const missing = page('zh', { productId: 'nothing' })
  expect(missing).toContain('这条路走到头了')
  expect(missing).toContain('href="/?lang=zh"')
})

it('whatever comes from outside is text, never markup', () => {
  const attack = `"><img src=x onerror='alert(1)'>&`
  const text = { en: attack, zh: attack }
  const hostile: StorefrontProduct = {
    id: attack,
    name: text,
    category: attack,
    price: 100,
    currency: 'USD',
    stock: 1,
    variants: [{ name: text, stock: 1 }],
    summary: text,
    specifications: [{ name: text, value: text }],
    availability: 'in-stock',
  }
  for (const productId of [undefined, attack, `${attack}?`]) {
    const made = page('en', { siteKey: attack, products: [hostile], ...(productId && { productId }) })
    expect(made).not.toContain('<img src=x')
    expect(made).not.toContain(attack)
    expect(made).toContain('data-site="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;"')
  }
})

it('the tag carries the launcher’s look as JSON that the page’s browser reads back', () => {
  const look = { '--accent': '#1f6f5c', '--left': `"'><b>&` }
  const made = page('en', { look })
  const value = /<script [^>]* data-look="([^"]*)">/.exec(made)?.[1] ?? ''
  expect(value).not.toMatch(/[<>'"]/)
  const signs: Record<string, string> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
  expect(JSON.parse(value.replace(/&(#?\w+);/g, (_, name) => signs[name] ?? ''))).toEqual(look)
})

it('a category without a name of its own, such as one named like a part of every object, is shown under More', () => {
  const [first] = products
  if (first === undefined) throw new Error('the demo shop has no products')
  const made = page('en', { products: [{ ...first, category: 'constructor' }] })
  expect(made).toContain('<h2 id="other">More</h2>')
})

describe('over HTTP', () => {
  const demoSettings: SiteSettings = {
    ...demoLook,
    ...{ key: 'demo', name: 'Demo', origins: [], version: 1, updatedAt: 0, updatedBy: '' },
  }
  let settings: SiteSettings | undefined = demoSettings
  const server = createServer(
    express().use(
      storefrontRouter({
        siteKey: 'demo',
        readSettings: async (key) => (key === 'demo' ? settings : undefined),
        shopDirectory,
        assetsDirectory,
      }),
    ),
  )
  let address = ''

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  async function languageOf(path: string, headers: Record<string, string>): Promise<string | null> {
    return (await fetch(address + path, { headers })).headers.get('content-language')
  }

  it('speaks the browser’s language first, then the one that was chosen', async () => {
    expect(await languageOf('/', {})).toBe('en')
    expect(await languageOf('/', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })).toBe('zh')
    expect(await languageOf('/', { 'accept-language': 'fr-FR' })).toBe('en')
    const chosen = await fetch(`${address}/?lang=zh`, { headers: { 'accept-language': 'en' } })
    expect(chosen.headers.get('content-language')).toBe('zh')
    const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await languageOf('/', { 'accept-language': 'en', cookie })).toBe('zh')
    expect(await languageOf('/?lang=en', { cookie })).toBe('en')
    expect(await languageOf('/?lang=de', { cookie: 'storefront-language=de' })).toBe('en')
  })

  it('says in the tag how the launcher looks now, and nothing where there is no such site', async () => {
    const tagOf = async () => /<script [^>]*>/.exec(await (await fetch(address)).text())?.[0] ?? ''
    const { onAccent } = accentColours('#ffee00')
    settings = { ...demoSettings, accent: '#ffee00', side: 'left', offset: { x: 8, y: 90 }, proactive: [] }
    const look = launcherLook({ ...settings, colours: accentColours('#ffee00') })
    expect(look).toMatchObject({ '--accent': '#ffee00', '--on': onAccent, '--left': '8px', '--y': '90px' })
    expect(await tagOf()).toContain(` data-look="${JSON.stringify(look).replaceAll('"', '&quot;')}"`)
    settings = demoSettings
    expect(await tagOf()).toContain('&quot;eager&quot;:&quot;1&quot;')
    settings = undefined
    expect(await tagOf()).toBe('<script async src="/widget.js" data-site="demo" data-locale="en">')
  })

  it('answers 404 with a page for a product that does not exist', async () => {
    const response = await fetch(`${address}/products/nothing`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('This trail ends here')
    expect((await fetch(`${address}/products/ember-stove`)).status).toBe(200)
  })

  it('serves the styles and pictures to be kept for a while', async () => {
    for (const name of ['storefront.css', 'gear.svg', 'hero.svg', 'logo.svg']) {
      const response = await fetch(`${address}/storefront/${name}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toContain('max-age=300')
    }
  })
})
