import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { LogEvent } from '#shared/conversation.ts'
import type { Untyped } from './app.ts'

/** A socket that answers with a promise and remembers every event of the log it was told. */
export interface TestClient {
  socket: Socket
  /** Sends a request and waits for its Result. */
  ask(name: string, payload?: unknown): Promise<Untyped>
  /** Everything told, in the order it came. */
  told: { name: string; fact: Untyped }[]
  /** Waits until a told event of the log fits. */
  event(fits: (event: LogEvent & Untyped) => boolean, patience?: number): Promise<LogEvent & Untyped>
  /** Waits until a told fact fits. */
  fact(name: string, fits?: (fact: Untyped) => boolean, patience?: number): Promise<Untyped>
  close(): void
}

const patienceByDefault = 8_000

/** Connects to a namespace. Rejects with the body of the refusal where the handshake is refused. */
export async function connect(
  base: string,
  namespace: '/visitor' | '/desk',
  options: { auth: object; origin?: string; cookie?: string },
): Promise<TestClient> {
  const socket = io(`${base}${namespace}`, {
    auth: options.auth,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: options.origin ?? base, ...(options.cookie && { cookie: options.cookie }) },
  })
  const told: TestClient['told'] = []
  const waiting = new Set<() => void>()
  socket.onAny((name: string, fact: Untyped) => {
    told.push({ name, fact })
    for (const look of [...waiting]) look()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error: Error & { data?: unknown }) => {
      socket.close()
      reject(error.data ?? error)
    })
  })
  function until(find: () => Untyped, patience: number, about: string): Promise<Untyped> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look)
        const seen = told.map((each) => `${each.name} ${each.fact?.event?.type ?? ''}`).join(', ')
        reject(new Error(`waited ${patience} ms for ${about}; told: ${seen}`))
      }, patience)
      function look(): void {
        const found = find()
        if (found === undefined) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }
  return {
    socket,
    told,
    ask: (name, payload = {}) => socket.timeout(patienceByDefault).emitWithAck(name, payload),
    event: (fits, patience = patienceByDefault) =>
      until(
        () => told.find((each) => each.name === 'conversation:appended' && fits(each.fact.event))?.fact.event,
        patience,
        `an event that fits ${fits}`,
      ),
    fact: (name, fits = () => true, patience = patienceByDefault) =>
      until(() => told.find((each) => each.name === name && fits(each.fact))?.fact, patience, name),
    close: () => void socket.close(),
  }
}

export interface TestVisitor extends TestClient {
  token: string
  visitorId: string
  session: Untyped
  /** Sends a message into the newest conversation. */
  say(text: string, more?: object): Promise<Untyped>
  /** Sends a message and waits for what the assistant says to it. */
  saysAndHears(text: string): Promise<LogEvent & Untyped>
}

export async function connectVisitor(
  base: string,
  options: { token?: string; locale?: string; origin?: string } = {},
): Promise<TestVisitor> {
  const client = await connect(base, '/visitor', {
    auth: { protocol: 1, site: 'demo', ...(options.token && { visitor: options.token }) },
    ...(options.origin && { origin: options.origin }),
  })
  const session = await client.ask('session:open', {
    locale: options.locale ?? 'en',
    page: { url: `${base}/`, title: 'Shop', referrer: '' },
  })
  if (!session.ok) throw session
  const say: TestVisitor['say'] = (text, more = {}) =>
    client.ask('message:send', { id: randomUUID(), text, ...more })
  return {
    ...client,
    token: session.visitor,
    visitorId: session.visitorId,
    session,
    say,
    async saysAndHears(text) {
      const sent = await say(text)
      if (!sent.ok) throw sent
      return client.event(
        (event) => event.type === 'message:posted' && event.sender === 'assistant' && event.seq > sent.seq,
      )
    },
  }
}

export async function connectDesk(base: string, token: string): Promise<TestClient> {
  return connect(base, '/desk', { auth: { protocol: 1, token } })
}
