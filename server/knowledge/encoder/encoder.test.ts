import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { isLatinText, makeEncoder } from './encoder.ts'
import { englishName } from './english.ts'
import { knowing, readKnownVectors, writeKnownVectors } from './known.ts'
import { openEncoder, openFittingEncoder, parseEncoderName } from './open.ts'
import { englishThread } from './thread.ts'

const report = vi.fn()
const encoder = openEncoder({ kind: 'english' }, report)
afterAll(() => encoder.close())

function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  if (left === undefined || right === undefined) throw new Error('there is no vector')
  return left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0)
}

describe('the English encoder', () => {
  test('puts what means the same closer together than what does not', async () => {
    const [asked, same, other] = await encoder.encode([
      'Can I send these shoes back?',
      'how do I return footwear',
      'is there a discount for students',
    ])
    expect(cosine(asked, same)).toBeGreaterThan(cosine(asked, other) + 0.1)
    expect(cosine(asked, asked)).toBeCloseTo(1, 3)
  })

  test.each([
    '退货',
    'return 退货',
    'iPhone 15 退货',
    'возврат',
    'ﾍﾟｰｼﾞ',
    '返品 return',
    '',
    '12345',
    '😀',
    '?!',
  ])('is never shown “%s”', async (text) => {
    const embed = vi.fn(async (texts: string[]) => texts.map(() => [1, 0]))
    const guarded = makeEncoder({ ...englishThread(englishName, report), embed })
    expect(await guarded.encode([text, 'a plain question'])).toEqual([undefined, Float32Array.of(1, 0)])
    expect(embed.mock.calls.flat(2)).toEqual(['a plain question'])
    expect(isLatinText(text)).toBe(false)
  })

  test('reads no more than the beginning of 10 000 characters', async () => {
    const [vector] = await encoder.encode(['where is my parcel '.repeat(600)])
    expect(vector).toHaveLength(512)
  })

  test('starts its thread again after it was closed', async () => {
    await encoder.close()
    expect((await encoder.encode(['hello there']))[0]).toHaveLength(512)
    expect(report).not.toHaveBeenCalled()
  })

  test('leaves texts without vectors where it cannot run, and says so', async () => {
    const told = vi.fn()
    const unreachable = openEncoder(
      { kind: 'openai', model: 'none', url: 'http://127.0.0.1:9/v1', key: 'k' },
      told,
    )
    expect(await unreachable.encode(['where is my parcel'])).toEqual([undefined])
    expect(told).toHaveBeenCalledOnce()
    await unreachable.close()
  })
})

describe('another encoder', () => {
  test('of any service that speaks the wire format reads every language', async () => {
    const seen: string[] = []
    const server = createServer(async (request, response) => {
      let sent = ''
      for await (const part of request) sent += part
      const body = JSON.parse(sent) as { input: string[] }
      seen.push(...body.input)
      const data = body.input.map((_, index) => ({ object: 'embedding', index, embedding: [3, 4] }))
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ object: 'list', model: 'm', data, usage: { prompt_tokens: 1, total_tokens: 1 } }),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const own = openEncoder(
      { kind: 'openai', model: 'm', url: `http://127.0.0.1:${port}/v1`, key: 'k' },
      report,
    )
    const [vector] = await own.encode(['退货'])
    expect(seen).toEqual(['退货'])
    expect([...(vector ?? [])].map((value) => Math.round(value * 10) / 10)).toEqual([0.6, 0.8])
    server.close()
  })

  test('from a directory asks for the package that it needs', async () => {
    const told = vi.fn()
    const local = openEncoder({ kind: 'onnx', directory: '/nowhere' }, told)
    expect(await local.encode(['退货'])).toEqual([undefined])
    expect(String(told.mock.calls[0])).toMatch(/npm install @huggingface\/transformers|nowhere/)
  })

  test('is named by kind and model, and a name that means nothing is refused', () => {
    expect(parseEncoderName('english', {})).toEqual({ kind: 'english' })
    expect(parseEncoderName('off', {})).toBeUndefined()
    expect(parseEncoderName('openai:bge-m3', { url: 'http://localhost:11434/v1' })).toMatchObject({
      model: 'bge-m3',
    })
    expect(parseEncoderName('onnx:/models/e5', {})).toEqual({ kind: 'onnx', directory: '/models/e5' })
    for (const name of ['', 'openai:', 'french', 'onnx'])
      expect(() => parseEncoderName(name, {})).toThrow(/english, off, openai:MODEL or onnx:DIRECTORY/)
  })
})

describe('known vectors', () => {
  test('spare the encoder the texts they hold, and only those', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'baton-vectors-'))
    const file = pathToFileURL(join(folder, 'vectors.bin'))
    await writeKnownVectors(file, 'x', new Map([['known', Float32Array.of(0.6, -0.8)]]))
    const encode = vi.fn(async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 0)))
    const known = knowing({ name: 'x', encode, close: async () => undefined }, await readKnownVectors(file))
    const [held, made] = await known.encode(['known', 'new'])
    expect(held?.[0]).toBeCloseTo(0.6, 2)
    expect(held?.[1]).toBeCloseTo(-0.8, 2)
    expect(made).toEqual(Float32Array.of(1, 0))
    expect(encode.mock.calls).toEqual([[['new']]])
    await rm(folder, { recursive: true })
  })

  test('of another encoder are not used', async () => {
    const encode = vi.fn(async (texts: readonly string[]) => texts.map(() => undefined))
    const known = knowing(
      { name: 'y', encode, close: async () => undefined },
      { encoder: 'x', of: () => Float32Array.of(1) },
    )
    expect(await known.encode(['known'])).toEqual([undefined])
  })

  test('of the demo shop are what the encoder says', async () => {
    const text = 'How long does delivery take?'
    const file = new URL('../../../knowledge-base/vectors.en.bin', import.meta.url)
    expect((await readKnownVectors(file)).of(text)).toHaveLength(512)
    const fitting = await openFittingEncoder({ kind: 'english' })
    const [shipped] = await fitting.encode([text])
    const [fresh] = await encoder.encode([text])
    expect(cosine(shipped, fresh)).toBeGreaterThan(0.99)
    await fitting.close()
  })
})
