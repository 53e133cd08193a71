import { EMAIL_MARK, redactEmailAddresses } from '../reading/redact.ts'

/**
 * What a model wrote of a text, with the e-mail addresses that it was not shown put back in their order. `undefined`
 * where it lost one or made one up: nobody can say then which belongs where.
 */
export function withAddresses(written: string, original: string): string | undefined {
  const addresses = addressesIn(original)
  const pieces = written.split(EMAIL_MARK)
  if (pieces.length !== addresses.length + 1) return undefined
  return pieces.map((piece, place) => piece + (addresses[place] ?? '')).join('')
}

function addressesIn(text: string): string[] {
  const found: string[] = []
  let at = 0
  const [first = '', ...rest] = redactEmailAddresses(text).split(EMAIL_MARK)
  at += first.length
  for (const piece of rest) {
    const end = piece === '' ? text.length : text.indexOf(piece, at)
    found.push(text.slice(at, end))
    at = end + piece.length
  }
  return found
}
