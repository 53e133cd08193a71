import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { connectVisitor, type TestVisitor } from '../support/clients.ts'
import { pngOf } from '../support/sample-files.ts'
import { startServerProcess } from '../support/server-process.ts'
import { makeDatabase, missingServices } from '../support/services.ts'
import { download, upload } from '../support/uploads.ts'
import { percentile, report, round } from './report.ts'

/**
 * A picture of 10 MB up and down, on each store, beside a bare express server in this process that counts the bytes of
 * a form and answers with a file from memory; and how long a message of another visitor takes meanwhile.
 */
const runs = 9
const picture = pngOf(64, 64, { bytes: 10 * 1024 * 1024 - 1_000 })

interface Measured {
  uploadMs: number
  downloadMs: number
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function floor(): Promise<Measured> {
  const bare = express()
  bare.post('/api/v1/visitor/attachments', (request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    request.on('end', () => void response.json({ bytes }))
  })
  bare.get('/file', (_request, response) => void response.type('png').send(picture))
  const server = bare.listen(0)
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const up: number[] = []
  const down: number[] = []
  for (let run = 0; run < runs; run += 1) {
    up.push(await timed(() => upload(base, 'x', picture)))
    down.push(await timed(() => download(base, '/file', {})))
  }
  server.close()
  return { uploadMs: round(percentile(up, 0.5), 0), downloadMs: round(percentile(down, 0.5), 0) }
}

async function messages(visitor: TestVisitor, count: number): Promise<number[]> {
  const times: number[] = []
  for (let each = 0; each < count; each += 1) times.push(await timed(() => visitor.say(`And then, ${each},`)))
  return times
}

async function measure(environment: Record<string, string>) {
  const directory = await mkdtemp(join(tmpdir(), 'baton-bench-'))
  const server = await startServerProcess({ DATA_DIR: directory, BATON_ENCODER: 'off', ...environment })
  const up: number[] = []
  const down: number[] = []
  let busy: number[] = []
  const writer = await connectVisitor(server.base)
  await writer.say('I want to talk to a person')
  const alone = await messages(writer, 30)
  for (let run = 0; run < runs; run += 1) {
    // A visitor's day has room for a hundred megabytes.
    const visitor = await connectVisitor(server.base)
    let id = ''
    up.push(
      await timed(async () => {
        id = (await upload(server.base, visitor.token, picture)).attachmentId
      }),
    )
    const bearer = { authorization: `Bearer ${visitor.token}` }
    down.push(await timed(() => download(server.base, `/api/v1/attachments/${id}`, bearer)))
    visitor.close()
  }
  const many = await Promise.all([1, 2, 3, 4].map(() => connectVisitor(server.base)))
  const uploads = Promise.all(many.map(({ token }) => upload(server.base, token, picture)))
  busy = await messages(writer, 30)
  await uploads
  for (const each of [writer, ...many]) each.close()
  await server.stop()
  await rm(directory, { recursive: true, force: true })
  return {
    uploadMs: round(percentile(up, 0.5), 0),
    downloadMs: round(percentile(down, 0.5), 0),
    messageMs: round(percentile(alone, 0.95), 1),
    messageBesideUploadsMs: round(percentile(busy, 0.95), 1),
  }
}

const result = { floor: await floor(), sqlite: await measure({}), postgres: undefined as object | undefined }
if ((await missingServices('postgres')) === undefined) {
  const database = await makeDatabase()
  result.postgres = await measure({ DATABASE_URL: database.url })
  await database.drop()
}
report(
  Object.entries(result).map(([store, figures]) => ({ store, ...figures })),
  result,
)
