import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

/** A PNG of one colour; as large as asked for in bytes too, by a chunk that viewers skip. */
export function pngOf(
  width: number,
  height: number,
  options: { bytes?: number; colour?: string } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixel = Buffer.from(options.colour ?? '1f6f5c', 'hex')
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, pixel)])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const whole = [start, chunk('IHDR', header), chunk('IDAT', pixels)]
  const end = chunk('IEND', Buffer.alloc(0))
  const missing = (options.bytes ?? 0) - Buffer.concat([...whole, end]).length - 12
  return Buffer.concat([...whole, ...(missing > 0 ? [chunk('puFf', Buffer.alloc(missing, 7))] : []), end])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

// A baseline JPEG of 16 by 8 grey pixels: quantisation, frame, the shortest Huffman tables and one scan.
const quantisation = segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)]))
const frame = segment(0xc0, Buffer.from([8, 0, 8, 0, 16, 1, 1, 0x11, 0]))
const tables = [0x00, 0x10].map((table) =>
  segment(0xc4, Buffer.from([table, 1, ...Array.from({ length: 15 }, () => 0), 0])),
)
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x0f, 0xff, 0x00])])

export function segment(marker: number, data: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(data.length + 2)
  return Buffer.concat([Buffer.from([0xff, marker]), length, data])
}

/** A JPEG with these segments before the picture, and with what is said after its end. */
export function jpegOf(before: Buffer[] = [], after: Buffer = Buffer.alloc(0)): Buffer {
  const picture = [quantisation, frame, ...tables, scan]
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...before, ...picture, Buffer.from([0xff, 0xd9]), after])
}

/** Exif with an orientation and a place on earth, as a telephone writes it. */
export function exifWith(orientation: number, place: string): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM', 0, 'latin1')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.set([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0], 10)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(`GPS ${place}`)]))
}

/** A picture of one pixel that is a script, too. */
export const gifAndScript = Buffer.concat([
  Buffer.from('GIF89a/*', 'latin1'),
  Buffer.from('0200000000', 'hex'),
  Buffer.from('*/=1;window.broken=true;//', 'latin1'),
])

/** A zip archive: entries as `[name, content]`, packed where asked. */
export function zipOf(entries: [string, Buffer | string][], isPacked = false): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of entries) {
    const plain = Buffer.from(content)
    const data = isPacked ? deflateRawSync(plain) : plain
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(isPacked ? 8 : 0, 4)
    shared.writeUInt32LE(crc32(plain), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(plain.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, Buffer.from(name)]),
    )
    local.push(entry)
    offset += entry.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** What Word writes, with little in it. */
export function docxOf(text: string, isPacked = true): Buffer {
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${wordType}"/></Types>`
  return zipOf(
    [
      ['[Content_Types].xml', types],
      ['_rels/.rels', '<Relationships/>'],
      ['word/document.xml', text],
    ],
    isPacked,
  )
}

export const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)
export const mp4 = Buffer.concat([
  Buffer.from('00000018', 'hex'),
  Buffer.from('ftypmp42', 'latin1'),
  Buffer.from('00000000', 'hex'),
  Buffer.from('mp42isom', 'latin1'),
  Buffer.from('0000000866726565', 'hex'),
])
