import { batch, signal } from '@preact/signals'
import type { Mention } from '#shared/desk-tools.ts'
import type { FailureResult } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'

export type MentionsModel = ReturnType<typeof createMentions>

/** The notes that call this person: how many they have not seen, and, once they are looked at, which. */
export function createMentions(connection: DeskConnection) {
  const unread = signal(0)
  const mentions = signal<readonly Mention[] | undefined>(undefined)
  const next = signal<string | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)

  async function load(cursor?: string): Promise<void> {
    const result = await connection.request('mention:list', cursor === undefined ? {} : { cursor })
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (!result.ok) return
      unread.value = result.unread
      next.value = result.next
      mentions.value =
        cursor === undefined ? result.mentions : [...(mentions.value ?? []), ...result.mentions]
    })
  }

  /** Only the count, until somebody opens the list. */
  async function count(): Promise<void> {
    const result = await connection.request('mention:list', { limit: 1 })
    if (result.ok) unread.value = result.unread
  }

  /** This person has the conversation before their eyes. */
  async function see(conversationId: string): Promise<void> {
    if (unread.value === 0) return
    const result = await connection.request('mention:read', { conversationId })
    if (!result.ok) return
    batch(() => {
      unread.value = result.unread
      mentions.value = mentions.value?.map((each) =>
        each.conversationId === conversationId ? { ...each, readAt: each.readAt ?? Date.now() } : each,
      )
    })
  }

  const stops = [
    connection.listen('mentions:changed', (fact) => {
      unread.value = fact.unread
      const { mention } = fact
      if (mention !== undefined && mentions.value !== undefined) mentions.value = [mention, ...mentions.value]
    }),
    connection.state.subscribe((state) => {
      if (state === 'online') void (mentions.value === undefined ? count() : load())
    }),
  ]

  return {
    unread,
    mentions,
    next,
    failure,
    load: () => load(),
    more: () => load(next.value),
    see,
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
