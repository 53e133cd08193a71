import { expect, test } from 'vitest'
import { operatorWords } from '../operator/words/index.ts'
import type { Turn } from '../turn.ts'
import { anythingElse, words } from '../words.ts'
import { smallTalk } from './small-talk.ts'
import { triage } from './triage.ts'

function replyTo(said: string, text: string, language: 'en' | 'zh' = 'en') {
  const turn = { text, messages: [text], history: [{ sender: 'assistant', text: said }] } as unknown as Turn
  return smallTalk(triage(text, language), turn)?.text
}

test('a plain “no” to our asking for anything else takes leave', () => {
  for (const no of ['no', 'No.', 'nope', 'nothing'])
    expect(replyTo(words.en.thanks, no), no).toBe(words.en.goodbye)
  for (const no of ['没有', '没了', '没有了', '没什么了', '暂时没有'])
    expect(replyTo(words.zh.thanks, no, 'zh'), no).toBe(words.zh.goodbye)
})

test('after anything else a “no” is no farewell, and a question stays one', () => {
  expect(replyTo('Print the label.', 'no')).toBe(words.en.unclear)
  expect(replyTo(words.en.thanks, 'no tent in stock?')).toBeUndefined()
  expect(replyTo(words.zh.thanks, '没有收到验证码', 'zh')).toBeUndefined()
})

test('the operator asks for anything else in the same words', () => {
  const texts = (language: 'en' | 'zh') => JSON.stringify(Object.values(operatorWords[language]))
  expect(texts('en')).toContain(anythingElse.en)
  expect(texts('zh')).toContain(anythingElse.zh)
})
