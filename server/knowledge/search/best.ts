interface Scored {
  article: number
  score: number
}

/** Whether one comes after the other: by score, then by place, so that the same search always gives the same order. */
function isAfter(one: Scored, other: Scored): boolean {
  return one.score < other.score || (one.score === other.score && one.article > other.article)
}

/** Whether a full list has no place for this one. */
export function isBehind(best: readonly Scored[], one: Scored, limit: number): boolean {
  const last = best[best.length - 1]
  return best.length >= limit && (last === undefined || isAfter(one, last))
}

/** Puts one into a list of the best, which stays in order and no longer than `limit`. */
export function keepBest(best: Scored[], one: Scored, limit: number): void {
  let place = best.length
  while (place > 0 && isAfter(best[place - 1] as Scored, one)) place -= 1
  best.splice(place, 0, one)
  if (best.length > limit) best.pop()
}
