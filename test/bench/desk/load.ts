import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { makeDatabase } from '../../support/services.ts'
import { agents, type MadeUpRows, madeUpConversations, tags, workspaceId } from './conversations.ts'

export interface Loaded {
  store: Store
  /** Bytes on disk. */
  size: number
  seconds: number
  drop(): Promise<void>
}

const perBatch = 2_000

/** A store with `count` made-up conversations, written past the server straight into its tables; `drop` removes it. */
export async function loadSqlite(directory: string, count: number, until: number): Promise<Loaded> {
  const began = performance.now()
  const prepared = await openSqliteStore(directory)
  await prepareWorkspace(prepared, until)
  await prepared.close()
  const file = join(directory, 'baton.db')
  const database = new DatabaseSync(file)
  database.exec('pragma synchronous=off; pragma cache_size=-400000; pragma foreign_keys=off')
  const indexes = database
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) database.exec(`drop index ${name}`)
  const insert = insertInto(database)
  const terms = database.prepare('insert into search_terms (rowid, terms) values (cast(? as integer), ?)')
  for (const batch of batches(madeUpConversations(count, until, 'sqlite'))) {
    database.exec('begin')
    for (const { visitor, conversation, events, messages, tags, entry } of batch) {
      insert('visitor', visitor)
      insert('conversation', conversation)
      for (const event of events) insert('event', event)
      for (const message of messages) insert('message', message)
      for (const tag of tags) insert('conversation_tag', tag)
      const text = (entry.terms as string[]).join(' ')
      insert('search_entry', { ...entry, terms: text })
      terms.run(entry.number as number, text)
    }
    database.exec('commit')
  }
  for (const { sql } of indexes) database.exec(sql)
  database.exec('analyze; pragma wal_checkpoint(truncate)')
  database.close()
  const store = await openSqliteStore(directory)
  return {
    store,
    size: statSync(file).size,
    seconds: (performance.now() - began) / 1000,
    async drop() {
      await store.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function insertInto(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  return (table: string, row: Record<string, unknown>): void => {
    let statement = statements.get(table)
    if (statement === undefined) {
      const names = Object.keys(row)
      statement = database.prepare(
        `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      )
      statements.set(table, statement)
    }
    statement.run(...(Object.values(row) as SQLInputValue[]))
  }
}

/** The same on PostgreSQL, in a database of its own. */
export async function loadPostgres(count: number, until: number): Promise<Loaded> {
  const began = performance.now()
  const database = await makeDatabase()
  const store = await openPostgresStore(database.url, (reason) => {
    throw reason
  })
  await prepareWorkspace(store, until)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    "set synchronous_commit = off; set maintenance_work_mem = '1GB'; set session_replication_role = replica",
  )
  const { rows: indexes } =
    await client.query(`select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)`)
  for (const { name } of indexes) await client.query(`drop index "${name}"`)
  const insertMany = await inserting(client)
  for (const batch of batches(madeUpConversations(count, until, 'postgres'))) {
    await insertMany(
      'visitor',
      batch.map(({ visitor }) => visitor),
    )
    await insertMany(
      'conversation',
      batch.map(({ conversation }) => conversation),
    )
    await insertMany(
      'event',
      batch.flatMap(({ events }) => events),
    )
    await insertMany(
      'message',
      batch.flatMap(({ messages }) => messages),
    )
    await insertMany(
      'conversation_tag',
      batch.flatMap(({ tags }) => tags),
    )
    await insertMany(
      'search_entry',
      batch.map(({ entry }) => ({ ...entry, terms: (entry.terms as string[]).toSorted().join(' ') })),
    )
  }
  for (const { definition } of indexes) await client.query(definition)
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  const { rows } = await client.query('select pg_database_size(current_database()) as size')
  await client.end()
  return {
    store,
    size: Number(rows[0]?.size),
    seconds: (performance.now() - began) / 1000,
    async drop() {
      await store.close()
      // The pool's last connections are still saying goodbye.
      await setTimeout(500)
      await database.drop()
    },
  }
}

type InsertMany = (table: string, rows: Record<string, unknown>[]) => Promise<void>

async function inserting(client: pg.Client): Promise<InsertMany> {
  const { rows: columns } = await client.query<{ place: string; type: string }>(
    "select table_name || '.' || column_name as place, data_type as type from information_schema.columns where table_schema = 'public'",
  )
  const types = new Map(columns.map(({ place, type }) => [place, type]))
  return async (table, rows) => {
    const names = Object.keys(rows[0] ?? {})
    if (names.length === 0) return
    // One text of JSON for all rows is read by the server as quickly as arrays, and takes nulls and numbers as they are.
    const values = names.map((name) => {
      const type = types.get(`${table}.${name}`) ?? 'text'
      return type === 'tsvector' ? `array_to_tsvector(string_to_array(${name}, ' '))` : `${name}::${type}`
    })
    await client.query(
      `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
        from json_to_recordset($1::json) as row (${names.map((name) => `${name} text`).join(', ')})`,
      [JSON.stringify(rows)],
    )
  }
}

function* batches(rows: Generator<MadeUpRows>): Generator<MadeUpRows[]> {
  let batch: MadeUpRows[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < perBatch) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function prepareWorkspace(store: Store, at: number): Promise<void> {
  await store.write(async (writing) => {
    await writing
      .insertInto('workspace')
      .values({ id: workspaceId, name: 'Bench', created_at: at, live_release: null, next_release: 1 })
      .execute()
    await writing
      .insertInto('site')
      .values({ key: 'bench', workspace_id: workspaceId, name: 'Bench', origins: '[]', look: '{}' })
      .execute()
    for (const id of tags)
      await writing
        .insertInto('tag')
        .values({
          ...{
            id,
            workspace_id: workspaceId,
            name: id,
            name_key: id,
            colour: 'grey',
            version: 1,
            created_at: at,
          },
          ...{ updated_at: at, updated_by: 'bench' },
        })
        .execute()
    for (const id of agents)
      await writing
        .insertInto('person')
        .values({
          id,
          workspace_id: workspaceId,
          name: id,
          email: `${id}@example.com`,
          role: 'agent',
          created_at: at,
          disabled_at: null,
        })
        .execute()
  })
}
