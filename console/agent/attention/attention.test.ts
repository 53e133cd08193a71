import { expect, test } from 'vitest'
import type { LogEvent } from '#shared/conversation.ts'
import type { InboxRow } from '#shared/protocol.ts'
import { isForSupervisor, type Signal, teamAfter } from '#shared/watch.ts'
import { groupsOf, isFor } from './attention-groups.ts'

const risk: Signal = { name: 'risk', value: 1, threshold: 1, detail: 'legal-threat' }
const anger: Signal = { name: 'anger', value: 0.8, threshold: 0.5 }
const place = { seq: 1, at: 1 }

const row = (attention: Signal[], team?: string): Pick<InboxRow, 'attention' | 'team'> => ({
  attention,
  team,
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
    teamAfter('Legal', { type, ...place } as LogEvent)
  expect(teamAfter(undefined, { type: 'team:joined', team: 'Legal', reason: 'risk' })).toBe('Legal')
  expect(after('conversation:resolved')).toBeUndefined()
  expect(after('conversation:handed-back')).toBeUndefined()
})
