import { type ReadonlySignal, signal } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import type { DeskAnswers, DeskFacts, DeskSocketRequests } from '#shared/protocol.ts'
import { type FailureResult, protocolVersion, type Result } from '#shared/result.ts'

/** `refused`: the server will not have us (signed out, or an outdated console); no retry helps. */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'refused'
export type DeskRequestName = keyof DeskAnswers & keyof DeskSocketRequests
export type DeskPayload<Name extends DeskRequestName> = Parameters<DeskSocketRequests[Name]>[0]

/** The port through which every model talks to the desk; tests pass their own. */
export interface DeskConnection {
  state: ReadonlySignal<ConnectionState>
  /** Why the connection was refused, where it was. */
  refusal: ReadonlySignal<string | undefined>
  /** Never throws: without a connection or an answer in time the result is `unavailable`. */
  request<Name extends DeskRequestName>(
    name: Name,
    payload: DeskPayload<Name>,
  ): Promise<Result<DeskAnswers[Name]>>
  listen<Name extends keyof DeskFacts>(name: Name, listener: DeskFacts[Name]): () => void
  close(): void
}

/** Milliseconds after which a request counts as unanswered. */
const answerWithin = 15_000
/** Milliseconds until the next try where Socket.IO itself does not try again. */
const retryAfter = 3_000

export function openConnection(): DeskConnection {
  const state = signal<ConnectionState>('connecting')
  const refusal = signal<string | undefined>(undefined)
  let retry: ReturnType<typeof setTimeout> | undefined
  const socket: Socket = io('/desk', {
    auth: { protocol: protocolVersion },
    // One round trip less than polling first; polling stays for networks that cut WebSocket.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
  })

  function tryAgainLater(): void {
    clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), retryAfter)
  }

  socket.on('connect', () => {
    refusal.value = undefined
    state.value = 'online'
  })
  socket.on('disconnect', (reason) => {
    state.value = 'offline'
    // After a kick by the server Socket.IO waits for us; a restart of the server is one such kick.
    if (reason === 'io server disconnect') tryAgainLater()
  })
  socket.on('connect_error', (error: Error & { data?: { error?: string } }) => {
    const code = error.data?.error ?? error.message
    if (code === 'unauthenticated' || code === 'outdated' || code === 'forbidden') {
      refusal.value = code
      state.value = 'refused'
      return
    }
    state.value = 'offline'
    if (!socket.active) tryAgainLater()
  })

  return {
    state,
    refusal,
    async request(name, payload) {
      // Socket.IO would keep the request for later; a late accept or send would surprise everyone.
      if (!socket.connected) return unavailable()
      try {
        return await socket.timeout(answerWithin).emitWithAck(name, payload)
      } catch {
        return unavailable()
      }
    },
    listen(name, listener) {
      const handler = listener as (fact: unknown) => void
      socket.on(name as string, handler)
      return () => {
        socket.off(name as string, handler)
      }
    },
    close() {
      clearTimeout(retry)
      socket.disconnect()
    },
  }
}

export function unavailable(): FailureResult {
  return { ok: false, error: 'unavailable', message: 'No connection.' }
}
