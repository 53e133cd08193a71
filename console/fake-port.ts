import { type Signal, signal } from '@preact/signals'
import type { DeskFacts } from '#shared/protocol.ts'
import type { Result } from '#shared/result.ts'
import type { ConnectionState, DeskConnection } from './connection.ts'
import { type Call, createRest } from './rest.ts'
import type { Storage } from './shell/preferences.ts'

type Answer = Result<object>

/** A connection that answers what the test says and tells what the test tells. */
export interface FakePort extends DeskConnection {
  state: Signal<ConnectionState>
  sent: { name: string; payload: unknown }[]
  /** The answer to every later request of this name; a function sees the payload. */
  answers(name: string, answer: Answer | ((payload: never) => Answer)): void
  tell<Name extends keyof DeskFacts>(name: Name, fact: Parameters<DeskFacts[Name]>[0]): void
}

export function createFakePort(): FakePort {
  const known = new Map<string, Answer | ((payload: never) => Answer)>()
  const listeners = new Map<string, Set<(fact: never) => void>>()
  const state = signal<ConnectionState>('online')
  const sent: FakePort['sent'] = []
  return {
    state,
    sent,
    refusal: signal(undefined),
    answers: (name, answer) => void known.set(name, answer),
    tell(name, fact) {
      for (const listener of listeners.get(name) ?? []) listener(fact as never)
    },
    async request(name, payload) {
      sent.push({ name, payload })
      const answer = known.get(name) ?? { ok: true }
      const result = typeof answer === 'function' ? answer(payload as never) : answer
      return (state.value === 'online' ? result : failure('unavailable')) as never
    },
    listen(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener as (fact: never) => void))
      return () => void set.delete(listener as (fact: never) => void)
    },
    close() {
      listeners.clear()
    },
  }
}

/** REST that answers from a table of `METHOD /path`; the query is not part of the key. */
export function createFakeRest(table: Record<string, Answer | ((body: never) => Answer)>) {
  const called: { name: string; body: unknown }[] = []
  const call: Call = async (method, path, body) => {
    const name = `${method} ${path.split('?')[0]}`
    called.push({ name, body })
    const answer = table[name] ?? failure('not-found')
    return (typeof answer === 'function' ? answer(body as never) : answer) as never
  }
  return { rest: createRest(call), called }
}

export function createFakeStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    read: (key) => kept.get(key),
    write: (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  }
}

export function failure(error: 'conflict' | 'stale' | 'unavailable' | 'not-found'): Answer {
  return { ok: false, error, message: error }
}

/** Lets every answered promise run on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}
