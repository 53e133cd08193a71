import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  docxOf,
  exifWith,
  gifAndScript,
  jpegOf,
  mp4,
  pdf,
  pngOf,
  segment,
  zipOf,
} from '../../../test/support/sample-files.ts'
import { archiveKind, kindOf } from './kinds.ts'

const typeOf = async (head: Buffer, name = 'file') => (await kindOf(head, name))?.type

/** The whole file through its filter, in pieces of this size. */
async function filtered(bytes: Buffer, size = bytes.length) {
  const kind = await kindOf(bytes, 'file')
  if (!kind) throw new Error('not taken')
  const kept: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size)
    kept.push(...kind.filter.push(bytes.subarray(at, at + size)))
  const end = kind.filter.end()
  return { bytes: Buffer.concat([...kept, ...end.kept]), pixels: end.pixels }
}

test('a file is what its bytes say, whatever its name', async () => {
  expect(await typeOf(pngOf(3, 2), 'page.html')).toBe('image/png')
  expect(await typeOf(jpegOf(), 'a.png')).toBe('image/jpeg')
  expect(await typeOf(gifAndScript, 'a.js')).toBe('image/gif')
  expect(await typeOf(pdf)).toBe('application/pdf')
  expect(await typeOf(mp4)).toBe('video/mp4')
  expect(await typeOf(docxOf('hello'))).toMatch(/wordprocessingml.document$/)
  expect(await typeOf(Buffer.from('a,b\n1,2\n'), 'orders.csv')).toBe('text/csv')
  expect(await typeOf(Buffer.from('订单号 NL-1'), 'notes')).toBe('text/plain')
})

test('what a browser or an office would run, and what cannot be looked into, is not taken', async () => {
  const macros = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const withMacros = zipOf([
    [
      '[Content_Types].xml',
      `<Types><Override PartName="/word/document.xml" ContentType="${macros}"/></Types>`,
    ],
    ['word/document.xml', ''],
  ])
  const refused: [string, Buffer][] = [
    ['page.png', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['page.txt', Buffer.from('\ufeff \n<html onload=alert(1)>')],
    ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a.svg', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a.txt', Buffer.from('<!-- x --><svg/>')],
    ['a.docx', withMacros],
    ['a.png', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['a.wav', Buffer.from('RIFF____WAVEfmt ', 'latin1')],
  ]
  for (const [name, bytes] of refused) expect(await typeOf(bytes, name), name).toBeUndefined()
})

test('an archive is taken only where the whole of it is a Word or Excel file, and nothing in it is unpacked', async () => {
  const types =
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  // LibreOffice writes what says so last: the first part of a large file does not tell.
  const late = zipOf(
    [
      ['word/media/photo.jpg', randomBytes(600_000)],
      ['[Content_Types].xml', types],
    ],
    true,
  )
  const bomb = zipOf([['[Content_Types].xml', Buffer.alloc(100_000_000, ' ')]], true)
  const whole = async (bytes: Buffer) => (await archiveKind(toParts(bytes)))?.type
  expect(await typeOf(late.subarray(0, 262_144))).toBe('application/zip')
  expect(await whole(late)).toMatch(/wordprocessingml.document$/)
  expect(await whole(zipOf([['a.txt', 'hello']]))).toBeUndefined()
  const before = process.memoryUsage().rss
  expect(await whole(bomb)).toBeUndefined()
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})

async function* toParts(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 262_144) yield bytes.subarray(at, at + 262_144)
}

test('bytes that are no UTF-8, or hold a NUL, do not go about as text', async () => {
  for (const bytes of [
    Buffer.from([0x61, 0xc3, 0x28]),
    Buffer.from('a\0b'),
    Buffer.from('中文', 'utf16le'),
    Buffer.from([0x61, 0xe4, 0xb8]),
  ]) {
    await expect(filtered(bytes)).rejects.toThrow()
  }
  const text = Buffer.from('订单 😀\r\n'.repeat(50))
  expect((await filtered(text, 7)).bytes.equals(text)).toBe(true)
})

test('a photo keeps its pixels and which side is up, and loses its place on earth', async () => {
  const profile = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01 colours', 'latin1'))
  const secrets = [
    exifWith(6, '52.52 N 13.40 E'),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<xmp>GPS 52.52</xmp>')),
    segment(0xe2, Buffer.from('MPF\0 GPS', 'latin1')),
    segment(0xed, Buffer.from('Photoshop 3.0\0GPS')),
    segment(0xfe, Buffer.from('GPS by me')),
    profile,
  ]
  const photo = jpegOf(secrets, jpegOf([exifWith(1, '52.52 N')]))
  const whole = await filtered(photo)
  expect(whole.bytes.includes('GPS')).toBe(false)
  expect(whole.bytes.includes(profile)).toBe(true)
  expect(whole.pixels).toEqual({ width: 8, height: 16 })
  const [start, orientation] = [
    whole.bytes.subarray(0, 2),
    whole.bytes.indexOf('0112000300000001' + '0006', 'hex'),
  ]
  expect(start.toString('hex')).toBe('ffd8')
  expect(orientation).toBeGreaterThan(0)
  // The picture itself is what it was, to the byte.
  const picture = jpegOf().subarray(2)
  expect(whole.bytes.subarray(-picture.length).equals(picture)).toBe(true)
  for (const size of [1, 2, 3, 7, 64])
    expect((await filtered(photo, size)).bytes.equals(whole.bytes), `${size}`).toBe(true)
})

test('a JPEG without anything to take away stays as it is, and one in pieces is not taken', async () => {
  const plain = jpegOf()
  expect((await filtered(plain, 5)).bytes.equals(plain)).toBe(true)
  expect((await filtered(plain)).pixels).toEqual({ width: 16, height: 8 })
  const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]), Buffer.from('<script>')])
  await expect(filtered(broken)).rejects.toThrow()
})

test('pictures say how large they are', async () => {
  expect((await filtered(pngOf(30, 20))).pixels).toEqual({ width: 30, height: 20 })
  expect((await filtered(gifAndScript)).pixels).toEqual({ width: 0x2a2f, height: 0x0002 })
  const webp = Buffer.from('RIFF____WEBPVP8X____\0\0\0\0\x1d\0\0\x13\0\0', 'latin1')
  expect((await filtered(webp)).pixels).toEqual({ width: 30, height: 20 })
})
