import { signal } from '@preact/signals'
import type { Language } from '#shared/knowledge.ts'
import type { DeskConnection } from '../../connection.ts'

/** A message in the agent's language; `text` is missing while it is asked for, and where that failed. */
export interface Translation {
  state: 'asked' | 'shown' | 'hidden' | 'failed'
  text?: string
}

/** Translations by a model, kept for as long as the conversation is open: each message is asked for once. */
export function createTranslations(connection: DeskConnection, conversationId: string) {
  const known = signal<ReadonlyMap<string, Translation>>(new Map())

  function keep(messageId: string, translation: Translation): void {
    known.value = new Map(known.value).set(messageId, translation)
  }

  async function toggle(messageId: string, to: Language): Promise<void> {
    const before = known.value.get(messageId)
    if (before?.state === 'asked') return
    if (before?.text !== undefined) {
      keep(messageId, { ...before, state: before.state === 'shown' ? 'hidden' : 'shown' })
      return
    }
    keep(messageId, { state: 'asked' })
    const answer = await connection.request('copilot:translate', { conversationId, messageId, to })
    keep(messageId, answer.ok ? { state: 'shown', text: answer.text } : { state: 'failed' })
  }

  return { known, toggle }
}
