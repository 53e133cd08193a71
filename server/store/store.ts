import { type Kysely, sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'

export type Reading = Kysely<Tables>
/** A transaction. Only `Store.write` hands one out, so a function that takes it cannot run outside one. */
export type Writing = Kysely<Tables> & { readonly [insideTransaction]: true }
declare const insideTransaction: unique symbol

/** Where Baton keeps everything that must survive. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** Reads committed data, outside a transaction. */
  readonly read: Reading
  /**
   * Runs `work` in one transaction and resolves after its commit is durable (invariant 1); a throw rolls it back.
   * `work` awaits nothing but the store: with SQLite, transactions of the same tick share one commit. It may run
   * again from its start: PostgreSQL ends one of two transactions that wait for each other.
   */
  write<Answer>(work: (writing: Writing) => Promise<Answer>): Promise<Answer>
  /**
   * Makes what was deleted leave the files as well, as far as that is ours to do: the embedded store empties its
   * write-ahead log. PostgreSQL keeps old rows until its own vacuum.
   */
  forget(): Promise<void>
  close(): Promise<void>
}

/** A store that cannot be opened or written, with a sentence for the person who runs it. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
}

/** Whether an error is the engine's own, or of the way to it; our own refusals are not. */
export function isEngineError(reason: unknown): reason is Error {
  if (!(reason instanceof Error)) return false
  if (reason instanceof StoreFailure) return true
  // The pool's own words for a server that went away or does not come back carry no code.
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(reason.message)) return true
  const code = 'code' in reason ? String(reason.code) : ''
  // A SQLSTATE has five characters; the others are SQLite's and those of the network, such as ECONNREFUSED.
  return code === 'ERR_SQLITE_ERROR' || /^[0-9A-Z]{5}$/.test(code) || /^E[A-Z]+$/.test(code)
}

export const schemaVersion = migrations.at(-1)?.number ?? 0

/**
 * Brings the schema up to this program's version. Refuses a schema that a newer program wrote, because an older
 * one would write rows the newer one cannot trust.
 */
export async function migrate(writing: Writing, dialect: Store['dialect']): Promise<void> {
  await writing.schema
    .createTable('setting')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
  const row = await writing
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'schema')
    .executeTakeFirst()
  const current = Number(row?.value ?? 0)
  if (current > schemaVersion) {
    throw new StoreFailure(
      `The store has schema ${current}; this version of Baton knows up to ${schemaVersion}. Start the newer version.`,
    )
  }
  for (const migration of migrations.filter((each) => each.number > current)) {
    const statements = [...migration.statements, ...(migration.perDialect?.[dialect] ?? [])]
    for (const statement of statements) await sql.raw(statement).execute(writing)
  }
  await writing
    .insertInto('setting')
    .values({ key: 'schema', value: String(schemaVersion) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(schemaVersion) }))
    .execute()
}
