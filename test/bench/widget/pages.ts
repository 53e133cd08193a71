import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'

export type PageKind = 'bare' | 'baton' | 'floor'

export interface BenchPages {
  origin: string
  close(): Promise<void>
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }

/** A shop of one page, on an origin of its own: `/bare` without a chat, `/baton` with ours, `/floor` with the least. */
export async function serveBenchPages(scriptTag: () => string): Promise<BenchPages> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-floor-'))
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'floor-launcher.ts'),
        output: { entryFileNames: 'floor.js', chunkFileNames: '[name].js' },
      },
    },
  })
  const tags: Record<PageKind, () => string> = {
    bare: () => '',
    baton: scriptTag,
    floor: () => '<script type="module" src="/floor.js"></script>',
  }

  const server: Server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://shop')
    const kind = pathname.slice(1) as PageKind
    if (kind in tags) {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(shopPage(tags[kind]()))
      return
    }
    const body = await readFile(join(directory, pathname)).catch(() => undefined)
    response.statusCode = body ? 200 : 404
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/plain')
    response.end(body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** A page with something on it, and a script of its own, as every shop has. */
function shopPage(tag: string): string {
  const products = Array.from(
    { length: 60 },
    (_, index) => `<li><h3>Product ${index}</h3><p>In stock</p></li>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
${tag}</head><body><h1>Shop</h1><ul>${products.join('')}</ul></body></html>`
}
