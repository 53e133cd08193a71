import { type ReadonlySignal, signal } from '@preact/signals'
import { Manager, WebSocket } from 'socket.io-client'
import type { VisitorAnswers, VisitorFacts, VisitorSocketRequests } from '#shared/protocol.ts'
import { type ErrorCode, protocolVersion, type Result } from '#shared/result.ts'
import { fetched } from './fetched.ts'

export type ConnectionState =
  | { name: 'connecting' }
  | { name: 'online' }
  | { name: 'offline' }
  /** The server does not speak with this client; only another server, or one that was put right, will. */
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
  /** The visitor's token that the server was shown when this connection was made. */
  shown(): string | undefined
  /** Connects anew, with the token that is kept by now. */
  renew(): void
  close(): void
}

const answerWithin = 10_000
const connectsWithin = 8_000
/** Whoever waits longer for the first connection is told. */
const toldAfter = 3_000
const firstPause = 500
const longestPause = 10_000
/** While a server is renewed, one that speaks with this client may be there again. */
const refusedFor = 20_000
const lasting: readonly string[] = ['invalid', 'unauthenticated', 'forbidden', 'not-found', 'outdated']

/** Connects to the server this frame came from. `token` is asked for at every attempt, for it may have changed. */
export function createConnection(options: {
  site: string
  token: () => string | undefined
  /** `used` is good no more. */
  forgetToken: (used: string) => void
}): Connection {
  const state = signal<ConnectionState>({ name: 'connecting' })
  let shown: string | undefined
  // Without an address: the server is that of the page itself.
  const manager = new Manager({
    autoConnect: false,
    transportImplementations: [WebSocket],
    timeout: connectsWithin,
    // Polling has to come back to the node that holds its session, which a balancer knows by a cookie.
    withCredentials: true,
    // One way to come back for every kind of loss, after the server's own farewell too: `retry`.
    reconnection: false,
  })
  const socket = manager.socket('/visitor', {
    auth: (send) => {
      shown = options.token()
      send({ protocol: protocolVersion, site: options.site, ...(shown && { visitor: shown }) })
    },
  })
  let attempt = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let unwelcomed: ReturnType<typeof setTimeout> | undefined
  /** When the server was last heard, by this computer's clock. */
  let heardAt = 0

  manager.on('open', () => {
    manager.engine.on('packet', () => {
      heardAt = Date.now()
    })
    // A line may be open to a server that says no more.
    unwelcomed = setTimeout(giveUp, connectsWithin)
  })
  socket.on('connect', () => {
    clearTimeout(unwelcomed)
    attempt = 0
    state.value = { name: 'online' }
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return
    state.value = { name: 'offline' }
    retry()
  })
  socket.on('connect_error', (problem: Error & { data?: unknown }) => {
    clearTimeout(unwelcomed)
    const refusal = socket.active ? undefined : refusalIn(problem)
    if (refusal?.error === 'unauthenticated' && shown) {
      // A token that is no longer good must not lock the visitor out: the next attempt is a new visitor's, or that of
      // the token which another tab got for this one.
      options.forgetToken(shown)
    } else if (refusal && lasting.includes(refusal.error)) {
      state.value = { name: 'refused', ...refusal }
      clearTimeout(pause)
      pause = setTimeout(() => socket.connect(), refusedFor)
      return
    }
    state.value = { name: 'offline' }
    void takeTheOther()
  })

  /** Some proxies block websockets, in more ways than one can tell apart: the next attempt is by polling, and so on. */
  async function takeTheOther(): Promise<void> {
    const { opts } = manager
    const wasPolling = opts.transportImplementations?.[0] !== WebSocket
    // Where the server cannot even be asked for it, or does not answer, a websocket is as good.
    const otherwise = { Fetch: WebSocket }
    const late = new Promise<typeof otherwise>((resolve) => setTimeout(() => resolve(otherwise), toldAfter))
    const { Fetch } = wasPolling
      ? otherwise
      : await Promise.race([fetched(() => import('./polling.ts')).catch(() => otherwise), late])
    opts.transportImplementations = [Fetch]
    retry()
  }

  /** Nothing comes any more, though nothing has ended: the line is tried anew. */
  function giveUp(): void {
    clearTimeout(unwelcomed)
    socket.disconnect()
    state.value = { name: 'offline' }
    retry()
  }

  /** Each time later, and never all visitors of a restarted server at once. */
  function retry(): void {
    clearTimeout(pause)
    const wait = Math.min(longestPause, firstPause * 2 ** attempt++)
    pause = setTimeout(() => socket.connect(), wait * (0.5 + Math.random() / 2))
  }

  return {
    state,
    start() {
      socket.connect()
      setTimeout(() => {
        if (state.peek().name === 'connecting') state.value = { name: 'offline' }
      }, toldAfter)
    },
    async request(name, payload) {
      if (!socket.connected) return unavailable
      const askedAt = Date.now()
      try {
        const result = await socket.timeout(answerWithin).emitWithAck(name, payload)
        return typeof result?.ok === 'boolean' ? result : unavailable
      } catch {
        // Not even the server's regular sign of life, or anything else, has come since.
        if (socket.connected && heardAt < askedAt) giveUp()
        return unavailable
      }
    },
    on(name, listener) {
      // socket.io types a listener by its event map, which a generic name cannot index.
      const heard = listener as (...values: unknown[]) => void
      socket.on(name as string, heard)
      return () => void socket.off(name as string, heard)
    },
    shown: () => shown,
    renew() {
      clearTimeout(pause)
      clearTimeout(unwelcomed)
      socket.disconnect()
      state.value = { name: 'offline' }
      socket.connect()
    },
    close() {
      clearTimeout(pause)
      clearTimeout(unwelcomed)
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
