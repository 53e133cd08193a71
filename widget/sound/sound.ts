import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { PublicSite } from '#shared/site.ts'
import type { Connection } from '../connection.ts'
import type { Storage } from '../storage.ts'

/** Whether messages that come while nobody looks are heard: as the visitor chose, before that as the site did. */
export interface Sound {
  isOn: ReadonlySignal<boolean>
  /** Kept; who switches it on hears how it sounds. */
  choose(on: boolean): void
}

const key = 'sound'

export function createSound(parts: {
  storage: Storage
  settings: ReadonlySignal<PublicSite | undefined>
  connection: Connection
  /** Whether the end of the conversation is before the visitor's eyes. */
  looking: ReadonlySignal<boolean>
  /** Given by tests only. */
  fetchRing?: () => Promise<Pick<typeof import('./ring.ts'), 'ring'>>
}): Sound {
  const { storage, settings, connection, looking, fetchRing = () => import('./ring.ts') } = parts
  const chosen = signal(storage.get(key))
  const isOn = computed(() => (chosen.value ? chosen.value === 'on' : settings.value?.sound === true))

  function ring(): void {
    // A sound that cannot be had is not worth a word.
    fetchRing().then(({ ring: sound }) => sound(), noSound)
  }

  effect(() => {
    if (!isOn.value) return
    // There before it is needed, on a line that may be slow then.
    fetchRing().catch(noSound)
    return connection.on('conversation:appended', ({ event }) => {
      if (event.type === 'message:posted' && event.sender !== 'visitor' && !looking.peek()) ring()
    })
  })
  return {
    isOn,
    choose(on) {
      chosen.value = on ? 'on' : 'off'
      storage.set(key, chosen.value)
      if (on) ring()
    },
  }
}

function noSound(problem: unknown): void {
  console.debug('Baton: no sound.', problem)
}
