import { expect, test } from 'vitest'
import { addressOf, filtersOf, type InboxPlace, readPlace } from './inbox-address.ts'

const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://desk').searchParams)

test('an address says everything that is shown, and reading it gives the same', () => {
  const place: InboxPlace = {
    view: 'resolved',
    conversation: 'c-1',
    order: 'oldest',
    search: '退货 & "refund"?',
    narrowing: {
      ...{ assignee: 'ana', team: 't-1', tag: 'g-1', language: 'zh', priority: 2, status: 'queued' },
      ...{ from: '2026-02-01', to: '2026-02-28' },
    },
  }
  expect(readPlace(queryOf(addressOf(place)))).toEqual(place)
})

test('what an address says that nobody understands is left out', () => {
  const place = readPlace({
    ...{ view: 'everything', order: 'random', language: 'xx', priority: '9', status: 'lost', search: '  ' },
    ...{ from: 'yesterday', to: '2026-02', team: 'x'.repeat(200) },
  })
  expect(place).toEqual({ view: 'waiting', narrowing: {} })
  expect(addressOf(place)).toBe('/console/?view=waiting')
})

test('days are whole days of this computer’s calendar, the last one included, over a change of the clock too', () => {
  const { since, until } = filtersOf({ from: '2026-03-29', to: '2026-03-29' })
  expect(new Date(since ?? 0).getHours()).toBe(0)
  expect(new Date(until ?? 0).getDate()).toBe(30)
  expect(new Date(until ?? 0).getHours()).toBe(0)
})

test('a state narrows a search only: a view says it already', () => {
  expect(addressOf({ view: 'mine', narrowing: { status: 'queued' } })).not.toContain('status')
  expect(filtersOf({ status: 'queued', language: 'en' })).toEqual({ language: 'en' })
})
