/**
 * Strings with a number each, flat: a hash table with open addressing. It is read where it lies, in an index that was
 * stored, without a string or an object per entry.
 */
export interface TermTable {
  /** The strings one after the other, in UTF-16 units; string `i` begins at `start[i]`. */
  units: Uint16Array
  start: Uint32Array
  /** The number of string `i`. */
  value: Uint32Array
  /** 1 + the place of a string, 0 where there is none. A power of two long, at most half full. */
  slots: Uint32Array
}

export function makeTermTable(entries: ReadonlyMap<string, number>): TermTable {
  const start = new Uint32Array(entries.size + 1)
  let length = 0
  let place = 0
  for (const term of entries.keys()) {
    length += term.length
    place += 1
    start[place] = length
  }
  const table: TermTable = {
    units: new Uint16Array(length),
    start,
    value: Uint32Array.from(entries.values()),
    slots: new Uint32Array(2 ** Math.ceil(Math.log2(2 * entries.size + 2))),
  }
  const { units, slots } = table
  const mask = slots.length - 1
  place = 0
  for (const term of entries.keys()) {
    for (let unit = 0, from = start[place] as number; unit < term.length; unit += 1)
      units[from + unit] = term.charCodeAt(unit)
    let slot = hashOf(term) & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    place += 1
    slots[slot] = place
  }
  return table
}

/** The number of a string, `undefined` where the table has not got it. */
export function lookUp({ units, start, value, slots }: TermTable, term: string): number | undefined {
  const mask = slots.length - 1
  for (let slot = hashOf(term) & mask; ; slot = (slot + 1) & mask) {
    const place = (slots[slot] as number) - 1
    if (place < 0) return undefined
    const from = start[place] as number
    if ((start[place + 1] as number) - from !== term.length) continue
    let unit = 0
    while (unit < term.length && units[from + unit] === term.charCodeAt(unit)) unit += 1
    if (unit === term.length) return value[place]
  }
}

/** FNV-1a over UTF-16 units, with a last stir because only the low bits are used. Unsigned, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
