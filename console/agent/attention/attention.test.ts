import { expect, test } from 'vitest'
import type { LogEvent } from '#shared/conversation.ts'
import type { InboxRow } from '#shared/protocol.ts'
import { helpersAfter, isForSupervisor, type Signal, teamAfter } from '#shared/watch.ts'
import { groupsOf, isFor } from './attention-groups.ts'

const risk: Signal = { name: 'risk', value: 1, threshold: 1, detail: 'legal-threat' }
const anger: Signal = { name: 'anger', value: 0.8, threshold: 0.5 }
const place = { seq: 1, at: 1 }

const row = (attention: Signal[], team?: string): Pick<InboxRow, 'attention' | 'helpers'> => ({
  attention,
  helpers: team === undefined ? [] : [{ name: team }],
})
const rows = [row([risk], 'Legal'), row([risk], 'After-sales'), row([anger], 'Legal'), row([anger])]

test('what needs attention is grouped by whom it is for, the supervisor first and then the teams', () => {
  expect(groupsOf(rows)).toEqual([
    { group: 'supervisor', count: 2 },
    { group: 'After-sales', count: 1 },
    { group: 'Legal', count: 2 },
  ])
  expect(rows.filter((each) => isFor(each, 'supervisor'))).toEqual([rows[0], rows[1]])
  expect(rows.filter((each) => isFor(each, 'Legal'))).toEqual([rows[0], rows[2]])
  expect(isFor(row([anger], 'supervisor'), 'supervisor')).toBe(true)
})

test('a supervisor is told of a risk and of nothing that an agent settles alone', () => {
  expect([isForSupervisor([risk]), isForSupervisor([anger]), isForSupervisor([])]).toEqual([
    true,
    false,
    false,
  ])
})

test('a team that joined is there until the conversation is over or the assistant has it back', () => {
  const after = (type: 'conversation:resolved' | 'conversation:handed-back' | 'conversation:reopened') =>
    helpersAfter([{ name: 'Legal' }], { type, ...place } as LogEvent)
  const joined = helpersAfter([], { type: 'team:joined', team: 'Legal', reason: 'risk' })
  expect(joined).toEqual([{ name: 'Legal' }])
  const both = helpersAfter(joined, { type: 'team:joined', team: 'Money', teamId: 't1', name: 'Ana' })
  expect(both).toEqual([{ name: 'Legal' }, { name: 'Money', teamId: 't1' }])
  expect(helpersAfter(both, { type: 'team:joined', team: 'Legal', reason: 'anger' })).toHaveLength(2)
  expect(helpersAfter(both, { type: 'team:left', team: 'Legal' })).toEqual([{ name: 'Money', teamId: 't1' }])
  expect(after('conversation:resolved')).toEqual([])
  expect(after('conversation:handed-back')).toEqual([])
})

test('a conversation is in the queue of one team, until the assistant has it back', () => {
  const moved = teamAfter(null, { type: 'team:assigned', teamId: 't1', team: 'Delivery' })
  expect(moved).toBe('t1')
  expect(teamAfter(moved, { type: 'conversation:resolved' })).toBe('t1')
  expect(teamAfter(moved, { type: 'conversation:handed-back' })).toBeNull()
  expect(teamAfter(moved, { type: 'team:assigned', teamId: null })).toBeNull()
})
