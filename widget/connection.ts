import { type ReadonlySignal, signal } from '@preact/signals'
import { io } from 'socket.io-client'
import type { VisitorAnswers, VisitorFacts, VisitorSocketRequests } from '#shared/protocol.ts'
import { type ErrorCode, protocolVersion, type Result } from '#shared/result.ts'

export type ConnectionState =
  | { name: 'connecting' }
  | { name: 'online' }
  | { name: 'offline' }
  /** The server does not speak with this client; trying again changes nothing. */
  | { name: 'refused'; error: ErrorCode; message: string }

export type RequestName = keyof VisitorAnswers
export type Payload<Name extends RequestName> = Parameters<VisitorSocketRequests[Name]>[0]
export type FactName = keyof VisitorFacts

/** The port between the models and the wire. It never sends a request a second time by itself. */
export interface Connection {
  state: ReadonlySignal<ConnectionState>
  start(): void
  /** Never rejects. Without a connection, or without an answer in 10 seconds: `unavailable`. */
  request<Name extends RequestName>(name: Name, payload: Payload<Name>): Promise<Result<VisitorAnswers[Name]>>
  /** Returns the function that stops listening. */
  on<Name extends FactName>(name: Name, listener: VisitorFacts[Name]): () => void
  close(): void
}

const answerWithin = 10_000
const connectsWithin = 8_000
const firstPause = 500
const longestPause = 10_000
const lasting: readonly string[] = ['invalid', 'unauthenticated', 'forbidden', 'not-found', 'outdated']

/** Connects to the server this frame came from. `token` is asked for at every attempt, for it may have changed. */
export function createConnection(options: {
  site: string
  token: () => string | undefined
  forgetToken: () => void
}): Connection {
  const state = signal<ConnectionState>({ name: 'connecting' })
  // The build knows these two only (vite.config.ts).
  const transports = ['websocket', 'polling']
  const socket = io('/visitor', {
    autoConnect: false,
    transports,
    timeout: connectsWithin,
    // Polling has to come back to the node that holds its session, which a balancer knows by a cookie.
    withCredentials: true,
    // One way to come back for every kind of loss, after the server's own farewell too: `retry`.
    reconnection: false,
    auth: (send) => {
      const visitor = options.token()
      send({ protocol: protocolVersion, site: options.site, ...(visitor ? { visitor } : {}) })
    },
  })
  let attempt = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  socket.on('connect', () => {
    attempt = 0
    state.value = { name: 'online' }
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return
    state.value = { name: 'offline' }
    retry()
  })
  socket.on('connect_error', (problem: Error & { data?: unknown }) => {
    const refusal = socket.active ? undefined : refusalIn(problem)
    if (refusal?.error === 'unauthenticated' && options.token()) {
      // A token that is no longer good must not lock the visitor out: the next attempt is a new visitor's.
      options.forgetToken()
    } else if (refusal && lasting.includes(refusal.error)) {
      state.value = { name: 'refused', ...refusal }
      return
    }
    state.value = { name: 'offline' }
    // Some proxies block websockets, in more ways than one can tell apart: the next attempt begins with the other.
    transports.reverse()
    retry()
  })

  /** Each time later, and never all visitors of a restarted server at once. */
  function retry(): void {
    clearTimeout(pause)
    const wait = Math.min(longestPause, firstPause * 2 ** attempt++)
    pause = setTimeout(() => socket.connect(), wait * (0.5 + Math.random() / 2))
  }

  return {
    state,
    start: () => void socket.connect(),
    async request(name, payload) {
      if (!socket.connected) return unavailable
      try {
        return await socket.timeout(answerWithin).emitWithAck(name, payload)
      } catch {
        return unavailable
      }
    },
    on(name, listener) {
      // socket.io types a listener by its event map, which a generic name cannot index.
      const heard = listener as (...values: unknown[]) => void
      socket.on(name as string, heard)
      return () => void socket.off(name as string, heard)
    },
    close() {
      clearTimeout(pause)
      socket.disconnect()
    },
  }
}

const unavailable: Result<never> = { ok: false, error: 'unavailable', message: 'There is no connection.' }

/** A refused handshake carries the body of a failed result in `data`, or at least its code as the message. */
function refusalIn(problem: Error & { data?: unknown }): { error: ErrorCode; message: string } {
  const { error = problem.message, message = problem.message } = (problem.data ?? {}) as Record<
    string,
    string
  >
  return { error: error as ErrorCode, message }
}
