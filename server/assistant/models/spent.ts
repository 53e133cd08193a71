import type { FailureReason } from './failure.ts'
import type { ModelPrice, Provider, Specialist } from './settings.ts'

/** What one call of a model took, whether it served or failed. */
export interface Spent {
  specialist: Specialist
  provider: Provider
  /** The model as configured. */
  requested: string
  /** As the service names it, else as configured. */
  model: string
  inputTokens: number
  outputTokens: number
  /** The service reported no tokens; these are counted from the characters. */
  estimated: boolean
  /** In the currency of the configured price; undefined where no price is configured. */
  cost?: number
  /** Milliseconds. */
  took: number
  failure?: FailureReason
}

export interface Tokens {
  input: number
  output: number
  estimated: boolean
}

// Scripts whose characters are about a token each; of others about four characters are one.
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu

/** About how many tokens a text has. Off by a third either way with real tokenizers, and never 0 for some text. */
export function estimateTokens(text: string): number {
  const characters = text.match(dense)?.length ?? 0
  return characters + Math.ceil((text.length - characters) / 4)
}

/** The price of these tokens, in the price's currency. */
export function costOf(tokens: Tokens, price: ModelPrice): number {
  return (tokens.input * price.input + tokens.output * price.output) / 1_000_000
}
