import { signal } from '@preact/signals'
import type { SessionView } from '#shared/rest.ts'
import type { Rest } from '../../rest.ts'
import { followServer } from '../format.ts'

export type SessionState =
  | { name: 'loading' }
  | { name: 'signed-out' }
  | { name: 'unreachable' }
  | { name: 'signed-in'; session: SessionView }

export type SessionModel = ReturnType<typeof createSessionModel>

/** Who is signed in. */
export function createSessionModel(rest: Pick<Rest, 'session' | 'signOut'>) {
  const state = signal<SessionState>({ name: 'loading' })

  async function load(): Promise<void> {
    const result = await rest.session()
    if (result.ok) signedIn(result)
    else if (result.error === 'unauthenticated') state.value = { name: 'signed-out' }
    else state.value = { name: 'unreachable' }
  }

  /** Looks again at who is signed in; without an answer everything stays as it is. */
  async function refresh(): Promise<void> {
    const result = await rest.session()
    if (result.ok) signedIn(result)
    else if (result.error === 'unauthenticated') signedOut()
  }

  async function signOut(): Promise<void> {
    const result = await rest.signOut()
    if (result.ok || result.error === 'unauthenticated') signedOut()
  }

  function signedIn(session: SessionView): void {
    followServer(session.at)
    state.value = { name: 'signed-in', session }
  }

  function signedOut(): void {
    state.value = { name: 'signed-out' }
  }

  return { state, load, refresh, signOut, signedOut }
}
