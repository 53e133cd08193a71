import { signal } from '@preact/signals'
import type { Storage } from '../../shell/preferences.ts'

export type DraftKind = 'reply' | 'note'

const kinds = ['reply', 'note'] as const

/**
 * What a person has written and not sent in a conversation; survives reloads, sign-outs and lost connections. All tabs
 * of a computer have the same: what is written in one of them stands in the others. `dispose` stops following them.
 */
export function createDrafts(storage: Storage, conversationId: string, personId: string) {
  const drafts = {
    reply: signal(storage.read(key('reply')) ?? ''),
    note: signal(storage.read(key('note')) ?? ''),
  }

  function key(kind: DraftKind): string {
    return `draft:${kind}:${personId}:${conversationId}`
  }

  function write(kind: DraftKind, text: string): void {
    drafts[kind].value = text
    storage.write(key(kind), text === '' ? undefined : text)
  }

  /** Puts a text before what is written already. */
  function putBack(kind: DraftKind, text: string): void {
    const draft = drafts[kind].value
    write(kind, draft.trim() === '' ? text : `${text}\n${draft}`)
  }

  const stops = kinds.map((kind) =>
    storage.follow?.(key(kind), () => {
      drafts[kind].value = storage.read(key(kind)) ?? ''
    }),
  )

  return {
    ...drafts,
    write,
    putBack,
    dispose() {
      for (const stop of stops) stop?.()
    },
  }
}
