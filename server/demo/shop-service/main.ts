import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startShopService } from './service.ts'

// The demo shop as a process of its own. Its first line is where it is and the key it takes, as JSON.

const { values } = parseArgs({
  options: { directory: { type: 'string', default: './data' }, port: { type: 'string', default: '0' } },
})
const service = await startShopService({
  file: join(values.directory, 'demo-shop.sqlite'),
  seed: join(import.meta.dirname, '..', '..', '..', 'knowledge-base', 'shop'),
  port: Number(values.port),
  report: (reason, about) => console.error(about, reason),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    service.close().catch((reason) => {
      console.error(reason)
      process.exitCode = 1
    })
  })
}
process.stdout.write(`${JSON.stringify({ origin: service.origin, key: service.key })}\n`)
