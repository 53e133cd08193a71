import { expect, test } from 'vitest'
import { lockedRows, type ResponsibilityList, type ResponsibilityRow } from '#shared/responsibility.ts'
import type { ResponsibilityView } from '#shared/responsibility-issues.ts'
import { createFakeRest, createFakeStorage, failure } from '../../fake-port.ts'
import { changesBetween, rebased } from './changes.ts'
import { createResponsibilitiesModel } from './responsibilities-model.ts'

function row(topic: string, more: Partial<ResponsibilityRow> = {}): ResponsibilityRow {
  return { topic, lead: 'assistant', accountable: 'supervisor', answerAt: 0.5, ...more }
}

function listOf(rows: ResponsibilityRow[], more: Partial<ResponsibilityList> = {}): ResponsibilityList {
  return { version: 1, rows, askAt: 0.3, angerAt: 0.5, missesAllowed: 2, ...more }
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

/** A server with one list; whoever saves the version in force makes the next. */
function serverWith(list: ResponsibilityList) {
  const state = { list }
  const view = (): ResponsibilityView => ({
    list: state.list,
    locked: lockedRows,
    made: { at: 1, by: 'Maya' },
    topics: [{ topic: 'returns', articles: 3 }],
    unknown: [],
  })
  const { rest, called } = createFakeRest({
    'GET /responsibilities': () => ({ ok: true, ...view() }) as never,
    'PUT /responsibilities': ((sent: ResponsibilityList) => {
      if (sent.version !== state.list.version) return failure('conflict')
      state.list = { ...sent, version: sent.version + 1 }
      return { ok: true, ...view() }
    }) as never,
  })
  return { state, rest, called }
}

async function opened(server: ReturnType<typeof serverWith>, storage = createFakeStorage()) {
  const model = createResponsibilitiesModel(server.rest, storage, 'shop')
  await model.load()
  return model
}

test('every difference between two lists is told once, whatever the order of rows and of names', () => {
  const before = listOf([
    row('returns', { refundUpTo: usd(1) }),
    row('old'),
    row('coupon', { couponUpTo: { percent: 5, amount: usd(9) } }),
    row('*'),
  ])
  const after = listOf(
    [
      row('*'),
      row('new', { lead: 'person' }),
      row('coupon', { couponUpTo: { amount: { currency: 'USD', amount: 9 }, percent: 5 }, team: undefined }),
      row('returns', { refundUpTo: usd(2), note: { en: 'a', zh: 'b' } }),
    ],
    { angerAt: 0.6 },
  )
  expect(changesBetween(before, after)).toMatchObject([
    { kind: 'list', field: 'angerAt', before: 0.5, after: 0.6 },
    { kind: 'added', row: { topic: 'new' } },
    { kind: 'row', field: 'refundUpTo', after: { topic: 'returns' } },
    { kind: 'row', field: 'note', after: { topic: 'returns' } },
    { kind: 'removed', row: { topic: 'old' } },
  ])
  expect(changesBetween(before, before)).toEqual([])
})

test('my changes on top of theirs keep what only one of us touched, and mine where both did', () => {
  const base = listOf([row('a'), row('b'), row('c'), row('d'), row('*')])
  const mine = listOf(
    [
      row('a', { lead: 'person' }),
      row('b', { answerAt: 0.9 }),
      row('d', { team: 'x' }),
      row('mine'),
      row('*'),
    ],
    { missesAllowed: 3 },
  )
  const theirs = listOf(
    [
      row('a', { answerAt: 0.7, lead: 'assistant-with-approval' }),
      row('b'),
      row('c'),
      row('theirs'),
      row('*'),
    ],
    { version: 2, angerAt: 0.8 },
  )
  expect(rebased(base, mine, theirs)).toEqual(
    listOf(
      [
        row('a', { answerAt: 0.7, lead: 'person' }),
        row('b', { answerAt: 0.9 }),
        // `c` I removed; `d` they removed and I changed.
        row('theirs'),
        row('*'),
        row('d', { team: 'x' }),
        row('mine'),
      ],
      { version: 2, angerAt: 0.8, missesAllowed: 3 },
    ),
  )
})

test('what is wrong is known before anything is sent, and unknown topics are only warned of', async () => {
  const model = await opened(serverWith(listOf([row('refund', { lead: 'person' }), row('*')])))
  model.setRow(0, row('refund'))
  expect(model.issues.value).toEqual([{ row: 0, field: 'lead', problem: 'money' }])
  model.setRow(0, row('retruns'))
  expect(model.issues.value).toEqual([])
  expect([...model.unknown.value]).toEqual(['retruns'])
  model.setRow(0, row('Returns'))
  expect(model.unknown.value.size).toBe(0)
  model.setFigure('askAt', 0.6)
  expect(model.issues.value.map(({ problem }) => problem)).toEqual(['below-ask', 'below-ask'])
})

test('saving makes the next version, and blank names and notes are left out of it', async () => {
  const server = serverWith(listOf([row('*')]))
  const model = await opened(server)
  expect(model.addRow()).toBe(0)
  model.setRow(0, row(' returns ', { team: '  ', note: { en: ' ', zh: '' } }))
  expect(model.mine.value).toHaveLength(1)
  expect(await model.save()).toBeUndefined()
  expect(server.state.list).toEqual(listOf([row('returns'), row('*')], { version: 2 }))
  expect(model.mine.value).toEqual([])
})

test('after a conflict both sides are shown, and mine go on top of theirs when I say so', async () => {
  const server = serverWith(listOf([row('returns'), row('*')]))
  const model = await opened(server)
  model.setRow(0, row('returns', { lead: 'person' }))
  server.state.list = listOf([row('returns', { answerAt: 0.8 }), row('*')], { version: 2, angerAt: 0.9 })
  expect(await model.save()).toBeUndefined()
  expect(model.isStale.value).toBe(true)
  expect(model.theirs.value).toMatchObject([{ field: 'angerAt' }, { field: 'answerAt' }])
  expect(model.mine.value).toMatchObject([{ field: 'lead' }])
  model.rebase()
  expect(model.isStale.value).toBe(false)
  expect(model.mine.value).toMatchObject([{ field: 'lead' }])
  expect(await model.save()).toBeUndefined()
  expect(server.state.list).toEqual(
    listOf([row('returns', { lead: 'person', answerAt: 0.8 }), row('*')], { version: 3, angerAt: 0.9 }),
  )
})

test('a draft is there again on the next visit, stale where the list went on, and gone once dropped', async () => {
  const server = serverWith(listOf([row('*')]))
  const storage = createFakeStorage()
  const first = await opened(server, storage)
  first.setFigure('missesAllowed', 4)
  first.dispose()
  const second = await opened(server, storage)
  expect(second.mine.value).toMatchObject([{ field: 'missesAllowed', after: 4 }])
  expect(second.isStale.value).toBe(false)
  server.state.list = listOf([row('*')], { version: 2, angerAt: 0.9 })
  const third = await opened(server, storage)
  expect(third.isStale.value).toBe(true)
  third.discard()
  expect((await opened(server, storage)).mine.value).toEqual([])
})

test('what the store holds of another time is no draft', async () => {
  for (const held of ['', '{', 'null', '[]', '{"base":{},"draft":{}}']) {
    const storage = createFakeStorage()
    storage.write('responsibilities:shop', held)
    const model = await opened(serverWith(listOf([row('*')])), storage)
    expect(model.draft.value).toEqual(listOf([row('*')]))
  }
})

test('a refusal by the server is told and the draft stays', async () => {
  const { rest } = createFakeRest({
    'GET /responsibilities': {
      ok: true,
      list: listOf([row('*')]),
      locked: [],
      topics: [],
      unknown: [],
    } as never,
    'PUT /responsibilities': failure('unavailable'),
  })
  const model = createResponsibilitiesModel(rest, createFakeStorage(), 'shop')
  await model.load()
  model.setFigure('missesAllowed', 4)
  expect(await model.save()).toMatchObject({ error: 'unavailable' })
  expect(model.mine.value).toHaveLength(1)
})
