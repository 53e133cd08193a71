import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, startTestApp, type TestApp, type Untyped } from '../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(app.base + path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function pinned(): Promise<{ url: string; integrity: string }> {
  return (await fetch(`${app.base}/widget/loader.json`)).json() as Promise<Untyped>
}

function digest(algorithm: 'sha256' | 'sha384', text: string): string {
  return `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`
}

describe('the loader', () => {
  test('under its short address it may be loaded by any page and is asked for again after a minute', async () => {
    const { status, headers, text } = await get('/widget.js')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=86400')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(text).toBe(await readFile(join(import.meta.dirname, '../../dist/loader/widget.js'), 'utf8'))
  })

  test('under its pinned address it never changes, and the integrity offered is that of its bytes', async () => {
    const { url, integrity } = await pinned()
    const { status, headers, text } = await get(url)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    // Without this header a browser refuses a script that has an integrity hash.
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(integrity).toBe(digest('sha384', text))
    expect(text).toBe((await get('/widget.js')).text)
    expect((await get('/widget/loader.json')).headers.get('cache-control')).toBe('no-cache')
  })

  test('a version that never was is not found, and is not kept by caches as if it were one', async () => {
    const { status, headers, text } = await get('/widget/loader/0123456789abcdef.js')
    expect(status).toBe(404)
    expect(headers.get('cache-control') ?? '').not.toContain('immutable')
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: 'not-found' })
  })

  test('a version of an earlier release is still served, byte for byte, with the hash it was pinned by', async () => {
    const source = '/* an earlier release, 较早的版本 */ void 0\n'
    const id = createHash('sha384').update(source).digest('hex').slice(0, 16)
    await app.store.write((writing) =>
      writing.insertInto('loader_version').values({ id, source, created_at: 1 }).execute(),
    )
    const { status, headers, text } = await get(`/widget/loader/${id}.js`)
    expect(status).toBe(200)
    expect(text).toBe(source)
    expect(headers.get('cache-control')).toContain('immutable')
    expect((await pinned()).url).not.toContain(id)
  })

  test('this release is kept in the store for the next one to serve', async () => {
    const { url, integrity } = await pinned()
    const id = /([\da-f]{16})\.js$/.exec(url)?.[1] ?? ''
    const row = await app.store.read
      .selectFrom('loader_version')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(digest('sha384', row.source)).toBe(integrity)
  })

  test.for([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['identity', null],
    ['br;q=0, gzip', 'gzip'],
  ] as const)('a browser that takes %s gets %s, and caches keep them apart', async ([accepted, sent]) => {
    const { url } = await pinned()
    for (const path of ['/widget.js', url]) {
      const { headers, text } = await get(path, { 'accept-encoding': accepted })
      expect(headers.get('content-encoding')).toBe(sent)
      expect(headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
      // What was unpacked is the file itself.
      expect(text).toContain('baton-widget')
      const length = Number(headers.get('content-length'))
      if (sent) expect(length).toBeLessThan(text.length / 1.5)
      else expect(length).toBe(Buffer.byteLength(text))
    }
  })
})

test('the types of window.Baton may be fetched by anybody', async () => {
  const { status, headers, text } = await get('/widget.d.ts')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(text).toBe(await readFile(join(import.meta.dirname, '../../widget/baton.d.ts'), 'utf8'))
})

describe('the page in the frame', () => {
  const policyOf = (headers: Headers) =>
    Object.fromEntries(
      (headers.get('content-security-policy') ?? '').split('; ').map((each) => {
        const [name = '', ...values] = each.split(' ')
        return [name, values]
      }),
    )

  test('its policy lets in its one script and its one style by their digests, and nothing else inline', async () => {
    for (const path of ['/widget/?site=demo&locale=fr', '/widget/?site=demo&locale=ar', '/widget/']) {
      const { headers, text } = await get(path)
      const policy = policyOf(headers)
      for (const [tag, directive] of [
        ['script', 'script-src'],
        ['style', 'style-src'],
      ] as const) {
        const inline = [...text.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))]
        expect(inline).toHaveLength(1)
        const content = inline[0]?.[1] ?? ''
        expect(content.length).toBeGreaterThan(100)
        expect(policy[directive]).toEqual(["'self'", `'${digest('sha256', content)}'`])
      }
      expect(policy['default-src']).toEqual(["'self'"])
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(text).not.toMatch(/\s(on[a-z]+|style)=/)
      // Nothing is left to be filled in.
      expect(text).not.toMatch(/{%/)
    }
  })

  test.for([
    ['fr', 'fr', 'ltr', 'Écrivez un message…'],
    ['zh-TW', 'zh-TW', 'ltr', '輸入訊息…'],
    ['ar', 'ar', 'rtl', 'اكتب رسالة…'],
    ['pt_BR', 'pt-BR', 'ltr', 'Escreva uma mensagem…'],
    ['nonsense!', 'en', 'ltr', 'Write a message…'],
    ['xx', 'en', 'ltr', 'Write a message…'],
  ] as const)(
    'for %s its language is %s, written %s, before any script',
    async ([asked, locale, direction, placeholder]) => {
      const { text } = await get(`/widget/?site=demo&locale=${encodeURIComponent(asked)}`)
      expect(text).toContain(`<html lang="${locale}" dir="${direction}"`)
      expect(text).toContain(`placeholder="${placeholder}" aria-label="${placeholder}"`)
    },
  )

  test('without a locale in its address it speaks the browser’s language', async () => {
    const { text } = await get('/widget/?site=demo', { 'accept-language': 'de-AT,en;q=0.5' })
    expect(text).toContain('<html lang="de-AT" dir="ltr"')
  })

  test('a hostile locale is no markup, and the page is English', async () => {
    const attack = '"><script>alert(1)</script>'
    const { text } = await get(`/widget/?site=demo&locale=${encodeURIComponent(attack)}`)
    expect(text).toContain('<html lang="en" dir="ltr"')
    expect(text).not.toContain('alert(1)')
    const long = await get(`/widget/?site=demo&locale=${'a'.repeat(101)}`)
    expect(long.status).toBe(400)
  })

  test('a hostile title of a site is text, and its policy names only that site’s pages', async () => {
    const { token } = await app.signIn('administrator')
    const attack = `</title></h1><script>alert(1)</script><img src=x onerror='alert(2)'>"&{%main%}$&`
    const title = { en: attack, zh: attack }
    const body = { name: 'Hostile', title, origins: ['https://shop.example'] }
    const { site } = await call(app.base, 'POST', '/sites', { token, body })
    const { headers, text } = await get(`/widget/?site=${site.key}&locale=en`)
    expect(text).not.toMatch(/<img|<script>alert|onerror='/)
    expect(text.match(/<script/g)).toHaveLength(1)
    const shown = /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? ''
    expect(shown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(attack)
    expect(policyOf(headers)['frame-ancestors']).toEqual(["'self'", 'https://shop.example'])
  })

  test('of an unknown site it is framed by no shop', async () => {
    const { status, headers } = await get('/widget/?site=nobody')
    expect(status).toBe(200)
    expect(policyOf(headers)['frame-ancestors']).toEqual(["'self'"])
  })
})
