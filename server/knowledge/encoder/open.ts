import { type Encoder, type EncoderSource, isLatinText, makeEncoder } from './encoder.ts'
import { englishName, loadEnglishEncoder } from './english.ts'
import { knowing, readKnownVectors } from './known.ts'
import { langchainSource, localModelSource } from './other.ts'
import { englishThread } from './thread.ts'

/** Which encoder an installation uses. Plain data, so that it can be given to a thread. */
export type EncoderSettings =
  | { kind: 'english' }
  | { kind: 'openai'; model: string; url: string | undefined; key: string | undefined }
  | { kind: 'onnx'; directory: string }

/** `english`, `off`, `openai:MODEL` or `onnx:DIRECTORY`; undefined for `off`. Throws an `Error` that says what may stand. */
export function parseEncoderName(
  name: string,
  { url, key }: { url?: string | undefined; key?: string | undefined },
): EncoderSettings | undefined {
  const [kind = '', rest = ''] = splitOnce(name)
  if (kind === 'off' && rest === '') return undefined
  if (kind === 'english' && rest === '') return { kind }
  if (kind === 'openai' && rest !== '') return { kind, model: rest, url, key }
  if (kind === 'onnx' && rest !== '') return { kind, directory: rest }
  throw new Error('must be english, off, openai:MODEL or onnx:DIRECTORY')
}

/** The encoder that serves questions: it loads with the first text, and a failure leaves a text without a vector. */
export function openEncoder(settings: EncoderSettings, report: (reason: unknown) => void): Encoder {
  const source = settings.kind === 'english' ? englishThread(englishName, report) : lazySource(settings)
  return forgiving(makeEncoder(source), report)
}

/** The vectors of the demo shop's articles, made by train-known.ts. */
const demoVectors = new URL('../../../knowledge-base/vectors.en.bin', import.meta.url)

/** The encoder inside a thread that fits a release: it may take its time, and a failure fails the release. */
export async function openFittingEncoder(settings: EncoderSettings): Promise<Encoder> {
  if (settings.kind !== 'english') return makeEncoder(lazySource(settings))
  return knowing(makeEncoder(lazyEnglish()), await readKnownVectors(demoVectors))
}

/** Loads with the first text that is not known. */
function lazyEnglish(): EncoderSource {
  let loading: ReturnType<typeof loadEnglishEncoder> | undefined
  return {
    name: englishName,
    reads: isLatinText,
    async embed(texts) {
      loading ??= loadEnglishEncoder()
      return (await loading).embed(texts)
    },
    async close() {
      await (await loading)?.close()
    },
  }
}

function lazySource(settings: Exclude<EncoderSettings, { kind: 'english' }>): EncoderSource {
  return settings.kind === 'openai' ? langchainSource(settings) : localModelSource(settings.directory)
}

/** Without a vector the words have to do, so a failing encoder never fails a turn; it is reported, not swallowed. */
function forgiving(encoder: Encoder, report: (reason: unknown) => void): Encoder {
  return {
    ...encoder,
    async encode(texts) {
      try {
        return await encoder.encode(texts)
      } catch (reason) {
        report(reason)
        return texts.map(() => undefined)
      }
    },
  }
}

function splitOnce(name: string): [string, string] {
  const place = name.indexOf(':')
  return place < 0 ? [name, ''] : [name.slice(0, place), name.slice(place + 1)]
}
