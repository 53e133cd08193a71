import { Readable } from 'node:stream'
import { fileTypeFromBuffer, fileTypeFromStream } from 'file-type'
import { isPicture } from '#shared/attachment.ts'
import { asItIs, type Filter, textFilter } from './filter.ts'
import { jpegFilter } from './jpeg.ts'
import { pixelsIn } from './pixels.ts'

/** The types that are taken, with the endings that fit each, the usual one first. Nothing a browser would run. */
const endings: Record<string, readonly [string, ...string[]]> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'md'],
  'text/csv': ['csv'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
}

/** The same things under other names. */
const sameAs: Record<string, string> = { 'image/apng': 'image/png', 'video/x-m4v': 'video/mp4' }

export interface Kind {
  type: string
  endings: readonly [string, ...string[]]
  filter: Filter
}

/** A zip archive, by its beginning: whether it is an office's, only the whole of it may tell (`archiveKind`). */
export const archive = 'application/zip'

/**
 * What a file is, by how it begins: never by its name or by what its sender calls it, but for the two kinds of text,
 * which nothing else tells apart. `undefined` for what is not taken.
 */
export async function kindOf(head: Buffer, name: string): Promise<Kind | undefined> {
  const found = (await fileTypeFromBuffer(head))?.mime
  const type = found === undefined ? textType(head, name) : (sameAs[found] ?? found)
  const fitting = type === archive ? (['zip'] as const) : endings[type ?? '']
  if (type === undefined || fitting === undefined) return undefined
  return { type, endings: fitting, filter: filterOf(type, head) }
}

/**
 * What a whole archive is: some programs write only at its end that it is a document. Read through a part at a time;
 * of its entries at most the list of contents is unpacked, and of that no more than file-type's bound of 1 MB.
 */
export async function archiveKind(
  bytes: AsyncIterable<Uint8Array>,
): Promise<Omit<Kind, 'filter'> | undefined> {
  const found = await fileTypeFromStream(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>)
  const fitting = found && endings[found.mime]
  return fitting && { type: found.mime, endings: fitting }
}

function filterOf(type: string, head: Buffer): Filter {
  if (type.startsWith('text/')) return textFilter()
  if (type === 'image/jpeg') return jpegFilter()
  return asItIs(isPicture(type) ? pixelsIn(type, head) : undefined)
}

/** Markup is not taken as text: saved under another name it would run. Whether it is text at all, the filter says. */
function textType(head: Buffer, name: string): string | undefined {
  if (/^[\ufeff\s]*<[!?/a-z]/i.test(head.toString('utf8'))) return undefined
  return /\.csv$/i.test(name) ? 'text/csv' : 'text/plain'
}
