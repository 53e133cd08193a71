import type { Language } from '#shared/knowledge.ts'
import { type Clause, isNegator } from './opinions.ts'
import { troubleFeatures, troublesIn } from './troubles.ts'

/** What is counted over a whole text, in whatever words; each within about -1 to 1. */
export const denseNames = [
  'bias',
  'positive',
  'negative',
  'positive negated',
  'negative negated',
  'sum',
  'balance',
  'share',
  'strongest praise',
  'strongest blame',
  'first clause',
  'last clause',
  'after contrast',
  'before contrast',
  'weighted by contrast',
  'contrast',
  'no opinion',
  'density',
  'question',
  'exclamation',
  'capitals',
  'dots',
  'length',
  'negations',
  'wish',
  'happy sign',
  'sad sign',
  'angry sign',
  'digits',
  ...troubleFeatures,
] as const

/** Shouting is shouted speech; codes, names and markup are capitals too. */
const SPEECH =
  /\b(?:the|you|your|is|are|am|my|me|we|i|no|not|this|that|what|why|where|when|how|who|and|it|so|now|have|has|never|was|do|did|for|to)\b/i

const HAPPY = /[😀-😆😉-😍😘🥰😎🤩🥳👍👏❤💕💖💗💯🎉✨🌟🙌💪]|(?:^|\s)(?::-?\)|:-?d\b|;-?\)|<3|\^_?\^)/giu
const SAD = /[😞😟😢😭😔😕🙁☹😩😫😣💔👎🥲😓😥]|(?:^|\s)(?::'?-?\(|:-?\/|t_t|qaq)/giu
const ANGRY = /[😠😡🤬👿💢🖕😤🤮💩🙄]/gu
const WISH =
  /\b(?:wish|should have|should ve|could have|would have|if only|supposed to|expected|hoped)\b|本来|原本|还以为|原以为|早知道|要是|如果能|希望能|应该/

/** Their values for a text. `plain` is the same normalised. */
export function denseOf(
  text: string,
  plain: string,
  clauses: readonly Clause[],
  language: Language,
): number[] {
  let positive = 0
  let negative = 0
  let positiveNegated = 0
  let negativeNegated = 0
  let best = 0
  let worst = 0
  let hits = 0
  let tokens = 0
  let sum = 0
  let weighted = 0
  let before = 0
  let after = 0
  const lastContrast = clauses.findLastIndex((clause) => clause.contrast)
  const sums = clauses.map((clause, at) => {
    let own = 0
    tokens += clause.tokens.length
    for (const { valence, negated } of clause.opinions) {
      hits += 1
      const turned = negated ? (valence > 0 ? -0.74 : -0.3) * valence : valence
      own += turned
      if (valence > 0 && negated) positiveNegated += valence
      else if (valence > 0) positive += valence
      else if (negated) negativeNegated -= valence
      else negative -= valence
      best = Math.max(best, turned)
      worst = Math.min(worst, turned)
    }
    sum += own
    if (lastContrast >= 0 && at >= lastContrast) after += own
    else if (lastContrast >= 0) before += own
    weighted += own * (lastContrast < 0 ? 1 : at >= lastContrast ? 1.5 : 0.5)
    return own
  })
  const shares = positive + negativeNegated + negative + positiveNegated
  const letters = text.match(/\p{Letter}/gu)?.length ?? 0
  const capitals = !SPEECH.test(text) ? 0 : (text.match(/\b[A-Z]{3,}\b/g)?.length ?? 0)
  return [
    1,
    part(positive),
    part(negative),
    part(positiveNegated),
    part(negativeNegated),
    squash(sum),
    hits === 0 ? 0 : Math.max(-1, Math.min(1, sum / hits / 2)),
    shares === 0 ? 0 : (positive + negativeNegated - negative - positiveNegated) / shares,
    best / 3,
    worst / 3,
    squash(sums[0] ?? 0),
    squash(sums.at(-1) ?? 0),
    squash(after),
    squash(before),
    squash(weighted),
    lastContrast >= 0 ? 1 : 0,
    hits === 0 ? 1 : 0,
    tokens === 0 ? 0 : Math.min(1, (hits / tokens) * 4),
    /[?？]/.test(text) ? 1 : 0,
    Math.min(1, (text.match(/[!！]/g)?.length ?? 0) / 3),
    letters === 0 ? 0 : Math.min(1, capitals / 3),
    /\.\.|…|。。/.test(text) ? 1 : 0,
    Math.min(1, Math.log1p(tokens) / 5),
    Math.min(1, negations(clauses, plain) / 3),
    WISH.test(plain.replace(/'/g, ' ')) ? 1 : 0,
    Math.min(1, count(text, HAPPY) / 2),
    Math.min(1, count(text, SAD) / 2),
    Math.min(1, count(text, ANGRY) / 2),
    /\d{3}/.test(plain) ? 1 : 0,
    ...troublesIn(spelt(plain), language),
  ]
}

function negations(clauses: readonly Clause[], plain: string): number {
  const latin = clauses.reduce(
    (all, { tokens }) => all + tokens.filter((word, at) => isNegator(word, tokens[at + 1])).length,
    0,
  )
  return latin + (plain.match(/[不没无别未]/g)?.length ?? 0) / 2
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function part(mass: number): number {
  return mass / (mass + 3)
}

function squash(value: number): number {
  return value / Math.sqrt(value * value + 9)
}

/** One kind of apostrophe, and letters drawn out ("slowwww") as the word is spelt. */
function spelt(plain: string): string {
  return plain.replace(/[’`]/g, "'").replace(/([a-z])\1{2,}/g, '$1')
}
