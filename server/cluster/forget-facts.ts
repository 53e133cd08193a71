import type { Redis } from 'ioredis'

/** Facts older than this, in milliseconds, are of no use to any node: what it missed, the log tells. */
const kept = 10 * 60_000
const trimEvery = 60_000

/**
 * Keeps the stream that carries facts between nodes short in time as well: the adapter bounds only its length, so on a
 * quiet installation the words of somebody who was erased would stand in Redis for weeks (invariant 16). Answers what
 * stops it.
 */
export function forgetOldFacts(
  redis: Redis,
  stream: string,
  parts: { now(): number; report(reason: unknown, about: string): void },
): () => void {
  const timer = setInterval(() => {
    trimFacts(redis, stream, parts.now()).catch((reason) => parts.report(reason, 'forgetting old facts'))
  }, trimEvery)
  timer.unref()
  return () => clearInterval(timer)
}

/** An entry of a stream is named by the time at which it came, in milliseconds. */
export async function trimFacts(redis: Redis, stream: string, now: number): Promise<void> {
  await redis.xtrim(stream, 'MINID', now - kept)
}
