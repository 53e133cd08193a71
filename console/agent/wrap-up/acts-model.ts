import { signal } from '@preact/signals'
import type { BlockReason, HandPriority } from '#shared/acts.ts'
import type { DeskSnapshot, InboxRow } from '#shared/protocol.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { Tag } from '#shared/tags.ts'
import type { Cause, Ending } from '#shared/wrap-up.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Notice } from '../conversation/conversation-model.ts'

/** Runs one thing at a time and tells what became of it. */
type Act = <Answer>(
  name: string,
  request: () => Promise<Result<Answer>>,
  done?: Notice,
  refusedAs?: (refusal: FailureResult) => Notice | undefined,
) => Promise<boolean>

/** What was done last and can be taken back. */
export interface Undo {
  kind: 'tagged' | 'untagged' | 'priority' | 'snoozed' | 'blocked'
  /** The tags, the level or the time, as it is said. */
  of: string
  run: () => Promise<boolean>
}

export type OpenDialog = 'wrap-up' | 'tags' | 'priority' | 'snooze' | 'merge' | 'block'
export type ActsModel = ReturnType<typeof createActs>

/** For so long it is offered to take an act back, in milliseconds. */
export const undoLasts = 8_000

/** What a person does to a conversation beside talking in it, each with the way back where there is one. */
export function createActs(parts: {
  connection: DeskConnection
  conversationId: string
  act: Act
  current: () => DeskSnapshot | undefined
}) {
  const { connection, conversationId, act, current } = parts
  const undo = signal<Undo | undefined>(undefined)
  const open = signal<OpenDialog | undefined>(undefined)
  let timer: ReturnType<typeof setTimeout> | undefined

  const owned = () => ({ conversationId, fence: current()?.fence ?? 0 })

  function offer(done: Undo): void {
    clearTimeout(timer)
    undo.value = done
    timer = setTimeout(() => (undo.value = undefined), undoLasts)
  }

  /** What is taken back in another way is not offered any more. */
  function without(run: () => Promise<boolean>): Promise<boolean> {
    undo.value = undefined
    return run()
  }

  const request = {
    tag: (add: string[], remove: string[]) =>
      act('tag', () => connection.request('conversation:tag', { conversationId, add, remove })),
    prioritise: (level: HandPriority | null) =>
      act('priority', () =>
        connection.request('conversation:prioritise', { conversationId, level: level ?? 'none' }),
      ),
    wake: () => act('wake', () => connection.request('conversation:wake', owned())),
    unblock: () => act('unblock', () => connection.request('visitor:unblock', { conversationId })),
  }

  return {
    undo,
    open,
    resolve: (wrapUp: { outcome: Ending; cause: Cause }) =>
      act('resolve', () => connection.request('conversation:resolve', { ...owned(), ...wrapUp })),
    async tag({ add, remove }: { add: Tag[]; remove: Tag[] }): Promise<void> {
      const [on, off] = [add.map(({ id }) => id), remove.map(({ id }) => id)]
      if (!(await request.tag(on, off))) return
      const names = (add.length > 0 ? add : remove).map(({ name }) => name).join(', ')
      const kind = add.length > 0 ? 'tagged' : 'untagged'
      offer({ kind, of: names, run: () => request.tag(off, on) })
    },
    async prioritise(level: HandPriority | null, said: string): Promise<void> {
      const before = current()?.acts?.priority?.level ?? null
      if (before === level || !(await request.prioritise(level))) return
      offer({ kind: 'priority', of: said, run: () => request.prioritise(before) })
    },
    async snooze(until: number, said: string): Promise<boolean> {
      const isDone = await act('snooze', () =>
        connection.request('conversation:snooze', { ...owned(), until }),
      )
      if (isDone) offer({ kind: 'snoozed', of: said, run: request.wake })
      return isDone
    },
    wake: () => without(request.wake),
    async block(reason: BlockReason, until: number | undefined): Promise<void> {
      const isDone = await act('block', () =>
        connection.request('visitor:block', { conversationId, reason, ...(until && { until }) }),
      )
      if (isDone) offer({ kind: 'blocked', of: '', run: request.unblock })
    },
    unblock: () => without(request.unblock),
    duplicates: () => connection.request('conversation:duplicates', { conversationId }),
    /** The conversation that stays open, where the two became one. */
    async merge(other: InboxRow): Promise<string | undefined> {
      let stays: string | undefined
      await act('merge', async () => {
        const result = await connection.request('conversation:merge', {
          ...owned(),
          otherId: other.id,
          otherFence: other.fence,
        })
        if (result.ok) stays = result.conversationId
        return result.ok ? { ok: true } : result
      })
      return stays
    },
    async undoLast(): Promise<void> {
      const last = undo.value
      if (last === undefined) return
      clearTimeout(timer)
      undo.value = undefined
      await last.run()
    },
    dispose: () => clearTimeout(timer),
  }
}
