import { signal } from '@preact/signals'
import type { SessionView } from '#shared/rest.ts'
import type { Rest } from '../../rest.ts'

export type SessionState =
  | { name: 'loading' }
  | { name: 'signed-out'; wrong: boolean }
  | { name: 'unreachable' }
  | { name: 'signed-in'; session: SessionView }

export type SessionModel = ReturnType<typeof createSessionModel>

/** Who is signed in. */
export function createSessionModel(rest: Pick<Rest, 'session' | 'signIn' | 'signOut'>) {
  const state = signal<SessionState>({ name: 'loading' })

  async function load(): Promise<void> {
    const result = await rest.session()
    if (result.ok) state.value = { name: 'signed-in', session: result }
    else if (result.error === 'unauthenticated') state.value = { name: 'signed-out', wrong: false }
    else state.value = { name: 'unreachable' }
  }

  async function signIn(pasted: string): Promise<void> {
    const result = await rest.signIn(tokenIn(pasted))
    if (result.ok) await load()
    else
      state.value =
        result.error === 'unavailable' ? { name: 'unreachable' } : { name: 'signed-out', wrong: true }
  }

  async function signOut(): Promise<void> {
    const result = await rest.signOut()
    if (result.ok || result.error === 'unauthenticated') signedOut()
  }

  function signedOut(): void {
    state.value = { name: 'signed-out', wrong: false }
  }

  return { state, load, signIn, signOut, signedOut }
}

/** People paste the whole link; the token is its `token` parameter. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim()
  return URL.parse(text)?.searchParams.get('token') ?? text
}
