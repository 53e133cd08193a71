import { computed, effect, signal } from '@preact/signals'
import type { Colleague, PresenceChoice } from '#shared/presence.ts'
import type { FailureResult } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'

export type PresenceModel = ReturnType<typeof createPresence>

/** Who is at the desk, and what oneself has chosen. Always call `dispose`. */
export function createPresence(connection: DeskConnection, me: { id: string }) {
  const people = signal<readonly Colleague[]>([])
  const teams = signal<readonly { id: string; name: string }[]>([])
  const failure = signal<FailureResult | undefined>(undefined)
  /** What was chosen here and is not answered yet. */
  const choosing = signal<PresenceChoice | undefined>(undefined)
  const isRefused = signal(false)
  const mine = computed(
    (): PresenceChoice => choosing.value ?? people.value.find(({ id }) => id === me.id)?.presence ?? 'online',
  )

  async function load(): Promise<void> {
    const result = await connection.request('presence:list', {})
    failure.value = result.ok ? undefined : result
    if (!result.ok) return
    people.value = result.people
    teams.value = result.teams
  }

  async function choose(presence: PresenceChoice): Promise<void> {
    if (choosing.value !== undefined) return
    choosing.value = presence
    isRefused.value = false
    const result = await connection.request('presence:set', { presence })
    if (result.ok) keep(me.id, presence)
    else isRefused.value = true
    choosing.value = undefined
  }

  function keep(personId: string, presence: PresenceChoice): void {
    people.value = people.value.map((each) => (each.id === personId ? { ...each, presence } : each))
  }

  const stops = [
    connection.listen('presence:changed', ({ personId, presence }) => keep(personId, presence)),
    // What changed without a connection nobody told us.
    effect(() => {
      if (connection.state.value === 'online') void load()
    }),
  ]
  return {
    people,
    teams,
    failure,
    mine,
    isRefused,
    load,
    choose,
    dispose() {
      for (const stop of stops) stop()
    },
  }
}
