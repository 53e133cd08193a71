import { signal } from '@preact/signals'
import type { EventDraft, LogEvent, Snapshot } from '#shared/conversation.ts'
import type { SiteView, VisitorAnswers } from '#shared/protocol.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { Connection, ConnectionState, FactName, Payload, RequestName } from '../connection.ts'

/** One request that reached the fake server, and the way to answer it. */
export interface Asked<Name extends RequestName = RequestName> {
  name: Name
  payload: Payload<Name>
  answer(result: Result<VisitorAnswers[Name]>): Promise<void>
}

/** A server of one visitor that answers only when a test says so; as the real port, it loses requests with the line. */
export class FakeConnection implements Connection {
  state = signal<ConnectionState>({ name: 'connecting' })
  asked: Asked[] = []
  #listeners = new Map<string, Set<(fact: never) => void>>()
  #open = new Set<(result: FailureResult) => void>()

  /** What the server would have been shown. */
  token: () => string | undefined = () => undefined
  #shown: string | undefined

  shown(): string | undefined {
    return this.#shown
  }

  renew(): void {
    this.state.value = { name: 'offline' }
    this.start()
  }

  start(): void {
    this.#shown = this.token()
    this.state.value = { name: 'online' }
  }

  close(): void {
    this.state.value = { name: 'offline' }
  }

  /** Cuts the line: every open request ends with `unavailable`. */
  async lose(): Promise<void> {
    this.state.value = { name: 'offline' }
    for (const end of this.#open) end(unavailable)
    await settled()
  }

  request<Name extends RequestName>(
    name: Name,
    payload: Payload<Name>,
  ): Promise<Result<VisitorAnswers[Name]>> {
    if (this.state.value.name !== 'online') return Promise.resolve(unavailable)
    return new Promise((resolve) => {
      this.#open.add(resolve)
      const answer = async (result: Result<VisitorAnswers[Name]>): Promise<void> => {
        this.#open.delete(resolve)
        resolve(result)
        await settled()
      }
      this.asked.push({ name, payload, answer } as unknown as Asked)
    })
  }

  on(name: FactName, listener: (fact: never) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  tell(name: FactName, fact: object): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(fact as never)
  }

  append(event: LogEvent): void {
    this.tell('conversation:appended', { conversationId: 'c1', event })
  }

  /** The newest request of a name that a test has not looked at; it is an error if there is none. */
  take<Name extends RequestName>(name: Name): Asked<Name> {
    const at = this.asked.findIndex((each) => each.name === name)
    const [found] = at < 0 ? [] : this.asked.splice(at, 1)
    if (!found) throw new Error(`nobody asked for ${name}`)
    return found as unknown as Asked<Name>
  }

  has(name: RequestName): boolean {
    return this.asked.some((each) => each.name === name)
  }

  async openSession(conversation: Snapshot | null = null): Promise<void> {
    await this.take('session:open').answer({
      ok: true,
      visitor: 'token',
      visitorId: 'v1',
      site,
      attachmentLimit: 10_000_000,
      conversation,
    })
  }
}

export const unavailable: FailureResult = {
  ok: false,
  error: 'unavailable',
  message: 'There is no connection.',
}

export const site: SiteView = {
  key: 'demo',
  name: 'Fernhill',
  title: { en: 'Fernhill', zh: '蕨山' },
  accent: '#1f6f5c',
  greeting: { en: 'Hello', zh: '您好' },
  suggestions: { en: [], zh: [] },
  assistantName: { en: 'Wren', zh: '小蕨' },
}

export function event(seq: number, draft: EventDraft): LogEvent {
  return { ...draft, seq, at: 1_000_000 + seq * 1_000 }
}

export function posted(
  seq: number,
  sender: 'visitor' | 'assistant' | 'agent',
  text: string,
  clientId?: string,
): LogEvent {
  return event(seq, { type: 'message:posted', messageId: `m${seq}`, sender, text, locale: 'en', clientId })
}

/** Lets everything that is only waiting for its turn happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}
