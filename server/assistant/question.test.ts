import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore } from '../../test/support/model-turn.ts'
import { addConversation, watcherParts } from '../../test/support/watched-store.ts'
import { changeConversation, postOwnMessage, postVisitorMessage } from '../conversation/index.ts'
import type { Store } from '../store/store.ts'
import { memoryAsSeen, type Question, questionOf } from './question.ts'
import type { CaseFile } from './turn.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

/** `v: text` is said by the visitor, `a: text` by the assistant, which answers everything up to the seq in front. */
async function questionAfter(...said: string[]): Promise<Question | undefined> {
  const parts = watcherParts(store, () => 1_000)
  const conversationId = await addConversation(store, { language: 'en', at: 0, workspaceId: 'asked' })
  for (const [place, line] of said.entries()) {
    const [, who = '', text = ''] = /^(v|a\d*): (.*)$/.exec(line) ?? []
    if (who === 'v') {
      await postVisitorMessage(parts, {
        workspaceId: 'asked',
        siteKey: 'asked',
        visitorId: `v-${conversationId}`,
        clientId: `${conversationId}-${place}`,
        conversationId,
        text,
        language: 'en',
      })
    } else {
      await changeConversation(parts, conversationId, async (log) => {
        await postOwnMessage(log, { sender: 'assistant', text, locale: 'en' })
        const question = Number(who.slice(1))
        log.append({
          type: 'turn:decided',
          turnId: `${place}`,
          outcome: 'answered',
          question,
          took: 1,
          steps: [],
        })
      })
    }
  }
  const conversation = await store.read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return questionOf(parts, conversation)
}

test('what is open is asked, and what was said before it is the history', async () => {
  const question = await questionAfter('v: hello', 'a1: Hi!', 'v: how do I return it?', 'v: it is a tent')
  expect(question).toMatchObject({ messages: ['how do I return it?', 'it is a tent'], isUnseen: false })
  expect(question?.history.map(({ text }) => text)).toEqual(['hello', 'Hi!'])
})

test('a message written before our reply could be read stays open, and the reply is known with that', async () => {
  const question = await questionAfter('v: I want to return it', 'v: yes', 'a1: Shall I start this return?')
  expect(question).toMatchObject({ messages: ['yes'], isUnseen: true })
  expect(question?.history.at(-1)).toEqual({ sender: 'assistant', text: 'Shall I start this return?' })
})

test('nothing open is no question', async () => {
  expect(await questionAfter('v: hello', 'a1: Hi!')).toBeUndefined()
})

test('a reply that was not read is neither agreed to, picked from nor complained about', () => {
  const given = { said: 'how do I return it', question: 'how do I return it', articles: ['returns-how'] }
  const operation = {
    tool: 'return',
    step: 'terms',
    language: 'en',
    said: 'return',
    shown: 'fingerprint',
  } as const
  const memory: CaseFile = { awaiting: 'operation', operation, given, misses: 1 }
  const { shown: _shown, ...unshown } = operation
  expect(memoryAsSeen(memory, { isUnseen: true })).toEqual({ ...memory, operation: unshown, given: null })
  expect(memoryAsSeen({ awaiting: 'clarification' }, { isUnseen: true }).awaiting).toBeUndefined()
  // The order number often comes before our asking for it can be read.
  expect(memoryAsSeen({ awaiting: 'order-proof' }, { isUnseen: true }).awaiting).toBe('order-proof')
  expect(memoryAsSeen(memory, { isUnseen: false })).toBe(memory)
})
