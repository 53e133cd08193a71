import express from 'express'
import { accentColours } from '#shared/accent.ts'
import { type Language, languages } from '#shared/knowledge.ts'
import { launcherLook } from '#shared/launcher-look.ts'
import type { SiteSettings } from '#shared/site.ts'
import { readProducts, type StorefrontProduct } from './products.ts'
import { storefrontPage } from './storefront-page.ts'

/** The demo shop's pages and their pictures and styles. */
export function storefrontRouter(parts: {
  siteKey: string
  /** The site's settings as they are now; `undefined` where there is no such site. */
  readSettings(key: string): Promise<SiteSettings | undefined>
  shopDirectory: string
  assetsDirectory: string
}): express.Router {
  const router = express.Router()
  let loading: Promise<StorefrontProduct[]> | undefined

  async function show(request: express.Request, response: express.Response): Promise<void> {
    loading ??= readProducts(parts.shopDirectory)
    const [products, settings] = await Promise.all([loading, parts.readSettings(parts.siteKey)])
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
          ...(settings && { look: launcherLook({ ...settings, colours: accentColours(settings.accent) }) }),
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
