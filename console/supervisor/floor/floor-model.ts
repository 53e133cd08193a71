import { batch, effect, signal } from '@preact/signals'
import type { Floor, FloorConversation } from '#shared/floor.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import { followServer, startOfToday } from '../../shell/format.ts'

export type FloorModel = ReturnType<typeof createFloorModel>

/** What happens within this time is read together, and without anything happening it is read this often. Milliseconds. */
const readTogether = 1_000
const readAgain = 15_000

/** Facts after which the floor looks different. */
const moving = ['inbox:changed', 'conversation:erased', 'presence:changed', 'level:noted'] as const

/** To whom a conversation goes. */
export interface Target {
  kind: 'person' | 'team'
  id: string
  name: string
}

/** The floor, kept current while it is shown: read anew soon after anything moves. Always call `dispose`. */
export function createFloorModel(connection: DeskConnection) {
  const floor = signal<Floor | undefined>(undefined)
  /** Why the last reading failed: what is shown is older. */
  const failure = signal<FailureResult | undefined>(undefined)
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let reading: Promise<void> | undefined
  let isOver = false

  function readWithin(milliseconds: number): void {
    const at = Date.now() + milliseconds
    if (isOver || at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => void read(), milliseconds)
  }

  /** One reading at a time; what is asked for meanwhile shares its answer. */
  function read(): Promise<void> {
    reading ??= ask().finally(() => {
      reading = undefined
      readWithin(readAgain)
    })
    return reading
  }

  async function ask(): Promise<void> {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    const result = await connection.request('floor:read', { since: startOfToday() })
    if (isOver) return
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (!result.ok) return
      followServer(result.at)
      floor.value = result
    })
  }

  async function act(request: Promise<Result<object>>): Promise<FailureResult | undefined> {
    const result = await request
    readWithin(0)
    return result.ok ? undefined : result
  }

  const stops = [
    ...moving.map((name) => connection.listen(name, () => readWithin(readTogether))),
    effect(() => {
      if (connection.state.value === 'online') readWithin(0)
    }),
  ]

  return {
    floor,
    failure,
    read,
    stepIn: ({ id, fence }: FloorConversation) =>
      act(connection.request('floor:step-in', { conversationId: id, fence })),
    reassign: ({ id, fence }: FloorConversation, to: Target) =>
      act(
        connection.request('floor:reassign', {
          ...{ conversationId: id, fence },
          ...(to.kind === 'person' ? { personId: to.id } : { teamId: to.id }),
        }),
      ),
    whisper: ({ id }: FloorConversation, text: string) =>
      act(connection.request('floor:whisper', { conversationId: id, text })),
    dispose() {
      isOver = true
      clearTimeout(timer)
      for (const stop of stops) stop()
    },
  }
}
