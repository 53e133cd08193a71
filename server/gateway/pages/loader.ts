import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { plain } from '#shared/text.ts'
import { Refusal } from '../../refusal.ts'
import type { Store } from '../../store/store.ts'
import { parse } from '../answer.ts'

interface LoaderVersion {
  id: string
  /** For the `integrity` attribute: the page's browser runs nothing else. */
  integrity: string
  packed: { br: Buffer; gzip: Buffer; plain: Buffer }
}

/** The smaller one first. */
const packings = ['br', 'gzip'] as const
const year = 365 * 24 * 60 * 60
const typesFile = join(import.meta.dirname, '..', '..', '..', 'widget', 'baton.d.ts')
const parameters = z.object({ id: plain(64).min(1) })

/**
 * The script a storefront includes. `/widget.js` is the newest and asked for again after a minute. A version under an
 * address of its own never changes, and is answered for as long as the store lives: a shop that pinned one with its
 * integrity hash would lose its chat with an upgrade of ours otherwise.
 */
export function serveLoader(
  application: Express,
  parts: { store: Store; builtDirectory: string; now(): number },
): void {
  let newest: Promise<LoaderVersion> | undefined
  const known = new Map<string, LoaderVersion>()

  async function current(): Promise<LoaderVersion> {
    newest ??= readNewest().catch((reason) => {
      newest = undefined
      throw reason
    })
    return newest
  }

  async function readNewest(): Promise<LoaderVersion> {
    const source = await readFile(join(parts.builtDirectory, 'loader', 'widget.js'), 'utf8')
    const version = versionOf(source)
    await parts.store.write((writing) =>
      writing
        .insertInto('loader_version')
        .values({ id: version.id, source, created_at: parts.now() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute(),
    )
    known.set(version.id, version)
    return version
  }

  async function earlier(id: string): Promise<LoaderVersion> {
    const found = known.get(id)
    if (found) return found
    const row = await parts.store.read
      .selectFrom('loader_version')
      .select('source')
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw new Refusal('not-found', 'There is no such version of the widget.')
    const version = versionOf(row.source)
    known.set(id, version)
    return version
  }

  application.get('/widget.js', async (request, response) => {
    send(request, response, await current(), 'public, max-age=60, stale-while-revalidate=86400')
  })
  application.get('/widget/loader.json', async (_request, response) => {
    const { id, integrity } = await current()
    response.setHeader('cache-control', 'no-cache')
    response.json({ url: `/widget/loader/${id}.js`, integrity })
  })
  application.get('/widget/loader/:id.js', async (request, response) => {
    const { id } = parse(parameters, request.params)
    // Its own page may be the first to ask after a start.
    await current()
    send(request, response, await earlier(id), `public, max-age=${year}, immutable`)
  })
  // The types of `window.Baton`, for shops that are written in TypeScript.
  application.get('/widget.d.ts', async (_request, response) => {
    const types = await readFile(typesFile, 'utf8')
    response.setHeader('cache-control', 'public, max-age=3600')
    openToAnyPage(response)
    response.type('text/plain').send(types)
  })
}

function versionOf(source: string): LoaderVersion {
  const bytes = Buffer.from(source)
  const digest = createHash('sha384').update(bytes).digest()
  return {
    id: digest.toString('hex').slice(0, 16),
    integrity: `sha384-${digest.toString('base64')}`,
    packed: { br: brotliCompressSync(bytes), gzip: gzipSync(bytes), plain: bytes },
  }
}

function send(request: Request, response: Response, version: LoaderVersion, cache: string): void {
  // Asked one by one: browsers name gzip first, and like both as much.
  const encoding = packings.find((name) => request.acceptsEncodings(name))
  response.setHeader('content-type', 'text/javascript; charset=utf-8')
  response.setHeader('cache-control', cache)
  response.setHeader('vary', 'accept-encoding')
  openToAnyPage(response)
  if (encoding) response.setHeader('content-encoding', encoding)
  response.send(version.packed[encoding ?? 'plain'])
}

/** Any page may load it, and with `integrity` it asks in the way of CORS. */
function openToAnyPage(response: Response): void {
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
  response.setHeader('access-control-allow-origin', '*')
}
