import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { connectVisitor } from '../support/clients.ts'
import { startWooCommerceServer, type WooCommerceServer } from '../support/shops/woocommerce-server.ts'

let directory: string
let woo: WooCommerceServer
let app: TestApp
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-shops-'))
  woo = await startWooCommerceServer()
  const file = await written({
    allowedOrigins: [woo.origin],
    workspaces: {
      demo: {
        kind: 'woocommerce',
        shop: woo.origin,
        consumerKey: woo.consumerKey,
        consumerSecret: woo.consumerSecret,
      },
    },
  })
  app = await startTestApp({ config: { shops: readConfig({ BATON_SHOPS: file }).shops } })
})
afterAll(async () => {
  await app.close()
  await woo.close()
  await rm(directory, { recursive: true, force: true })
})

async function written(content: unknown): Promise<string> {
  const file = join(directory, 'shops.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('a workspace’s visitors are served from the shop that its operator wrote down', async () => {
  const visitor = await connectVisitor(app.base)
  const asked = await visitor.saysAndHears('Where is my order #727?')
  expect(asked.text).not.toContain('NL-')
  const shown = await visitor.saysAndHears(woo.orders[0]?.billing.email ?? '')
  expect(shown.text).toContain('727')
  expect(shown.text).not.toMatch(/could not|cannot/i)
  visitor.close()
})

test.each([
  ['no JSON', '{"workspaces": {"demo": {"kind": "shopify", "accessToken": "shpat_secret"', /it is not JSON/],
  ['an unknown kind', { workspaces: { demo: { kind: 'magento' } } }, /workspaces\.demo\.kind/],
  ['a missing key', { workspaces: { demo: { kind: 'shopify', shop: 'x.myshopify.com' } } }, /accessToken/],
  ['a name misspelt', { workspace: {} }, /workspace/],
])('a file with %s is refused at the start, and no key is repeated', async (_, content, message) => {
  const file = await written(content)
  expect(() => readConfig({ BATON_SHOPS: file })).toThrow(message)
  try {
    readConfig({ BATON_SHOPS: file })
  } catch (reason) {
    expect(String(reason)).not.toContain('shpat_secret')
  }
})

test('a file that is not there is named', () => {
  expect(() => readConfig({ BATON_SHOPS: join(directory, 'none.json') })).toThrow(/none\.json cannot be read/)
})
