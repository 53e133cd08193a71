/** A place in the order in which the changes of one conversation are told. */
export interface Place {
  /** Resolves when everybody who held the conversation before has told. */
  turn: Promise<void>
  /** Lets the next one tell; whoever took a place must leave it, also after a failure. */
  leave(): void
}

/**
 * Hands out places to whoever holds a conversation's row. PostgreSQL answers commits on several connections, and the
 * answer to the later one may be read first; the row is held in the order of the log, and so are the places.
 */
export function openPlaces(): (conversationId: string) => Place {
  const last = new Map<string, Promise<void>>()
  return (conversationId) => {
    const turn = last.get(conversationId) ?? Promise.resolve()
    const { promise: left, resolve } = Promise.withResolvers<void>()
    const next = turn.then(() => left)
    last.set(conversationId, next)
    // Not before everybody in front has told as well: one that failed leaves early.
    void next.then(() => last.get(conversationId) === next && last.delete(conversationId))
    return { turn, leave: resolve }
  }
}
