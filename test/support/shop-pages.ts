import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ShopPage {
  /** What stands in the head before the tag, and in the body after it. */
  head?: string
  body?: string
  headers?: Record<string, string>
}

export interface ShopPages {
  origin: string
  /** Shows this page from now on, at every address. */
  show(page: ShopPage): void
  close(): Promise<void>
}

/** A shop of its own origin, so that the widget is on somebody else's page, as it is in life. */
export async function serveShop(): Promise<ShopPages> {
  let shown: ShopPage = {}
  const server = createServer((_request, response) => {
    for (const [name, value] of Object.entries(shown.headers ?? {})) response.setHeader(name, value)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,">
${shown.head ?? ''}</head><body><h1>Shop</h1><button id="buy">Buy</button>${shown.body ?? ''}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show(page) {
      shown = page
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
