import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { ConfigMistake, readConfig } from '#server/config.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-start-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

/** Starts a server that ends with its test, however that ends. */
async function start(variables: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(variables)
  onTestFinished(async () => void (await server.stop()))
  return server
}

test('an empty environment is a configuration; its defaults are the documented ones', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, dataDirectory: './data', demo: true, log: 'text' })
})

test('every mistake in the environment is named at once', () => {
  const read = () =>
    readConfig({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      BATON_MODEL: 'unheard-of',
      TURN_DEADLINE_MS: '5',
      SMTP_URL: 'http://mail',
      MAIL_FROM: 'Shop <chat@shop.example>\r\nBcc: all@example.com',
    })
  expect(read).toThrow(ConfigMistake)
  expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*TURN_DEADLINE_MS[\s\S]*SMTP_URL[\s\S]*MAIL_FROM/)
  expect(read).toThrow(/MAIL_FROM[\s\S]*BATON_MODEL/)
  expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/one needs the other/)
})

test('a port in use is one sentence and an exit code, and nothing is written over', async () => {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const starting = start({ DATA_DIR: join(directory, 'port'), PORT: String(port) })
  await expect(starting).rejects.toThrow(new RegExp(`ended with 1[\\s\\S]*Port ${port} is in use`))
  other.close()
})

test('a data directory that is a file is one sentence and an exit code', async () => {
  const file = join(directory, 'file')
  await writeFile(file, 'mine')
  await expect(start({ DATA_DIR: file })).rejects.toThrow(/ended with 1[\s\S]*cannot be used/)
})

test('a second process on one embedded store refuses to start with a clear error', async () => {
  const place = join(directory, 'one')
  const first = await start({ DATA_DIR: place })
  await expect(start({ DATA_DIR: place })).rejects.toThrow(/Another Baton process uses/)
  expect(await first.stop()).toBe(0)
})

test('PostgreSQL that is not there is one sentence and an exit code', async () => {
  const starting = start({ DATABASE_URL: 'postgres://127.0.0.1:1/nothing' })
  await expect(starting).rejects.toThrow(/ended with 1[\s\S]*PostgreSQL cannot be used/)
})

test('with LOG=json every line of the log is JSON, the sign-in links among them', async () => {
  const server = await start({
    DATA_DIR: join(directory, 'json'),
    LOG: 'json',
    LOG_LEVEL: 'info',
  })
  const lines = server.output().trim().split('\n')
  expect(lines.length).toBeGreaterThan(4)
  const parsed = lines.map((line) => JSON.parse(line))
  expect(parsed.filter((each) => each.msg === 'console').map((each) => each.role)).toEqual([
    'agent',
    'trainer',
    'supervisor',
    'administrator',
  ])
  await server.stop()
})

test('a process that just started idles below 200 MB', async () => {
  const place = join(directory, 'quick')
  await (await start({ DATA_DIR: place })).stop()
  const server = await start({ DATA_DIR: place })
  // The limit on the young generation in `npm start` is what keeps it there: without it the garbage of a start stays.
  const metrics = await (await fetch(`${server.base}/metrics`)).text()
  const resident = Number(/^baton_process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1])
  expect(resident).toBeGreaterThan(20e6)
  expect(resident).toBeLessThan(200e6)
  await server.stop()
})
