import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { responsible } from '../responsible.ts'
import type { Turn, TurnParts } from '../turn.ts'
import { dissatisfactionOf, isFalling, isThanks, noted, type SpokenTurn } from './satisfaction.ts'
import { triage } from './triage.ts'

/** Lines by turns, the visitor first. */
function talk(...texts: string[]): SpokenTurn[] {
  return texts.map((text, at) => ({ who: at % 2 === 0 ? 'visitor' : 'assistant', text }))
}

const smooth = talk('Hi, how long is delivery to Oslo?', 'Three to five days.', 'Great, thank you!')
const sour = talk(
  'My parcel has not arrived, it is really disappointing',
  'Sorry, I could not find an answer to that. Can you rephrase?',
  'As I said, my parcel has still not arrived, very disappointing',
  'Sorry, I could not find an answer to that. Can you rephrase?',
  'No, you are not listening. My parcel has still not arrived and nobody helps',
)

test('a visitor who says nothing yet is not called dissatisfied', () => {
  expect(dissatisfactionOf([])).toBe(0)
  expect(dissatisfactionOf([{ who: 'assistant', text: 'Hello!' }])).toBe(0)
})

test('an answered question with thanks is a satisfied visitor', () => {
  expect(dissatisfactionOf(smooth)).toBeLessThan(0.15)
  expect(isFalling(smooth)).toBe(false)
})

test('asking the same again, correcting and being refused twice falls below, though no message is furious', () => {
  expect(dissatisfactionOf(sour)).toBeGreaterThan(0.75)
  expect(isFalling(sour)).toBe(true)
})

test('the same in Chinese', () => {
  const turns = talk(
    '我的快递还没到，挺失望的',
    '抱歉，没有找到相关内容，请换个说法。',
    '我说的是快递还没到，真的很失望',
    '抱歉，没有找到相关内容，请换个说法。',
    '答非所问，快递还是没到，太失望了',
  )
  expect(isFalling(turns)).toBe(true)
  expect(dissatisfactionOf(talk('有黑色吗', '有的', '好的谢谢'))).toBeLessThan(0.2)
})

test('one unhappy message alone is no trend', () => {
  expect(isFalling(talk('This is the worst service ever, complete waste of time'))).toBe(false)
})

test('it rises again when the visitor is helped', () => {
  const helped = [
    ...sour,
    ...talk('x', 'It is at the depot and comes today.').slice(1),
    ...talk('Perfect, thank you!'),
  ]
  expect(dissatisfactionOf(helped)).toBeLessThan(dissatisfactionOf(sour) - 0.3)
})

describe('the case file', () => {
  const turn = { caseFile: {} } as Turn
  const decision = { outcome: 'answered', text: 'Yes.', language: 'en', facts: { misses: 0 } } as const

  test('learns of a clear change and keeps what else the turn learned', () => {
    expect(noted({ satisfaction: 0.3, isFalling: false }, turn, decision).facts).toEqual({
      misses: 0,
      satisfaction: 0.3,
    })
  })

  test('is left alone where nothing changed', () => {
    expect(noted({ satisfaction: 0.85, isFalling: false }, turn, decision)).toBe(decision)
  })
})

test.each(['thanks', 'Great!', '解决了', '明白了，谢谢'])('%s is content', (text) =>
  expect(isThanks(text)).toBe(true),
)

test.each(['that is not great', "it isn't perfect", '问题解决了吗？', '不明白了', '还没解决了'])(
  '%s thanks for nothing',
  (text) => expect(isThanks(text)).toBe(false),
)

test('hostile text in a long conversation is read in time', () => {
  const turns = Array.from(
    { length: 200 },
    (_, at) => talk('sorry '.repeat(2_000), '抱歉'.repeat(5_000))[at % 2] as SpokenTurn,
  )
  const took = processorTimeOf(() => expect(dissatisfactionOf(turns)).toBeGreaterThanOrEqual(0))
  expect(took).toBeLessThan(200)
})

test('a falling course hands over for the mood of the visitor, though the message itself is calm', () => {
  const recorded: unknown[] = []
  const parts = {
    responsibilities: { version: 1, angerAt: 0.5 },
    isDeskOpen: true,
    record: (...step: unknown[]) => recorded.push(step),
  } as unknown as TurnParts
  const message = triage('No, that is still not what I asked.', 'en')
  expect(message.anger).toBeLessThan(0.5)
  expect(responsible(message, parts, true)).toMatchObject({
    outcome: 'handed-over',
    reason: 'negative-sentiment',
  })
  expect(responsible(message, parts, false)).toBeUndefined()
})
