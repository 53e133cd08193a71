import type { FaultKind } from '#shared/trace.ts'
import { t } from '../../texts/texts.ts'

/** A name of ours in the reader's language; what we have no word for stays as it is. */
export function wordFor(words: object, name: string): string {
  const word: unknown = Object.hasOwn(words, name) ? words[name as keyof object] : undefined
  return typeof word === 'string' ? word : name
}

/** Why a model's words were not sent, whether it failed or the judge stopped it. */
export function failureFor(reason: string): string {
  const { modelFailures, faults } = t().trace
  return wordFor({ ...faults, ...modelFailures }, reason)
}

/** What exactly is wrong with a sentence: a link or a figure as it stands there, else in words of ours. */
export function faultDetail(kind: FaultKind, detail: string): string {
  const { support, promises } = t().trace
  if (kind === 'unsupported-sentence') return wordFor(support, detail)
  if (kind !== 'promise-without-provenance') return detail
  // The value behind the kind is one to compare with, not one to read; the sentence has it.
  return wordFor(promises, detail.split(' ', 1)[0] ?? detail)
}

/** The marks of what was taken out, in the reader's language. */
export function readable(text: string): string {
  return Object.entries(t().trace.marks).reduce((said, [mark, words]) => said.replaceAll(mark, words), text)
}

/** What a tool was given, without the names of its fields: `{"product":"tent"}` → `tent`. */
export function valuesIn(input: string): string {
  try {
    return Object.values(Object(JSON.parse(input)))
      .map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each)))
      .join(' · ')
  } catch {
    // It was cut to its bound in the record.
    return input
  }
}
