import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import pg from 'pg'

const postgresUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379/0'

/**
 * Why suites that need PostgreSQL or Redis cannot run here, or `undefined` where they can. With REQUIRE_SERVICES=1 a
 * missing service throws, so that nothing is skipped where everything must be proved.
 */
export async function missingServices(...needed: ('postgres' | 'redis')[]): Promise<string | undefined> {
  const missing: string[] = []
  if (needed.includes('postgres')) await tryOut(missing, 'PostgreSQL', reachPostgres)
  if (needed.includes('redis')) await tryOut(missing, 'Redis', reachRedis)
  if (missing.length === 0) return undefined
  const reason = `skipped: ${missing.join('; ')}`
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(reason)
  process.stderr.write(`${reason}\n`)
  return reason
}

async function tryOut(missing: string[], name: string, reach: () => Promise<void>): Promise<void> {
  try {
    await reach()
  } catch (reason) {
    missing.push(`${name} is not reachable (${reason instanceof Error ? reason.message : reason})`)
  }
}

async function reachPostgres(): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2_000 })
  await client.connect()
  await client.end()
}

async function reachRedis(): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 })
  try {
    await redis.connect()
  } finally {
    redis.disconnect()
  }
}

/** A PostgreSQL database of its own; `drop` removes it, also while somebody is still connected. */
export async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `baton_test_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A place in Redis of its own: a name in front of every key. */
export function makeRedisPlace(): { url: string; prefix: string; clear(): Promise<void> } {
  const prefix = `baton-test-${randomUUID()}`
  return {
    url: redisUrl,
    prefix,
    async clear() {
      const redis = new Redis(redisUrl)
      const keys = await redis.keys(`${prefix}*`)
      if (keys.length > 0) await redis.del(...keys)
      redis.disconnect()
    },
  }
}
