import { crc32 } from 'node:zlib'
import type { Article, Language } from '#shared/knowledge.ts'
import { openSearchIndex, type StoredSearch } from '../search/search-index.ts'
import { termsVersion } from '../search/terms.ts'
import type { SynonymTable } from '../search/words/own-synonyms.ts'
import {
  articlesByLanguage,
  type FittedModels,
  type Indexes,
  modelVersion,
  type ShopIndex,
} from './indexes.ts'

// An index as bytes: five numbers, a header of JSON, then typed arrays. The header says where each array lies, so that
// reading makes views on the bytes and copies nothing. Numbers are little-endian, as on every machine Node runs on.

/** Raise it when what is stored changes; an index of another format is made anew from the articles. */
const FORMAT = 2
const MAGIC = 0x4e544142
/** Magic, format, bytes in all, CRC-32 of all that follows these numbers, bytes of the header. */
const NUMBERS = 5
/** Every array begins at a multiple of this. Bytes. */
const ALIGNMENT = 8

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float16Array | Float32Array

/** Where an array lies: the name of its class, its place after the header, its length. */
interface Place {
  array: string
  from: number
  length: number
}

interface Header {
  terms: number
  models: FittedModels
  encoder: string | null
  /** The shop's own synonyms that the index was made with. */
  synonyms: SynonymTable
  /** Which articles the index was made of, see {@link digestOf}. */
  articles: Record<Language, number>
  languages: Record<Language, Omit<ShopIndex, 'search'> & { search: StoredSearch }>
}

/** An index that cannot be used, with the reason; it is made anew from the articles. */
export class UnusableIndex extends Error {
  override readonly name = 'UnusableIndex'
}

export function packIndexes({ encoder, models, synonyms, languages }: Indexes): Uint8Array<ArrayBuffer> {
  const arrays: Numbers[] = []
  let length = 0
  const header: Header = {
    terms: termsVersion,
    models,
    encoder: encoder ?? null,
    synonyms,
    articles: { en: digestOf(languages.en.search.articles), zh: digestOf(languages.zh.search.articles) },
    languages: { en: storedOf(languages.en), zh: storedOf(languages.zh) },
  }
  const json = Buffer.from(
    JSON.stringify(header, (_, value) => {
      if (!ArrayBuffer.isView(value)) return value
      const numbers = value as Numbers
      const place: Place = { array: numbers.constructor.name, from: length, length: numbers.length }
      arrays.push(numbers)
      length += aligned(numbers.byteLength)
      return place
    }),
  )
  const start = aligned(4 * NUMBERS + json.length)
  const bytes = new Uint8Array(start + length)
  bytes.set(json, 4 * NUMBERS)
  let from = start
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), from)
    from += aligned(byteLength)
  }
  const sum = crc32(bytes.subarray(4 * NUMBERS))
  new Uint32Array(bytes.buffer, 0, NUMBERS).set([MAGIC, FORMAT, bytes.length, sum, json.length])
  return bytes
}

/**
 * The indexes that were packed; `bytes` belong to them from now on. Throws `UnusableIndex` where they are of another
 * version or of other articles.
 */
export function unpackIndexes(bytes: Uint8Array<ArrayBuffer>, articles: readonly Article[]): Indexes {
  const { encoder, models, terms, articles: made, synonyms, languages } = readHeader(bytes)
  if (terms !== termsVersion || models.version !== modelVersion) {
    throw new UnusableIndex('it was made by another version of Baton')
  }
  const own = articlesByLanguage(articles)
  function open(language: Language): ShopIndex {
    if (made[language] !== digestOf(own[language])) throw new UnusableIndex('it is of other articles')
    const { search, ...rest } = languages[language]
    return { ...rest, search: openSearchIndex(search, own[language], language) }
  }
  return { encoder: encoder ?? undefined, models, synonyms, languages: { en: open('en'), zh: open('zh') } }
}

/** How many bytes the index has in all, by its first bytes; 0 where they are none of an index. */
export function packedLength(bytes: Uint8Array): number {
  if (bytes.length < 4 * NUMBERS) return 0
  const [magic, format, length] = new Uint32Array(bytes.slice(0, 4 * NUMBERS).buffer)
  return magic === MAGIC && format === FORMAT ? (length ?? 0) : 0
}

/** Adds to a sum over the bytes of an index that come after `from`; the sum of all of them is compared by `isWhole`. */
export function addToSum(sum: number, bytes: Uint8Array, from: number): number {
  return crc32(bytes.subarray(Math.max(0, 4 * NUMBERS - from)), sum)
}

export function isWhole(bytes: Uint8Array<ArrayBuffer>, sum: number): boolean {
  return new Uint32Array(bytes.buffer, 0, NUMBERS)[3] === sum
}

/** The sentence vectors of stored indexes, for a release that shares texts with them. */
export function readHeader(bytes: Uint8Array<ArrayBuffer>): Header {
  if (packedLength(bytes) !== bytes.length) throw new UnusableIndex('it is not an index of this format')
  const headerLength = new Uint32Array(bytes.buffer, bytes.byteOffset, NUMBERS)[4] ?? 0
  const start = aligned(4 * NUMBERS + headerLength)
  const json = Buffer.from(bytes.buffer, bytes.byteOffset + 4 * NUMBERS, headerLength).toString()
  return JSON.parse(json, (_, value: unknown) => {
    return isPlace(value) ? arrayAt(bytes.buffer, bytes.byteOffset + start, value) : value
  })
}

function storedOf({ search, ...rest }: ShopIndex): Header['languages']['en'] {
  const { language: _, articles: __, typos: ___, scratch: ____, pooledLength: _____, ...stored } = search
  return { ...rest, search: stored }
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'array' in value && 'from' in value
}

function arrayAt(buffer: ArrayBuffer, start: number, { array, from, length }: Place): Numbers {
  switch (array) {
    case 'Uint8Array':
      return new Uint8Array(buffer, start + from, length)
    case 'Uint16Array':
      return new Uint16Array(buffer, start + from, length)
    case 'Uint32Array':
      return new Uint32Array(buffer, start + from, length)
    case 'Int32Array':
      return new Int32Array(buffer, start + from, length)
    case 'Float16Array':
      return new Float16Array(buffer, start + from, length)
    case 'Float32Array':
      return new Float32Array(buffer, start + from, length)
    default:
      throw new UnusableIndex(`it holds a ${array}`)
  }
}

/** A digest of which articles, in which versions, in which order. */
function digestOf(articles: readonly Article[]): number {
  return articles.reduce((sum, { id, version }) => crc32(`${id} ${version}\n`, sum), 0)
}

function aligned(length: number): number {
  return ALIGNMENT * Math.ceil(length / ALIGNMENT)
}
