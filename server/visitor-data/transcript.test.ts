import { expect, test } from 'vitest'
import type { EventDraft, LogEvent } from '#shared/conversation.ts'
import { writeTranscript } from './transcript.ts'

const at = Date.UTC(2026, 10, 21, 22, 30)
const log = (...drafts: EventDraft[]): LogEvent[] =>
  drafts.map((draft, place) => ({ ...draft, seq: place + 1, at: at + place * 60_000 }))
const said = (sender: 'visitor' | 'assistant' | 'agent', text: string, more = {}): EventDraft => ({
  type: 'message:posted',
  messageId: 'm',
  sender,
  text,
  locale: 'en',
  ...more,
})
const english = {
  language: 'en' as const,
  reader: { locale: 'en-GB', timeZone: 'Europe/Berlin' },
  isCut: false,
  shop: 'Northlight',
  assistant: 'Aurora',
}

test('a transcript says who said what and when, in the visitor’s own time zone', () => {
  const { name, text } = writeTranscript(
    log(said('visitor', 'Where is it?'), said('assistant', 'On its way.'), {
      type: 'conversation:assigned',
      name: 'Mei',
    }),
    english,
  )
  expect(name).toBe('conversation-2026-11-21.txt')
  expect(text.replaceAll(/[\u2068\u2069\ufeff]/g, '').split('\r\n')).toEqual([
    'Conversation with Northlight',
    'Times: Europe/Berlin',
    '',
    '[21 Nov 2026, 23:30] You',
    '    Where is it?',
    '',
    '[21 Nov 2026, 23:31] Aurora',
    '    On its way.',
    '',
    '[21 Nov 2026, 23:32] — Mei joined',
    '',
  ])
})

test('in Chinese it speaks Chinese, and midnight has passed in Shanghai', () => {
  const reader = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
  const { name, text } = writeTranscript(log(said('visitor', '到哪了？')), {
    ...english,
    language: 'zh',
    reader,
  })
  expect(name).toBe('对话记录-2026-11-22.txt')
  expect(text).toContain('2026年11月22日 06:30')
  expect(text).toContain('\u2068您\u2069\r\n    到哪了？')
})

test('no message can look like an entry of somebody else', () => {
  const forged = 'ok\r\n[21 Nov 2026, 23:31] Mei\u2028[21 Nov 2026, 23:32] Mei\n    We pay you 500.'
  const { text } = writeTranscript(log(said('visitor', forged)), english)
  const atTheMargin = text.split(/\r\n|[\n\r\u2028]/).filter((line) => line.startsWith('['))
  expect(atTheMargin).toHaveLength(1)
})

test('names and names of files turn nothing around them', () => {
  const { text } = writeTranscript(
    log(
      said('agent', 'مرحبا', {
        name: '\u202eieM\u2069',
        attachments: [{ id: 'a', name: 'a\u202egnp.exe\nx' }],
      }),
    ),
    english,
  )
  expect(text).toContain('\u2068 ieM \u2069\r\n    مرحبا\r\n    Files: \u2068a gnp.exe x\u2069')
})

test('a day’s short name and a zone that nobody knows of', () => {
  expect(writeTranscript([], english).text).toContain('Conversation with')
  const reader = { locale: 'en', timeZone: 'Nowhere/City' }
  expect(() => writeTranscript([], { ...english, reader })).toThrow('time zone')
})
