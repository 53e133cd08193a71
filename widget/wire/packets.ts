/**
 * Socket.IO's packets, version 5, without its part for binary data, which the protocol of Baton does not have
 * (https://socket.io/docs/v4/socket-io-protocol/). vite.config.ts puts this file in the place of socket.io-parser; the
 * names are that package's.
 */
import { Emitter } from './emitter.ts'

/** @public for socket.io-client */
export const protocol = 5

/** @public for socket.io-client */
export const PacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const

export interface Packet {
  type: number
  nsp: string
  data?: unknown
  id?: number | undefined
}

export class Encoder {
  encode({ type, nsp, data, id }: Packet): string[] {
    const namespace = nsp === '/' ? '' : `${nsp},`
    return [`${type}${namespace}${id ?? ''}${data === undefined ? '' : JSON.stringify(data)}`]
  }
}

export class Decoder extends Emitter {
  /** Throws where the text is no packet: the connection is then closed and made anew. */
  add(text: string): void {
    this.emit('decoded', decode(text) as never)
  }

  destroy(): void {
    this.off()
  }
}

export function decode(text: string): Packet {
  const [, type, nsp = '/', id, json] = /^([0-4])(?:(\/[^,]*),)?(\d*)(.*)$/s.exec(text) ?? []
  if (type === undefined) throw new Error('not a packet')
  const data = json ? JSON.parse(json) : undefined
  return { type: Number(type), nsp, data, ...(id ? { id: Number(id) } : {}) }
}
