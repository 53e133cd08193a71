import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import type { Tables } from './schema.ts'
import { isEngineError, migrate, type Store, StoreFailure, type Writing } from './store.ts'

/** The most transactions that share one commit: bounds how long the first of them waits. */
const longestBatch = 256
const pageBytes = 4096

interface Job {
  work(writing: Writing): Promise<unknown>
  resolve(answer: unknown): void
  reject(reason: unknown): void
}
type Outcome = { answer: unknown } | { failure: unknown }

/**
 * Opens the embedded store in `directory` (made where missing). WAL with `synchronous=FULL`: a resolved write has
 * been synced to disk. Throws `StoreFailure` where the directory cannot be used or another process holds it.
 */
export async function openSqliteStore(
  directory: string,
  options: { maxBytes?: number } = {},
): Promise<Store> {
  const unlock = lockDirectory(directory)
  const file = join(directory, 'baton.db')
  const writer = openFile(file, false)
  writer.exec('pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on')
  // What is deleted is overwritten at once, not when its page is needed again (invariant 16).
  writer.exec('pragma secure_delete=on')
  if (options.maxBytes) writer.exec(`pragma max_page_count=${Math.floor(options.maxBytes / pageBytes)}`)
  const writing = dialectOver(writer) as Writing
  const reader = openFile(file, true)
  const read = dialectOver(reader)
  const batches = commitTogether(writer, writing)
  try {
    await batches.write((each) => migrate(each, 'sqlite'))
  } catch (reason) {
    closeAll()
    throw reason
  }
  function closeAll(): void {
    reader.close()
    writer.close()
    unlock()
  }
  return {
    dialect: 'sqlite',
    read,
    write: batches.write,
    async forget() {
      await batches.settled()
      const [done] = writer.prepare('pragma wal_checkpoint(truncate)').all()
      if (done?.busy !== 0) throw new StoreFailure('The log of the store could not be emptied just now.')
    },
    close: async () => {
      await batches.settled()
      closeAll()
    },
  }
}

/**
 * One process writes one file. The lock is an SQLite transaction on a file beside it: the system drops it with the
 * process, however that ends, so a killed server never has to be cleaned up after.
 */
function lockDirectory(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true })
    const lock = new DatabaseSync(join(directory, 'baton.lock'))
    lock.exec('pragma locking_mode=exclusive; pragma busy_timeout=0; begin exclusive')
    return () => lock.close()
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason)
    if (message.includes('locked')) {
      throw new StoreFailure(
        `Another Baton process uses ${directory}. Stop it, or set DATABASE_URL to run several on PostgreSQL.`,
      )
    }
    throw new StoreFailure(`The data directory ${directory} cannot be used: ${message}`)
  }
}

function openFile(file: string, readOnly: boolean): DatabaseSync {
  try {
    return new DatabaseSync(file, { readOnly, timeout: 5_000 })
  } catch (reason) {
    throw new StoreFailure(
      `The store ${file} cannot be opened: ${reason instanceof Error ? reason.message : reason}`,
    )
  }
}

/**
 * Runs the transactions that arrived in the same tick as savepoints of one transaction, so that they share one
 * sync to disk. One that throws is rolled back alone; where the commit itself fails, all of them are refused.
 */
function commitTogether(database: DatabaseSync, writing: Writing) {
  let waiting: Job[] = []
  let running: Promise<void> | undefined

  function write<Answer>(work: (writing: Writing) => Promise<Answer>): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Job['resolve'], reject })
      running ??= new Promise<void>((done) => setImmediate(done)).then(drain)
    })
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, longestBatch)
      waiting = waiting.slice(longestBatch)
      await commit(batch)
    }
    running = undefined
  }

  async function commit(batch: Job[]): Promise<void> {
    try {
      database.exec('begin immediate')
      const outcomes: Outcome[] = []
      for (const job of batch) outcomes.push(await attempt(job))
      database.exec('commit')
      for (const [index, job] of batch.entries()) settle(job, outcomes[index])
    } catch (reason) {
      if (database.isOpen && database.isTransaction) database.exec('rollback')
      for (const job of batch) job.reject(asStoreFailure(reason))
    }
  }

  async function attempt(job: Job): Promise<Outcome> {
    database.exec('savepoint job')
    try {
      const answer = await job.work(writing)
      database.exec('release job')
      return { answer }
    } catch (failure) {
      // A full disk ends the whole transaction, not only this savepoint: then nobody in the batch has committed.
      if (!database.isTransaction) throw failure
      database.exec('rollback to job; release job')
      return { failure: asStoreFailure(failure) }
    }
  }

  return { write, settled: async () => running }
}

function settle(job: Job, outcome: Outcome | undefined): void {
  if (outcome && 'answer' in outcome) job.resolve(outcome.answer)
  else job.reject(outcome?.failure)
}

/** SQLite's own errors become one kind that the gateway answers with `unavailable`; others pass through. */
function asStoreFailure(reason: unknown): unknown {
  if (!isEngineError(reason) || reason instanceof StoreFailure) return reason
  return new StoreFailure(`The store refused a write: ${reason.message}`, { cause: reason })
}

function dialectOver(database: DatabaseSync): Kysely<Tables> {
  const prepared = new Map<string, SqliteStatement>()
  const adapter: SqliteDatabase = {
    close: () => database.close(),
    prepare(statement) {
      let found = prepared.get(statement)
      if (found === undefined) {
        found = adapt(database.prepare(statement))
        if (prepared.size >= 500) prepared.clear()
        prepared.set(statement, found)
      }
      return found
    },
  }
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapter }) })
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  }
}
