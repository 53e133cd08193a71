import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Express } from 'express'
import { z } from 'zod'
import { plain } from '#shared/text.ts'
import { spokenIn, textIn } from '#shared/widget-languages.ts'
import type { Store } from '../../store/store.ts'
import { parse } from '../answer.ts'
import { readSite } from '../sites.ts'
import { builtFiles, pagePolicy } from './built-files.ts'

/** Which site's chat the iframe shows, and in which language. */
const framed = z.object({ site: plain(100).default(''), locale: plain(100).default('') })

interface Page {
  html: string
  /** The words of the shell, by language: what stands there before any script does. */
  shells: Record<string, Record<string, string>>
  /** Where the chat's own file is, and that of the messages which a site shows by itself. */
  files: { main: string; teaser: string }
  /** What the policy says of the one script and the one style in the page. */
  script: string
  style: string
}

/** The chat in its iframe: only the site's own pages (and ours) may frame it. */
export function serveWidget(application: Express, parts: { store: Store; builtDirectory: string }): void {
  let reading: Promise<Page> | undefined

  async function read(): Promise<Page> {
    const [html = '', shells = '', ...files] = await Promise.all(
      ['shell/index.html', 'texts/shells.json', 'widget/files.json', 'teaser/files.json'].map((path) =>
        readFile(join(parts.builtDirectory, path), 'utf8'),
      ),
    )
    return {
      html,
      shells: JSON.parse(shells),
      files: Object.assign({}, ...files.map((each) => JSON.parse(each))),
      script: digestOf(html, 'script'),
      style: digestOf(html, 'style'),
    }
  }

  application.get(['/widget', '/widget/'], async (request, response) => {
    const { site: key, locale } = parse(framed, request.query)
    const site = await readSite(parts.store.read, key)
    reading ??= read().catch((reason) => {
      reading = undefined
      throw reason
    })
    const { html, shells, files, script, style } = await reading
    const offered: readonly string[] = site?.settings.languages ?? Object.keys(shells)
    const wish = locale || request.acceptsLanguages()[0] || 'en'
    const found = spokenIn(wish, (code) => offered.includes(code))
    // English is what an unknown language falls back on, where the site offers it.
    const spoken = offered.includes(found.language)
      ? found
      : spokenIn(offered[0] ?? 'en', (code) => code in shells)
    const title = site && textIn(site.settings.title, spoken.language)
    const words: Record<string, string> = { ...shells[spoken.language], ...files, locale: spoken.locale }
    words.title = title ?? words.chat ?? ''
    const origins = ["'self'", ...(site?.origins ?? [])]
    response.setHeader('content-security-policy', `${pagePolicy(origins)}; ${script}; ${style}`)
    response.removeHeader('x-frame-options')
    // A chat in a window of its own asks the frame that opened it whose it is.
    response.removeHeader('cross-origin-opener-policy')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    response.setHeader('cache-control', 'no-cache')
    response.type('html').send(html.replace(/{%(\w+)%}/g, (_, name) => escaped(words[name] ?? '')))
  })
  for (const name of ['widget', 'texts', 'teaser'])
    application.use('/widget', builtFiles(join(parts.builtDirectory, name)))
}

/** The directive that lets in what stands between these tags, and nothing else that stands in a page. */
function digestOf(html: string, tag: 'script' | 'style'): string {
  const content = new RegExp(`<${tag}>(.*)</${tag}>`, 's').exec(html)?.[1] ?? ''
  return `${tag}-src 'self' 'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
