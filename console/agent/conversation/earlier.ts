import { batch, signal } from '@preact/signals'
import { type LogEvent, snapshotLength } from '#shared/conversation.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import type { DeskConnection } from '../../connection.ts'

/** Events kept in front of the snapshot, in one page of the console. */
const mostEarlier = 20_000

export type Earlier = ReturnType<typeof createEarlier>

/** What stands in a long log in front of what a snapshot carries: it comes when somebody scrolls up to it. */
export function createEarlier(
  connection: DeskConnection,
  conversationId: string,
  snapshot: () => DeskSnapshot | undefined,
) {
  /** As they came, from the first on: what was drawn of one part need not be drawn again for another. */
  const parts = signal<readonly (readonly LogEvent[])[]>([])
  const loading = signal(false)
  const failed = signal(false)

  function firstSeq(): number {
    return parts.value[0]?.[0]?.seq ?? snapshot()?.events[0]?.seq ?? 1
  }

  async function load(): Promise<void> {
    const before = firstSeq()
    if (loading.value || before <= 1 || countOf(parts.value) >= mostEarlier) return
    loading.value = true
    const result = await connection.request('conversation:earlier', { conversationId, before })
    batch(() => {
      loading.value = false
      failed.value = !result.ok
      // Meanwhile a fresh snapshot may have begun somewhere else.
      if (result.ok && result.events.length > 0 && firstSeq() === before)
        parts.value = [result.events, ...parts.value]
    })
  }

  /** A full snapshot lets its first event go for each new one: it joins what stands in front. */
  function follow(before: DeskSnapshot): void {
    const [first] = before.events
    const last = parts.value.at(-1)
    if (last !== undefined && first !== undefined && before.events.length >= snapshotLength)
      parts.value = [...parts.value.slice(0, -1), [...last, first]]
  }

  /** A whole new snapshot: what is kept must end where it begins. */
  function fit(fresh: DeskSnapshot): void {
    const begins = fresh.events[0]?.seq ?? 1
    const kept = parts.value
      .map((part) => ((part.at(-1)?.seq ?? 0) < begins ? part : part.filter(({ seq }) => seq < begins)))
      .filter((part) => part.length > 0)
    const reaches = kept.at(-1)?.at(-1)?.seq === begins - 1
    parts.value = reaches ? kept : []
  }

  return { parts, loading, failed, firstSeq, load, follow, fit }
}

function countOf(parts: readonly (readonly LogEvent[])[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
