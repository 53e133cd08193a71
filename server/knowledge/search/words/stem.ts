/**
 * Porter's stemmer for English: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the two
 * later changes of the author's own code (`logi` → `log`, `bli` → `ble`).
 */

type Rule = readonly [suffix: string, replacement: string]

const STEP_2: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
]

const STEP_3: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]

// Longest first, so that the first one that fits is the longest that fits.
const STEP_4 = [
  'ement',
  'ance',
  'ence',
  'able',
  'ible',
  'ment',
  'ant',
  'ent',
  'ion',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'al',
  'er',
  'ic',
  'ou',
]

/** The stem of one lower-case English word; words of one or two letters stay as they are. */
export function stem(word: string): string {
  if (word.length < 3) return word
  let result = plural(word)
  result = pastAndProgressive(result)
  if (result.endsWith('y') && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`
  result = replaceSuffix(result, STEP_2)
  result = replaceSuffix(result, STEP_3)
  return finalLetters(longSuffix(result))
}

/** Step 1a: caresses → caress, ponies → poni, cats → cat. */
function plural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  if (word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  return word
}

/** Step 1b: agreed → agree, plastered → plaster, hopping → hop, filing → file. */
function pastAndProgressive(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const length = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  if (length === 0) return word
  const base = word.slice(0, -length)
  if (!hasVowel(base)) return word
  if (base.endsWith('at') || base.endsWith('bl') || base.endsWith('iz')) return `${base}e`
  if (endsInDoubleConsonant(base) && !/[lsz]$/.test(base)) return base.slice(0, -1)
  return measure(base) === 1 && endsInShortSyllable(base) ? `${base}e` : base
}

/** Steps 2 and 3: the longest suffix of the table that fits is replaced where a measure is left before it. */
function replaceSuffix(word: string, rules: readonly Rule[]): string {
  let found: Rule | undefined
  for (const rule of rules) {
    if (word.endsWith(rule[0]) && rule[0].length > (found?.[0].length ?? 0)) found = rule
  }
  if (found === undefined) return word
  const base = word.slice(0, -found[0].length)
  return measure(base) > 0 ? base + found[1] : word
}

/** Step 4: one long suffix is dropped where a measure above one is left. */
function longSuffix(word: string): string {
  const suffix = STEP_4.find((candidate) => word.endsWith(candidate))
  if (suffix === undefined) return word
  const base = word.slice(0, -suffix.length)
  if (suffix === 'ion' && !/[st]$/.test(base)) return word
  return measure(base) > 1 ? base : word
}

/** Step 5: a final e and a doubled l. */
function finalLetters(word: string): string {
  let result = word
  if (result.endsWith('e')) {
    const base = result.slice(0, -1)
    const size = measure(base)
    if (size > 1 || (size === 1 && !endsInShortSyllable(base))) result = base
  }
  return result.endsWith('ll') && measure(result.slice(0, -1)) > 1 ? result.slice(0, -1) : result
}

function isConsonant(word: string, place: number): boolean {
  const letter = word[place] ?? ''
  if ('aeiou'.includes(letter)) return false
  return letter !== 'y' || place === 0 || !isConsonant(word, place - 1)
}

function hasVowel(word: string): boolean {
  for (let place = 0; place < word.length; place += 1) if (!isConsonant(word, place)) return true
  return false
}

/** Porter's m: how often a vowel run is followed by a consonant run. */
function measure(word: string): number {
  let count = 0
  let afterVowel = false
  for (let place = 0; place < word.length; place += 1) {
    const consonant = isConsonant(word, place)
    if (consonant && afterVowel) count += 1
    afterVowel = !consonant
  }
  return count
}

function endsInDoubleConsonant(word: string): boolean {
  return word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1)
}

/** Porter's *o: consonant, vowel, consonant, where the last is not w, x or y. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1
  if (last < 2 || /[wxy]$/.test(word)) return false
  return isConsonant(word, last) && !isConsonant(word, last - 1) && isConsonant(word, last - 2)
}
