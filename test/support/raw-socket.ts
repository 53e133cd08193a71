import { request } from 'node:http'
import type { Untyped } from './app.ts'

/** A Socket.IO connection by hand, to send what no client library would. */
export interface RawSocket {
  send(frame: string): void
  /** Waits for a frame that begins so, and answers the rest of it. */
  frame(start: string): Promise<string>
  /** How the server closed the connection. */
  closed: Promise<{ code: number }>
  close(): void
}

/** Opens a WebSocket and joins a namespace. */
export async function openRaw(
  base: string,
  namespace: '/visitor' | '/desk',
  auth: object,
): Promise<RawSocket> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  const frames: string[] = []
  const waiting = new Set<() => void>()
  socket.addEventListener('message', ({ data }) => {
    frames.push(String(data))
    for (const look of [...waiting]) look()
  })
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve({ code }))
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('the WebSocket was refused')))
  })
  function frame(start: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no frame ${start}; got ${frames.join(' ')}`)), 5_000)
      function look(): void {
        const found = frames.find((each) => each.startsWith(start))
        if (found === undefined) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found.slice(start.length))
      }
      waiting.add(look)
      look()
    })
  }
  socket.send(`40${namespace},${JSON.stringify(auth)}`)
  await frame(`40${namespace},`)
  return { send: (text) => socket.send(text), frame, closed, close: () => socket.close() }
}

/** One request of Engine.IO's polling transport. */
export async function poll(
  base: string,
  options: { sid?: string; origin?: string; method?: 'GET' | 'POST'; body?: string; more?: string } = {},
): Promise<{ status: number; text: string; sid: string }> {
  const session = options.sid === undefined ? '' : `&sid=${options.sid}`
  const response = await fetch(`${base}/socket.io/?EIO=4&transport=polling${session}${options.more ?? ''}`, {
    method: options.method ?? 'GET',
    headers: { ...(options.origin && { origin: options.origin }) },
    ...(options.body !== undefined && { body: options.body }),
  })
  const text = await response.text()
  const opened: Untyped = text.startsWith('0{') ? JSON.parse(text.slice(1)) : {}
  return { status: response.status, text, sid: opened.sid ?? '' }
}

/** The status a WebSocket upgrade is answered with: 101 where it is let in, 0 where it is cut off without one. */
export function upgradeStatus(base: string, origin: string, more = ''): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(`${base}/socket.io/?EIO=4&transport=websocket${more}`, {
      headers: {
        origin,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('a key of 16 byte').toString('base64'),
      },
    })
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    asked.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })
}
