import { signal } from '@preact/signals'
import type { Storage } from '../../shell/preferences.ts'

export type DraftKind = 'reply' | 'note'

/** What is written and not sent, per conversation; survives reloads, sign-outs and lost connections. */
export function createDrafts(storage: Storage, conversationId: string) {
  const drafts = {
    reply: signal(storage.read(key('reply')) ?? ''),
    note: signal(storage.read(key('note')) ?? ''),
  }

  function key(kind: DraftKind): string {
    return `draft:${kind}:${conversationId}`
  }

  function write(kind: DraftKind, text: string): void {
    drafts[kind].value = text
    storage.write(key(kind), text === '' ? undefined : text)
  }

  return { reply: drafts.reply, note: drafts.note, write }
}
