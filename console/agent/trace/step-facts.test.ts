import { afterEach, expect, test } from 'vitest'
import type { TurnStep } from '#shared/trace.ts'
import { language } from '../../texts/texts.ts'
import { factsOf } from './step-facts.ts'
import { failureFor } from './trace-words.ts'

afterEach(() => {
  language.value = 'en'
})

/** The lines of a step as a reader of this language sees them. */
function told(step: { specialist: string; detail: object }, reader: 'en' | 'zh' = 'zh'): string[] {
  language.value = reader
  const { facts, others } = factsOf({ took: 1, ...step } as TurnStep)
  const lines = facts.map(({ label, text, note }) => [label, text, note].filter(Boolean).join(' '))
  return [...lines, ...others.map((other) => other.join('='))]
}

test('a step is told in the words of its reader, numbers among them', () => {
  const detail = {
    language: 'zh',
    intent: 'order-status',
    risk: null,
    sentiment: -0.5,
    anger: 0.25,
    unhappy: 0.1,
    urgency: 0,
    satisfaction: 0.5,
    isFalling: true,
  }
  expect(told({ specialist: 'triage', detail })).toEqual([
    '意图 查询订单',
    '语言 中文',
    '情绪 -0.5',
    '不满程度 25%',
    '遇到不顺 10%',
    '紧急程度 0%',
    '满意度 50% 正在下降',
  ])
  expect(told({ specialist: 'triage', detail }, 'en').slice(0, 2)).toEqual([
    'Wants Where an order is',
    'Language 中文',
  ])
})

test('thresholds stand beside what was held against them', () => {
  const detail = {
    release: 4,
    candidates: [],
    confidence: 0.4321,
    answerAt: 0.5,
    askAt: 0.3,
    lead: 'assistant',
  }
  expect(told({ specialist: 'retrieve', detail })).toContain('置信度 43.2% 50% 起作答，30% 起追问')
})

test('what the judge refused is named in words, with the sentence as it was written', () => {
  const faults = [{ kind: 'unknown-link', sentence: 'See evil.example.', detail: 'evil.example' }]
  expect(told({ specialist: 'judge', detail: { refused: 'unknown-link', faults } })).toEqual([
    '未知链接 See evil.example. evil.example',
  ])
  const more = [
    { kind: 'promise-without-provenance', sentence: 'You get €9.', detail: 'amount EUR 900' },
    { kind: 'unsupported-sentence', sentence: 'It is free.', detail: 'contradicted' },
  ]
  expect(told({ specialist: 'judge', detail: { passed: false, faults: more } })).toEqual([
    '通过 否',
    '承诺没有出处 You get €9. 金额',
    '句子缺乏依据 It is free. 与来源相反',
  ])
})

test('a tool is told with what it was given, without field names, and what the shop said', () => {
  const input = JSON.stringify({ orderNumber: 'NL-100202', email: '[e-mail removed]' })
  const call = { tool: 'order-status', input, outcome: 'unavailable', took: 12 }
  expect(told({ specialist: 'operate', detail: call })).toEqual([
    '工具 查询订单状态',
    '输入 NL-100202 · ［邮箱已隐去］',
    '结果 无法连接、太慢或出错',
    '商店用时 12毫秒',
  ])
})

test.each([
  ['timeout', '未按时答复'],
  ['promise-without-provenance', '承诺没有出处'],
  ['a reason of an earlier version', 'a reason of an earlier version'],
])('the failure %s is told as %s', (reason, words) => {
  language.value = 'zh'
  expect(failureFor(reason)).toBe(words)
})

test('a trace of an earlier version stays readable: fields and steps we do not know are shown as they are', () => {
  expect(told({ specialist: 'operate', detail: { tool: 'order-status', asked: 'order number' } })).toEqual([
    '工具 查询订单状态',
    '追问 订单号',
  ])
  expect(told({ specialist: 'triage', detail: { intent: 'haggle', mood: { warm: 1 } } })).toEqual([
    '意图 haggle',
    'mood={"warm":1}',
  ])
  expect(told({ specialist: 'soothsayer', detail: { omen: 'good' } })).toEqual(['omen=good'])
})
