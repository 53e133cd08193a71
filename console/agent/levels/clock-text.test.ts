import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClockView } from '#shared/clock-view.ts'
import type { LogEvent } from '#shared/conversation.ts'
import { followServer, now } from '../../shell/format.ts'
import { language } from '../../texts/texts.ts'
import { entriesOf } from '../conversation/entries.ts'
import { leftText, standingOf, titleOf } from './clock-text.ts'

const minute = 60_000
const noon = new Date(2026, 2, 4, 12).getTime()
const clock = (more: Partial<ClockView>): ClockView => ({ level: 'answer', isLate: false, ...more })

beforeEach(() => {
  now.value = noon
})
afterEach(() => {
  language.value = 'en'
  followServer(Date.now())
})

describe('how a service level stands, and what is said of it', () => {
  test.each<[string, Partial<ClockView>, string, string, string]>([
    ['in time', { dueAt: noon + 25 * minute, nearAt: noon + 19 * minute }, 'calm', '25m left', '剩 25分钟'],
    ['near', { dueAt: noon + 6 * minute, nearAt: noon }, 'near', '6m left', '剩 6分钟'],
    ['at the last', { dueAt: noon + 30_000, nearAt: noon }, 'near', 'under 1 min left', '不足 1 分钟'],
    ['at the moment', { dueAt: noon }, 'late', 'late', '已超时'],
    ['late', { dueAt: noon - 5 * minute, isLate: true }, 'late', '5m late', '超时 5分钟'],
    ['late and put off', { dueAt: noon + 5 * minute, isLate: true }, 'late', 'late', '已超时'],
    ['paused', { left: 120 * minute }, 'paused', '2h left', '剩 2小时'],
    ['late and paused', { left: 0, isLate: true }, 'late', 'late', '已超时'],
  ])('%s', (_name, given, standing, english, chinese) => {
    expect(standingOf(clock(given))).toBe(standing)
    expect(leftText(clock(given))).toBe(english)
    language.value = 'zh'
    expect(leftText(clock(given))).toBe(chinese)
  })

  test('the whole sentence names the level and the time', () => {
    expect(titleOf(clock({ dueAt: noon + 30 * minute }))).toBe('First reply of a person due today 12:30')
    expect(titleOf(clock({ dueAt: noon - 30 * minute }))).toBe('First reply of a person was due today 11:30')
    expect(titleOf(clock({ level: 'closure', left: 90 * minute }))).toBe('Resolution: paused, 1h left')
    language.value = 'zh'
    expect(titleOf(clock({ dueAt: noon + 30 * minute }))).toBe('人工首次回复：应于今天 12:30前完成')
  })
})

test('a computer whose clock is an hour ahead or behind shows the same: time is the server’s', () => {
  for (const wrong of [-60, 0, 60]) {
    followServer(Date.now() + wrong * minute)
    expect(Math.abs(now.value - (Date.now() + wrong * minute))).toBeLessThan(1_000)
    expect(leftText(clock({ dueAt: Date.now() + (wrong + 25) * minute + 30_000 }))).toBe('25m left')
  }
})

test('a reply that is nearly late is on its row, and not between the messages of its conversation', () => {
  const signal = (detail: 'round' | 'answer') => ({
    name: 'service-level-near' as const,
    value: 0.8,
    threshold: 0.8,
    detail,
  })
  const noted = (details: ('round' | 'answer')[], seq: number): LogEvent => {
    return { type: 'watch:noted', signals: details.map(signal), acts: [], seq, at: seq }
  }
  const shown = entriesOf([noted(['round'], 1), noted(['round', 'answer'], 2), noted(['answer'], 3)])
  expect(shown.flatMap((entry) => ('event' in entry ? [entry.event.seq] : []))).toEqual([2, 3])
})
