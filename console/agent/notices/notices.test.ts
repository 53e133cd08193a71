import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { InboxRow } from '#shared/protocol.ts'
import { createFakePort, createFakeStorage } from '../../fake-port.ts'
import type { Settings } from '../../shell/settings/settings.ts'
import type { Notice } from './notice.ts'
import { createNotices } from './notices-model.ts'

const me = { id: 'mei' }
const nothing = () => undefined
const mine = { status: 'assigned', assignee: { id: 'mei', name: 'Mei' } } as const
const near = { name: 'service-level-near', value: 20, threshold: 15 } as const

function rowOf(head: number, change: Partial<InboxRow> = {}): InboxRow {
  return {
    ...{ id: 'c', status: 'automated', head, fence: 1, visitor: { id: 'v', name: 'Emma' }, language: 'en' },
    ...{ preview: 'my card is 4111', previewSender: 'visitor', createdAt: 0, updatedAt: Date.now() + head },
    ...{ proposals: 0, promisesWarned: 0, promisesBroken: 0, priority: 0, attention: [], helpers: [] },
    ...change,
  } as InboxRow
}

function desk(change: Partial<Settings> = {}, storage = createFakeStorage()) {
  const port = createFakePort()
  const settings = signal<Settings>({
    ...{ undoSend: true, browser: true, sound: true, showText: false },
    kinds: { queue: true, reply: true, mention: true, breach: true },
    ...change,
  })
  const seen = { shown: [] as (Notice & { withText: boolean })[], sounds: 0, count: 0 }
  const state = {
    isHere: false,
    conversationId: undefined as string | undefined,
    isQuiet: false,
    teams: ['t1'],
  }
  let look: () => void = nothing
  createNotices({
    ...{ connection: port, storage, me, settings },
    isQuiet: () => state.isQuiet,
    isMyQueue: ({ teamId }) => teamId === undefined || state.teams.includes(teamId),
    host: {
      looking: () => state,
      show: (notice, withText) => void seen.shown.push({ ...notice, withText }),
      play() {
        seen.sounds += 1
      },
      count(unseen) {
        seen.count = unseen
      },
      onLook(listener) {
        look = listener
        return nothing
      },
    },
  })
  const row = (next: InboxRow) => port.tell('inbox:changed', { conversation: next })
  return {
    port,
    seen,
    state,
    settings,
    row,
    look: () => look(),
    about: () => seen.shown.map((each) => each.about),
  }
}

test('a visitor who waits, a reply in mine, a conversation given to me and a level that is near are told', () => {
  const { row, about, seen, look } = desk()
  row(rowOf(1, { status: 'queued' }))
  row(rowOf(2, { status: 'queued' }))
  row(rowOf(3, mine))
  row(rowOf(4, mine))
  row(rowOf(5, { ...mine, previewSender: 'agent' }))
  row(rowOf(6, { ...mine, previewSender: 'agent', attention: [near] }))
  row(rowOf(7, { ...mine, previewSender: 'agent', attention: [near] }))
  expect(about()).toEqual(['waiting', 'given', 'replied', 'breach-near'])
  expect(seen).toMatchObject({ sounds: 4, count: 4 })
  look()
  expect(seen.count).toBe(0)
})

test('another team’s queue, another person’s conversation and old news are nobody’s business here', () => {
  const { row, about } = desk()
  row(rowOf(1, { id: 'a', status: 'queued', teamId: 't2' }))
  row(rowOf(1, { id: 'b', status: 'assigned', assignee: { id: 'jonas', name: 'Jonas' } }))
  row(rowOf(1, { id: 'c', status: 'queued', updatedAt: Date.now() - 60_000 }))
  row(rowOf(5, { id: 'd', status: 'automated' }))
  row(rowOf(4, { id: 'd', status: 'queued' }))
  expect(about()).toEqual([])
  row(rowOf(1, { id: 'e', status: 'queued', teamId: 't1' }))
  expect(about()).toEqual(['waiting'])
})

test('nothing is told of what happens before their eyes, and nothing is shown while they look elsewhere in the desk', () => {
  const { row, seen, state } = desk()
  Object.assign(state, { isHere: true, conversationId: 'c' })
  row(rowOf(1, mine))
  expect(seen).toMatchObject({ shown: [], sounds: 0, count: 0 })
  state.conversationId = 'other'
  row(rowOf(2, mine))
  expect(seen).toMatchObject({ shown: [], sounds: 1, count: 0 })
})

test('do not disturb is quiet, and what was switched off stays off', () => {
  const { row, seen, state, settings } = desk()
  state.isQuiet = true
  row(rowOf(1, mine))
  expect(seen).toMatchObject({ shown: [], sounds: 0 })
  state.isQuiet = false
  settings.value = { ...settings.value, sound: false, kinds: { ...settings.value.kinds, reply: false } }
  row(rowOf(2, mine))
  expect(seen).toMatchObject({ shown: [], sounds: 0 })
  settings.value = { ...settings.value, browser: false, kinds: { ...settings.value.kinds, reply: true } }
  row(rowOf(3, mine))
  expect(seen).toMatchObject({ shown: [], sounds: 0, count: 2 })
})

test('the visitor’s words are shown only to whoever switched them on', () => {
  const hidden = desk()
  hidden.row(rowOf(1, mine))
  expect(hidden.seen.shown).toMatchObject([{ withText: false }])
  const open = desk({ showText: true })
  open.row(rowOf(1, mine))
  expect(open.seen.shown).toMatchObject([{ withText: true, text: 'my card is 4111' }])
})

test('of several tabs one tells, and a note that calls somebody is told like a message', () => {
  const storage = createFakeStorage()
  const tabs = [desk({}, storage), desk({}, storage)]
  const mention = {
    ...{ conversationId: 'c', seq: 7, at: 0, by: { id: 'ana', name: 'Ana' }, text: '@Mei look' },
    visitor: { id: 'v' },
  }
  for (const { port } of tabs) port.tell('mentions:changed', { unread: 1, mention })
  expect(tabs.flatMap(({ seen }) => seen.shown)).toMatchObject([{ about: 'mentioned', name: 'Ana' }])
})
