import { type Filter, type Pixels, Unreadable } from './filter.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const exifMark = 'Exif\0\0'

/**
 * Takes out of a JPEG, as it streams by, all that is no picture: where and when it was taken, by what, comments,
 * previews, and whatever follows its end. Kept are the pixels as they are, the colour profile, and of the Exif data the
 * one number that says which side is up. A segment has at most 64 kB, so no more than that is held back.
 */
export function jpegFilter(): Filter {
  let rest: Buffer = Buffer.alloc(0)
  let isInScan = false
  let isEnded = false
  let orientation = 1
  let pixels: Pixels | undefined

  function push(chunk: Buffer): Buffer[] {
    if (isEnded) return []
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const kept: Buffer[] = []
    while (!isEnded) {
      if (isInScan && isMarker(rest)) isInScan = false
      const length = isInScan ? scanLength(rest) : segmentLength(rest)
      if (length === 0) break
      const piece = rest.subarray(0, length)
      rest = rest.subarray(length)
      kept.push(...(isInScan ? [piece] : segment(piece)))
    }
    return kept
  }

  /** What is kept of one segment, its marker included. */
  function segment(piece: Buffer): Buffer[] {
    const marker = piece[1] ?? 0
    if (marker === endOfImage) isEnded = true
    if (marker === startOfScan) isInScan = true
    if (isFrame(marker) && piece.length >= 9)
      pixels = { height: piece.readUInt16BE(5), width: piece.readUInt16BE(7) }
    if (marker === 0xe1 && startsWith(piece, exifMark)) {
      const before = orientation
      orientation = orientationIn(piece.subarray(4 + exifMark.length)) ?? orientation
      return before === 1 && orientation !== 1 ? [exifWith(orientation)] : []
    }
    return isKept(marker, piece) ? [piece] : []
  }

  return {
    push,
    end() {
      const isTurned = pixels !== undefined && orientation >= 5
      return {
        // A photo that was cut short still shows what there is of it.
        kept: isInScan ? [rest] : [],
        pixels: isTurned ? { width: pixels?.height ?? 0, height: pixels?.width ?? 0 } : pixels,
      }
    },
  }
}

/** How long the segment at the start is; 0 where more must come first. Throws where there is none. */
function segmentLength(bytes: Buffer): number {
  if (bytes.length < 2) return 0
  if (bytes[0] !== 0xff) throw new Unreadable()
  const marker = bytes[1] ?? 0
  // Any number of fill bytes may stand before a marker.
  if (marker === 0xff) return 1
  if (marker === 0xd8 || marker === endOfImage || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7))
    return 2
  if (bytes.length < 4) return 0
  const length = 2 + bytes.readUInt16BE(2)
  if (length < 4) throw new Unreadable()
  return bytes.length < length ? 0 : length
}

/** How much of coded picture data stands at the start, up to the next marker; 0 where that cannot be told yet. */
function scanLength(bytes: Buffer): number {
  for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    if (at + 1 === bytes.length) return at
    if (isMarker(bytes.subarray(at, at + 2))) return at
  }
  return bytes.length
}

/** Whether these are the two bytes of a marker that ends coded data: no escaped 0xff, and no restart. */
function isMarker(bytes: Buffer): boolean {
  const [first, next = 0] = bytes
  return first === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Of what applications add: the pixel density, the colour profile and Adobe's word on the colours. */
function isKept(marker: number, piece: Buffer): boolean {
  if (marker === 0xe0) return startsWith(piece, 'JFIF\0')
  if (marker === 0xe2) return startsWith(piece, 'ICC_PROFILE\0')
  if (marker === 0xee) return startsWith(piece, 'Adobe')
  return marker !== 0xfe && (marker < 0xe0 || marker > 0xef)
}

function startsWith(piece: Buffer, mark: string): boolean {
  return piece.subarray(4, 4 + mark.length).toString('latin1') === mark
}

/** The orientation 1 to 8 in Exif's TIFF data; `undefined` where there is none. */
function orientationIn(tiff: Buffer): number | undefined {
  if (tiff.length < 14) return undefined
  const isLittle = tiff[0] === 0x49
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (start + 2 > tiff.length) return undefined
  const entries = short(start)
  for (let entry = 0; entry < entries; entry += 1) {
    const at = start + 2 + entry * 12
    if (at + 12 > tiff.length) return undefined
    if (short(at) !== 0x0112) continue
    const value = short(at + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An Exif segment that holds the orientation and nothing else. */
function exifWith(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100000000' + '00000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const head = Buffer.from([0xff, 0xe1, 0, 2 + exifMark.length + tiff.length])
  return Buffer.concat([head, Buffer.from(exifMark, 'latin1'), tiff])
}
