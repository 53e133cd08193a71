import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The demo shop in a process of its own, which can be killed. */
export interface ShopProcess {
  origin: string
  key: string
  /** SIGKILL: nothing is flushed. */
  kill(): Promise<void>
}

/** Starts the demo shop's service over the store in `directory`. */
export async function startShopProcess(directory: string, port = 0): Promise<ShopProcess> {
  const main = join(import.meta.dirname, '..', '..', 'server', 'demo', 'shop-service', 'main.ts')
  const child = spawn(process.execPath, [main, '--directory', directory, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`the demo shop ended with ${code}`))),
  ])
  return {
    ...(JSON.parse(String(line)) as { origin: string; key: string }),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
