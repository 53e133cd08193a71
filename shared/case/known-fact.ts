/** Where a fact comes from, weakest first: what a visitor says is believed until something better is known. */
export const factSources = ['visitor', 'verified', 'order-system', 'agent'] as const
export type FactSource = (typeof factSources)[number]

/** The facts that every catalogue has a word for; a person may add others under a name of their own. */
export const factNames = [
  'wish',
  'order-number',
  'order-status',
  'product',
  'size',
  'date',
  'country',
  'name',
  'email',
  'phone',
  'delivery',
  'return',
  'refund',
  'coupon',
  'address',
] as const
export type FactName = (typeof factNames)[number]

/** What a visitor wants to have done: the values of the fact `wish`. */
export const wishes = ['refund', 'exchange', 'replacement', 'return', 'cancellation', 'information'] as const
export type Wish = (typeof wishes)[number]

/** In one form for every reader, or in both languages where the shop has both. */
export type FactValue = string | { en: string; zh: string }

/** A fact before the log gives it its place. */
export interface LearnedFact {
  /** One of {@link factNames}, or a person's own. */
  name: string
  value: FactValue
  source: FactSource
}

/** One value of a fact, with who it is from and when. */
export interface Stated {
  value: FactValue
  source: FactSource
  /** Of the event that brought it. */
  seq: number
  at: number
  /** The turn that learned it. */
  turn?: string | undefined
  /** The person who set it. */
  person?: string | undefined
}

export interface KnownFact extends Omit<Stated, 'value'> {
  name: string
  /** `null` once a person removed it. It stays, so that nothing puts it back. */
  value: FactValue | null
  /** Values that were replaced or did not prevail, newest first. */
  others: Stated[]
}

/** The most facts of one conversation, and values kept beside the one that holds (invariant 15). */
export const mostFacts = 40
export const mostOthers = 5
/** Longest name and value, in UTF-16 units. */
export const longestName = 60
export const longestValue = 300

/** When a value was learned, and by whom. */
export type Origin = Pick<Stated, 'seq' | 'at' | 'turn' | 'person'>

/**
 * The facts with one more. A stronger source wins, and of two equal ones the later; what did not prevail stays beside
 * it. What a person set or removed only a person changes.
 */
export function withFact(
  facts: readonly KnownFact[],
  learned: Omit<LearnedFact, 'value'> & { value: FactValue | null },
  origin: Origin,
): KnownFact[] {
  const name = cut(learned.name, longestName)
  const value = learned.value === null ? null : bounded(learned.value)
  const stated = { source: learned.source, ...origin }
  const known = facts.find((each) => each.name === name)
  // Only a person removes, and there must be something to remove.
  if (value === null && (known === undefined || learned.source !== 'agent')) return [...facts]
  if (known === undefined) return withRoom(facts, { name, value, ...stated, others: [] })
  const next = replaced(known, value, stated)
  return facts.map((each) => (each === known ? next : each))
}

/** The value of a fact; `undefined` where it is not known or was removed. */
export function factOf(facts: readonly KnownFact[], name: FactName): FactValue | undefined {
  return facts.find((each) => each.name === name)?.value ?? undefined
}

export function isSameValue(one: FactValue | null, other: FactValue | null): boolean {
  if (one === null || other === null || typeof one === 'string' || typeof other === 'string') {
    return one === other
  }
  return one.en === other.en && one.zh === other.zh
}

function replaced(
  known: KnownFact,
  value: FactValue | null,
  stated: Origin & { source: FactSource },
): KnownFact {
  const wins = rank(stated.source) >= rank(known.source)
  const isSame = isSameValue(known.value, value)
  // The first to say it is named, until somebody who knows better says it, or a person.
  if (isSame && (!wins || (stated.source === known.source && stated.source !== 'agent'))) return known
  if (isSame) return { ...known, ...bare(stated) }
  const loser: Stated | undefined = wins
    ? known.value === null
      ? undefined
      : { ...bare(known), value: known.value }
    : value === null
      ? undefined
      : { ...bare(stated), value }
  const others = loser === undefined ? known.others : withOther(known.others, loser)
  if (!wins) return { ...known, others }
  // What holds now does not stand beside itself.
  const different = others.filter((each) => !isSameValue(each.value, value))
  return { name: known.name, value, ...bare(stated), others: different }
}

function withOther(others: readonly Stated[], stated: Stated): Stated[] {
  const rest = others.filter(
    (each) => !isSameValue(each.value, stated.value) || each.source !== stated.source,
  )
  return [stated, ...rest].slice(0, mostOthers)
}

/** Where there is no room, what is believed least goes first, and never a person's word for another's. */
function withRoom(facts: readonly KnownFact[], fact: KnownFact): KnownFact[] {
  if (facts.length < mostFacts) return [...facts, fact]
  const weakest = facts.reduce((one, other) =>
    rank(other.source) < rank(one.source) || (other.source === one.source && other.seq < one.seq)
      ? other
      : one,
  )
  if (rank(weakest.source) > rank(fact.source)) return [...facts]
  if (weakest.source === 'agent' && fact.source !== 'agent') return [...facts]
  return [...facts.filter((each) => each !== weakest), fact]
}

function bare({ source, seq, at, turn, person }: Omit<Stated, 'value'>): Omit<Stated, 'value'> {
  return { source, seq, at, ...(turn !== undefined && { turn }), ...(person !== undefined && { person }) }
}

function rank(source: FactSource): number {
  return factSources.indexOf(source)
}

function bounded(value: FactValue): FactValue {
  if (typeof value === 'string') return cut(value, longestValue)
  return { en: cut(value.en, longestValue), zh: cut(value.zh, longestValue) }
}

/** At most so many UTF-16 units, well-formed. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`
}
