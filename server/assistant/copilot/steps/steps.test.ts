import { describe, expect, test } from 'vitest'
import { type CaseFile, emptyCase } from '#shared/case/case-file.ts'
import type { CasePromise } from '#shared/case/promise.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ShopConnector } from '../../../connectors/index.ts'
import type { ConversationRow } from '../../../conversation/index.ts'
import { matterIn } from '../matter.ts'
import { linesOf } from '../summarise.ts'
import { type StepGrounds, stepsFor } from './steps.ts'

const responsibilities: ResponsibilityList = {
  version: 7,
  rows: [
    { topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 },
    {
      ...{ topic: 'refund', lead: 'assistant-with-approval', accountable: 'supervisor', answerAt: 0.5 },
      refundUpTo: { amount: 10_000, currency: 'USD' },
    },
  ],
  ...{ askAt: 0.3, angerAt: 0.5, missesAllowed: 2 },
}
const grounds: StepGrounds = {
  ...{ attention: [], proposals: [], solved: [], lacksProof: false, hasOrder: false, best: undefined },
  ...{ confidence: 0, responsibilities, row: undefined, shop: { refunds: {} } as ShopConnector },
}
const promise = (id: string, more: Partial<CasePromise> = {}): CasePromise => ({
  ...{ id, subject: 'deed', text: `promise ${id}`, by: 'agent', state: 'open', seq: 1, madeAt: 1, dueAt: 5 },
  ...more,
})

function matter(
  texts: [sender: 'visitor' | 'agent' | 'assistant', text: string][],
  caseFile: Partial<CaseFile> = {},
) {
  const events = texts.map(
    ([sender, text], place): LogEvent => ({
      ...{ type: 'message:posted', messageId: String(place), sender, text, locale: 'en' },
      ...{ seq: place + 1, at: place },
    }),
  )
  const row = {
    ...{ id: 'c', head: events.length, language: 'en', status: 'assigned', contact_name: null },
    case_file: JSON.stringify({ ...emptyCase(), ...caseFile }),
  } as ConversationRow
  return matterIn(row, events)
}
const names = (...given: Parameters<typeof stepsFor>) => stepsFor(...given).map(({ step }) => step)

describe('the next step', () => {
  test('puts what was promised before everything else, the broken first, and asks about what may be a promise', () => {
    const promises = [
      promise('open'),
      promise('broken', { state: 'broken' }),
      promise('said', { state: 'suggested' }),
    ]
    const steps = stepsFor(matter([['visitor', 'How long is the return window?']], { promises }), {
      ...grounds,
      proposals: [{ id: 'p', action: '{"tool":"coupon"}', expires_at: 9 }],
    })
    expect(steps.map(({ step }) => step)).toEqual(['keep-promise', 'keep-promise', 'track-promise', 'decide'])
    expect(steps[0]).toMatchObject({ isBroken: true, source: { kind: 'promise', promiseId: 'broken' } })
  })

  test('says that somebody waits only while nobody has answered', () => {
    const attention = [{ name: 'service-level-near', value: 0.9, threshold: 0.8 }] as const
    const waiting = matter([['visitor', 'Where do I find my invoice?']])
    expect(stepsFor(waiting, { ...grounds, attention })[0]).toMatchObject({
      ...{ step: 'reply', signal: 'service-level-near', source: { kind: 'event', seq: 1 } },
    })
    const answered = matter([
      ['visitor', 'Where do I find my invoice?'],
      ['agent', 'In your account.'],
    ])
    expect(names(answered, { ...grounds, attention })).not.toContain('reply')
  })

  test('offers a refund within the list only to who wants one, and not while another proposal waits', () => {
    const wish = { name: 'wish', value: 'refund', source: 'visitor', others: [], seq: 1, at: 1 } as const
    const wanting = matter([['visitor', 'I want my money back']], { facts: [{ ...wish, others: [] }] })
    expect(stepsFor(wanting, grounds)).toContainEqual({
      ...{ step: 'propose', tool: 'refund', limit: 'US$100' },
      source: { kind: 'responsibility', row: 'refund', version: 7 },
    })
    const proposals = [{ id: 'p', action: '{"tool":"refund"}', expires_at: 9 }]
    expect(names(wanting, { ...grounds, proposals })).not.toContain('propose')
    expect(names(wanting, { ...grounds, shop: undefined })).not.toContain('propose')
  })

  test('ends a conversation only where they thank and nothing is promised', () => {
    const thanks: Parameters<typeof matter>[0] = [
      ['visitor', 'Where do I find my invoice?'],
      ['agent', 'In your account.'],
      ['visitor', 'Thank you!'],
    ]
    expect(names(matter(thanks), grounds)).toEqual(['close'])
    expect(names(matter(thanks, { promises: [promise('open')] }), grounds)).toEqual(['keep-promise'])
  })
})

describe('what a conversation is about', () => {
  test('is what nobody has answered; who only asks for a person asked something before', () => {
    expect(matter([['visitor', 'I want to talk to a human']]).asked).toEqual([])
    const before = matter([
      ['visitor', 'Can I return a used tent?'],
      ['assistant', 'I am not sure.'],
      ['visitor', 'I want to talk to a human'],
    ])
    expect(before.asked).toEqual(['Can I return a used tent?'])
    expect(before.isGreeted).toBe(false)
  })

  test('once an agent has written, nobody greets any more', () => {
    expect(matter([['agent', 'It is on its way.']]).isGreeted).toBe(true)
    expect(matter([['assistant', 'Hello! What can I do for you?']]).isGreeted).toBe(true)
  })
})

test('a summary of a conversation of which nothing is known says that nothing is open', () => {
  expect(linesOf(matter([]), 'en')).toEqual([{ about: 'open', text: 'Nothing is open.', byModel: false }])
  const full = matter([['visitor', 'Can I return a used tent?']], {
    promises: [promise('a', { dueAt: Date.UTC(2026, 10, 22, 17) }), promise('b', { state: 'broken' })],
  })
  const lines = linesOf(full, 'en')
  expect(lines.find(({ about }) => about === 'agreed')?.text).toBe(
    'promise b (overdue); promise a (due 2026-11-22 17:00 UTC)',
  )
  expect(lines.length).toBeLessThanOrEqual(5)
})
