/** What a number of the trace measures. `misses`, `times` and `guesses` are counts, all others 0 to 1. */
export type Measure = 'confidence' | 'answerable' | 'known' | 'anger' | 'misses' | 'times' | 'guesses'

/** A number beside the threshold it was held against. */
export interface Compared {
  measure: Measure
  value: number
  threshold: number
}

/** Why the judge refused a sentence of a model. */
export type FaultKind =
  | 'wrong-language'
  | 'unknown-link'
  | 'figure-without-source'
  | 'unsupported-sentence'
  | 'promise-without-provenance'
  | 'leaked-prompt'
  | 'posing-as-person'

/**
 * The stable name of what decided a turn. `locked-row:…` is a kind of row of the responsibility list that no edit takes
 * from people, `judge:…` the fault for which a model's words were not sent.
 */
export type RuleName =
  | 'answer-at'
  | 'clarified'
  | 'small-talk'
  | 'order-found'
  | 'ask-at'
  | 'names-one-thing'
  | 'unclear'
  | 'missed-next'
  | 'order-proof'
  | 'order-unknown'
  | 'no-proof'
  | 'tool-asked'
  | 'tool-read'
  | 'tool-terms'
  | 'tool-done'
  | 'tool-refused'
  | 'tool-left'
  | 'outside-field'
  | 'locked-row:safety'
  | 'locked-row:policy'
  | 'locked-row:visitor-request'
  | 'anger-at'
  | 'satisfaction-falling'
  | 'person-leads'
  | 'not-permitted'
  | 'proposed'
  | 'below-answer-at'
  | 'no-knowledge'
  | 'misses-allowed'
  | 'missed-twice'
  | 'missed-nothing-else'
  | 'clarification-denied'
  | 'article-gone'
  | 'order-guesses'
  | 'tool-failed'
  | 'said-so'
  | 'turn-broken'
  | 'newer-message'
  | 'taken-over'
  | `judge:${FaultKind}`

/** The rule that decided a turn, and the numbers it compared. */
export interface TurnRule {
  name: RuleName
  compared?: Compared[] | undefined
}
