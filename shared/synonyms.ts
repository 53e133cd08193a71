/** Words and phrases that mean the same in this shop, of either language or both. */
export interface SynonymGroup {
  id: string
  /** Grows with every edit. */
  version: number
  words: string[]
  updatedAt: number
  updatedBy: string
  /** Whether the live release has the group with these very words. */
  isLive: boolean
}

/** Groups of a workspace, words of a group, UTF-16 units of a word. */
export const synonymBounds = { groups: 2_000, fewest: 2, most: 20, length: 60 }

export type SynonymProblem = 'empty' | 'short' | 'long' | 'twice'

/**
 * What is wrong with the words of a group, by place; nothing where all can be searched for. One letter or one Chinese
 * character is a part of too many other words to mean one thing.
 */
export function synonymProblems(words: readonly string[]): Map<number, SynonymProblem> {
  const problems = new Map<number, SynonymProblem>()
  const seen = new Set<string>()
  for (const [place, word] of words.entries()) {
    const plain = plainSynonym(word)
    if (plain === '') problems.set(place, 'empty')
    else if ([...plain].length < 2) problems.set(place, 'short')
    else if (word.length > synonymBounds.length) problems.set(place, 'long')
    else if (seen.has(plain)) problems.set(place, 'twice')
    seen.add(plain)
  }
  return problems
}

/** A word as it is compared with others: case, width, blanks and punctuation make no difference. */
export function plainSynonym(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
}
