import {
  chineseIntensity,
  chineseLookalikes,
  chineseNegation,
  chineseValences,
  englishIntensifiers,
  englishNegators,
  englishValences,
} from '../reading/lexicon.ts'

/** One opinion found in a text. */
interface Opinion {
  /** -4 to 4 before negation, with intensity. */
  valence: number
  negated: boolean
  /** Place of its first token among the tokens of its clause. */
  place: number
  length: number
}

/** A stretch of text between two marks or contrast words. */
export interface Clause {
  tokens: readonly string[]
  opinions: readonly Opinion[]
  /** Begins with "but", 但是 and the like: it outweighs what stood before. */
  contrast: boolean
}

const REACH = 4
const LONGEST_PHRASE = 7
const LONGEST_CHINESE = 9

/** Inflected forms that mean something else than their stem. */
const notInflected = new Set(
  'later latest lately kindly goods kinds shortly fined finer fines hardly fairly likely needs matter matters number caring being during evening nothing something anything everything morning king thing ring string spring bring wing sing shared rated user users loser betters lasted waiter drier dryer charger cleaner cooler heater freezer ringer washer trusty planed pored cored stared'.split(
    ' ',
  ),
)

const heads = new Map<string, number>()
for (const expression of englishValences.keys()) {
  const words = expression.split('_')
  const head = words[0] as string
  if (words.length > 1) heads.set(head, Math.max(heads.get(head) ?? 0, words.length))
}
const stems = new Map<string, number>()
for (const [expression, valence] of englishValences) {
  if (expression.endsWith('*') && !expression.includes('_')) stems.set(expression.slice(0, -1), valence)
}

/** The clauses of an English text. `plain` is normalised. */
export function englishClauses(plain: string): Clause[] {
  const marked = plain
    .replace(/[’`]/g, "'")
    .replace(
      /\b(?:but|however|although|though|yet|unfortunately|sadly|except|otherwise|instead|unless)\b/g,
      ' ; $& ',
    )
  return (marked.match(/[^.!?;,:()\n"–—]+/g) ?? [])
    .map((part) => part.match(/[a-z0-9]+/g) ?? [])
    .filter((tokens) => tokens.length > 0)
    .map((tokens) => ({
      tokens,
      opinions: englishOpinionsIn(tokens),
      contrast: /^(?:but|however|yet|except|unfortunately|sadly)$/.test(tokens[0] as string),
    }))
}

function englishOpinionsIn(tokens: readonly string[]): Opinion[] {
  const found: Opinion[] = []
  for (let place = 0; place < tokens.length; place += 1) {
    const hit = phraseAt(tokens, place) ?? wordAt(tokens[place] as string)
    if (hit === undefined) continue
    const before = tokens.slice(Math.max(0, place - REACH), place)
    const intensity = before.slice(-2).reduce((all, word) => all * (englishIntensifiers.get(word) ?? 1), 1)
    const negated = before.some((word, at) => isNegator(word, before[at + 1]))
    found.push({ valence: hit.valence * intensity, negated, place, length: hit.length })
    place += hit.length - 1
  }
  return found
}

function phraseAt(tokens: readonly string[], place: number): { valence: number; length: number } | undefined {
  const longest = Math.min(heads.get(tokens[place] as string) ?? 0, LONGEST_PHRASE, tokens.length - place)
  for (let length = longest; length > 1; length -= 1) {
    const phrase = tokens.slice(place, place + length).join('_')
    const valence =
      englishValences.get(phrase) ?? englishValences.get(`${phrase.replace(/(?:ed|ing|s)$/, '')}*`)
    if (valence !== undefined) return { valence, length }
  }
  return undefined
}

function wordAt(token: string): { valence: number; length: number } | undefined {
  const valence = valenceOfWord(token)
  return valence === undefined ? undefined : { valence, length: 1 }
}

function valenceOfWord(word: string): number | undefined {
  const exact = englishValences.get(word)
  if (exact !== undefined) return exact
  if (word.length < 4 || word.length > 24 || notInflected.has(word)) return undefined
  for (let end = word.length; end > 3 && end > word.length - 6; end -= 1) {
    const open = stems.get(word.slice(0, end))
    if (open !== undefined) return open
  }
  for (const base of basesOf(word)) {
    const valence = base.length > 2 ? englishValences.get(base) : undefined
    if (valence !== undefined) return valence
  }
  // "sooo goooood", "baaad"
  if (/(.)\1\1/.test(word)) {
    return (
      valenceOfWord(word.replace(/(.)\1{2,}/g, '$1$1')) ?? valenceOfWord(word.replace(/(.)\1{1,}/g, '$1'))
    )
  }
  return undefined
}

/** What a word may be an inflection of. */
function basesOf(word: string): string[] {
  const bases: string[] = []
  for (const ending of ['ed', 'ing', 'er', 'est', 's', 'es', 'ly', 'ness', 'y', 'fully', 'ish']) {
    if (!word.endsWith(ending)) continue
    const stem = word.slice(0, -ending.length)
    bases.push(stem)
    if (ending === 'ed' || ending === 'ing' || ending === 'er' || ending === 'est' || ending === 'y') {
      bases.push(`${stem}e`)
      if (/([^aeiou])\1$/.test(stem)) bases.push(stem.slice(0, -1))
    }
    if (stem.endsWith('i')) bases.push(`${stem.slice(0, -1)}y`)
    if (ending === 'ly' && stem.endsWith('b')) bases.push(`${stem}le`)
    if (ending === 'ly' && stem.endsWith('al')) bases.push(stem.slice(0, -2))
    if (ending === 'fully') bases.push(`${stem}ful`)
  }
  return bases
}

/** "can" and "don" negate only as the first half of "can't" and "don't". */
export function isNegator(word: string, next: string | undefined): boolean {
  if (word === 'can' || word === 'don' || word === 'won') return next === 't'
  return englishNegators.has(word)
}

const CONTRAST = /^(?:但是|但|可是|可|不过|然而|只是|就是|却|唯一|美中不足|结果|没想到|谁知|谁想|哪知)/

/** The clauses of a Chinese text, a character a token. `plain` is normalised. */
export function chineseClauses(plain: string): Clause[] {
  const marked = plain
    .replace(chineseLookalikes, (found) => '　'.repeat(found.length))
    .replace(/(?:但是|但|可是|不过|然而|结果|没想到|唯一)/g, '，$&')
  return (marked.match(/[^,.!?;:，。！？；：~、…\s]+/g) ?? []).map((clause) => ({
    tokens: [...clause],
    opinions: chineseOpinionsIn(clause),
    contrast: CONTRAST.test(clause),
  }))
}

function chineseOpinionsIn(clause: string): Opinion[] {
  return Array.from(chineseFinds(clause, chineseAt), ({ hit, length, place, negated, intense }) => ({
    valence: hit * (intense ? 1.25 : 1),
    negated,
    place,
    length,
  }))
}

/** An expression in a Chinese clause, and what the few characters before it make of it. */
interface ChineseFind<Hit> {
  hit: Hit
  place: number
  length: number
  before: string
  negated: boolean
  intense: boolean
}

/** Every expression that `at` knows, from left to right, none inside another. */
export function* chineseFinds<Hit>(
  clause: string,
  at: (clause: string, place: number) => { hit: Hit; length: number } | undefined,
): Generator<ChineseFind<Hit>> {
  for (let place = 0; place < clause.length; ) {
    const found = at(clause, place)
    if (found === undefined) {
      place += 1
      continue
    }
    const before = clause.slice(Math.max(0, place - 4), place)
    const stripped = before.replace(chineseIntensity, '')
    const negated = chineseNegation.test(before) || chineseNegation.test(stripped)
    yield { ...found, place, before, negated, intense: stripped !== before }
    place += found.length
  }
}

/** The longest expression; a single character only where no word of the language swallows it. */
function chineseAt(clause: string, place: number): { hit: number; length: number } | undefined {
  for (let length = Math.min(LONGEST_CHINESE, clause.length - place); length > 1; length -= 1) {
    const hit = chineseValences.get(clause.slice(place, place + length))
    if (hit !== undefined) return { hit, length }
  }
  const valence = chineseValences.get(clause[place] as string)
  if (valence === undefined || !standsAlone(clause, place)) return undefined
  return { hit: valence * 0.7, length: 1 }
}

/** After a degree word or the topic, and before the end or a particle: 太卡, 屏幕暗, 有点薄了. */
function standsAlone(clause: string, place: number): boolean {
  const before = clause.slice(Math.max(0, place - 2), place)
  const after = clause.slice(place + 1, place + 2)
  return (
    /[太很好真最更特超巨挺点些较的得又还就都也]$|^$/.test(before) ||
    after === '' ||
    /[了的死爆透得啊呀吧哦！]/.test(after)
  )
}
