import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from './schema.ts'
import { isEngineError, migrate, type Store, StoreFailure, type Writing } from './store.ts'

/** Any constant will do, as long as every Baton process uses the same: nodes that start together migrate in turn. */
const migrationLock = 2_206_843

/** How often a transaction is tried that PostgreSQL ended for the sake of another one. */
const attemptsAllowed = 5

// Times and counts stay far below 2^53, so `bigint` columns are plain numbers here as they are in SQLite.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens PostgreSQL at `url`. Commits are synchronous as the server is configured (`synchronous_commit` is set `on`
 * for our connections). Throws `StoreFailure` where it cannot be reached or holds a newer schema.
 */
export async function openPostgresStore(
  url: string,
  onError: (reason: Error) => void,
  options: { connections?: number } = {},
): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    types,
    connectionTimeoutMillis: 5_000,
    // Compiling a statement takes longer than any of ours runs.
    options:
      '-c synchronous_commit=on -c statement_timeout=15000 -c idle_in_transaction_session_timeout=15000 -c jit=off',
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', onError)
  const read = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  async function write<Answer>(work: (writing: Writing) => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read.transaction().execute((transaction) => work(transaction as unknown as Writing))
      } catch (reason) {
        if (attempt === attemptsAllowed || !isCrossed(reason)) throw asStoreFailure(reason)
      }
    }
  }

  try {
    await write(async (writing) => {
      await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(writing)
      await migrate(writing, 'postgres')
    })
  } catch (reason) {
    await read.destroy()
    const cause = reason instanceof StoreFailure && reason.cause instanceof Error ? reason.cause : reason
    if (cause instanceof StoreFailure) throw cause
    throw new StoreFailure(`PostgreSQL cannot be used: ${cause instanceof Error ? cause.message : cause}`)
  }
  return { dialect: 'postgres', read, write, forget: async () => undefined, close: () => read.destroy() }
}

/** Two transactions waited for each other (40P01), or did not fit one after the other (40001): the same work may pass now. */
function isCrossed(reason: unknown): boolean {
  return reason instanceof Error && 'code' in reason && (reason.code === '40P01' || reason.code === '40001')
}

function asStoreFailure(reason: unknown): unknown {
  if (!isEngineError(reason) || reason instanceof StoreFailure) return reason
  return new StoreFailure(`PostgreSQL refused a write: ${reason.message}`, { cause: reason })
}
