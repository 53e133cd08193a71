import type { Pixels } from './filter.ts'

/** How large a picture is, by its header; `undefined` where that does not say. JPEG has `jpegFilter`. */
export function pixelsIn(type: string, head: Buffer): Pixels | undefined {
  if (head.length < 30) return undefined
  switch (type) {
    case 'image/png':
      return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    case 'image/gif':
      return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
    case 'image/webp':
      return inWebp(head)
    case 'image/avif':
      return inAvif(head)
    default:
      return undefined
  }
}

function inWebp(head: Buffer): Pixels | undefined {
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
    default:
      return undefined
  }
}

/** The largest of the sizes it names: the others are of its tiles, its preview or its transparency. */
function inAvif(head: Buffer): Pixels | undefined {
  // One that is to be turned has another size than it says.
  if (head.includes('irot')) return undefined
  let largest: Pixels | undefined
  for (
    let at = head.indexOf('ispe');
    at !== -1 && at + 16 <= head.length;
    at = head.indexOf('ispe', at + 4)
  ) {
    const pixels = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) }
    if (pixels.width * pixels.height > (largest ? largest.width * largest.height : 0)) largest = pixels
  }
  return largest
}
