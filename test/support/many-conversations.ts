import { randomUUID } from 'node:crypto'
import type { LogEvent } from '#shared/conversation.ts'
import type { TestApp } from './app.ts'

interface Many {
  count: number
  language?: 'en' | 'zh'
  /** The first words of the one with this number. */
  preview?: (index: number) => string
  /** Minutes between one and the next; the first is the newest. */
  apart?: number
}

/** Conversations that the assistant leads, written past the server: one visitor, one message each. Answers their ids. */
export async function addMany(
  app: TestApp,
  { count, language = 'en', preview = (index) => `Hello ${index}`, apart = 1 }: Many,
): Promise<string[]> {
  const visitorId = randomUUID()
  const now = Date.now() - 60_000
  const ids = Array.from({ length: count }, () => randomUUID())
  await app.store.write(async (writing) => {
    await writing
      .insertInto('visitor')
      .values({
        ...{
          id: visitorId,
          workspace_id: 'demo',
          site_key: 'demo',
          token_digest: visitorId,
          token_expires_at: now,
        },
        ...{ locale: language, page: null, created_at: now, seen_at: now, order_guesses: 0 },
      })
      .execute()
    for (let from = 0; from < count; from += 500) {
      const part = ids.slice(from, from + 500)
      const at = (index: number) => now - (from + index) * apart * 60_000
      await writing
        .insertInto('conversation')
        .values(
          part.map((id, index) => ({
            ...{
              id,
              workspace_id: 'demo',
              site_key: 'demo',
              visitor_id: visitorId,
              status: 'automated',
              head: 1,
            },
            ...{ fence: 0, language, preview: preview(from + index), preview_sender: 'visitor', read_seq: 0 },
            ...{ answered_seq: 1, case_file: '{}', created_at: at(index), updated_at: at(index) },
          })),
        )
        .execute()
      await writing
        .insertInto('event')
        .values(
          part.map((id, index) => ({
            ...{ conversation_id: id, seq: 1, at: at(index), type: 'message:posted' },
            payload: JSON.stringify({
              ...{
                messageId: randomUUID(),
                sender: 'visitor',
                text: preview(from + index),
                locale: language,
              },
            }),
          })),
        )
        .execute()
    }
  })
  return ids
}

/** Makes the log of a conversation this long, with messages of both sides; its numbers stand in their texts. */
export async function makeLong(app: TestApp, id: string, head: number): Promise<void> {
  const at = Date.now() - head * 1_000
  await app.store.write(async (writing) => {
    for (let from = 2; from <= head; from += 500) {
      const events = Array.from({ length: Math.min(500, head - from + 1) }, (_, index) => {
        const seq = from + index
        const sender = seq % 2 === 0 ? 'assistant' : 'visitor'
        const event = {
          type: 'message:posted',
          messageId: randomUUID(),
          sender,
          locale: 'en',
        } as Partial<LogEvent>
        const payload = JSON.stringify({ ...event, type: undefined, text: `This is message number ${seq}` })
        return { conversation_id: id, seq, at: at + seq * 1_000, type: 'message:posted', payload }
      })
      await writing.insertInto('event').values(events).execute()
    }
    await writing.updateTable('conversation').set({ head }).where('id', '=', id).execute()
  })
}
