import { leakOf } from './identity.ts'
import { knownLinksIn, unknownLinkIn } from './links.ts'

/**
 * Whether a question that a model read out of the visitor's words may stand for them: it is searched, remembered and on
 * the record, so it must hold neither the model's rules nor an address or a number that the visitor did not write.
 */
export function isOwnQuestion(question: string, visitorText: string, rules: string): boolean {
  if (leakOf(rules)(question)) return false
  return unknownLinkIn(question, knownLinksIn(visitorText, visitorText, [])) === undefined
}
