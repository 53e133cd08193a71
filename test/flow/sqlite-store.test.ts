import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqliteStore } from '#server/store/sqlite.ts'
import { StoreFailure } from '#server/store/store.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'baton-sqlite-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

test('a missing data directory is made', async () => {
  const store = await openSqliteStore(join(directory, 'not', 'yet', 'there'))
  expect(await store.read.selectFrom('workspace').selectAll().execute()).toEqual([])
  await store.close()
})

test('a data directory that cannot be made is named in one sentence', async () => {
  await writeFile(join(directory, 'a-file'), '')
  await expect(openSqliteStore(join(directory, 'a-file', 'data'))).rejects.toThrow(
    /The data directory .*a-file.* cannot be used/,
  )
})

test('a second process on the same directory is refused, and may come when the first is gone', async () => {
  const place = join(directory, 'held')
  const first = await openSqliteStore(place)
  await expect(openSqliteStore(place)).rejects.toThrow(/Another Baton process uses/)
  await first.close()
  const second = await openSqliteStore(place)
  await second.close()
})

test('a full disk refuses the write, keeps what was acknowledged, and takes writes again when there is room', async () => {
  const store = await openSqliteStore(join(directory, 'full'), { maxBytes: 1_200 * 1024 })
  const write = (key: string, value: string) =>
    store.write((writing) => writing.insertInto('setting').values({ key, value }).execute())
  const kept: string[] = []
  let refusal: unknown
  for (let index = 0; index < 1_000 && refusal === undefined; index += 1) {
    await write(`fill-${index}`, 'x'.repeat(2_000)).then(
      () => kept.push(`fill-${index}`),
      (reason) => {
        refusal = reason
      },
    )
  }
  expect(refusal).toBeInstanceOf(StoreFailure)
  expect(kept.length).toBeGreaterThan(10)
  const there = await store.read.selectFrom('setting').select('key').where('key', 'like', 'fill-%').execute()
  expect(there.map((row) => row.key).sort()).toEqual(kept.sort())
  await store.write((writing) => writing.deleteFrom('setting').where('key', 'like', 'fill-%').execute())
  await write('room', 'again')
  await store.close()
})
