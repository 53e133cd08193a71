/**
 * Socket.IO's packets, version 5, without its part for binary data, which the protocol of Baton does not have
 * (https://socket.io/docs/v4/socket-io-protocol/). vite.config.ts puts this file in the place of socket.io-parser; the
 * names are that package's.
 */
export const protocol = 5

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

export class Decoder {
  #listeners = new Set<(packet: Packet) => void>()

  on(_decoded: string, listener: (packet: Packet) => void): void {
    this.#listeners.add(listener)
  }

  off(_decoded: string, listener: (packet: Packet) => void): void {
    this.#listeners.delete(listener)
  }

  /** Throws where the text is no packet: the connection is then closed and made anew. */
  add(text: unknown): void {
    const packet = decode(String(text))
    for (const listener of this.#listeners) listener(packet)
  }

  destroy(): void {
    this.#listeners.clear()
  }
}

export function decode(text: string): Packet {
  const [, type, nsp = '/', id, json] = /^([0-4])(?:(\/[^,]*),)?(\d*)(.*)$/s.exec(text) ?? []
  if (type === undefined) throw new Error('not a packet')
  const data = json ? JSON.parse(json) : undefined
  const packet: Packet = { type: Number(type), nsp, data, ...(id ? { id: Number(id) } : {}) }
  if (!fits(packet)) throw new Error('a packet with the wrong data')
  return packet
}

function fits({ type, data, id }: Packet): boolean {
  switch (type) {
    case PacketType.CONNECT:
      return data === undefined || (typeof data === 'object' && data !== null)
    case PacketType.DISCONNECT:
      return data === undefined
    case PacketType.CONNECT_ERROR:
      return typeof data === 'string' || (typeof data === 'object' && data !== null)
    case PacketType.EVENT:
      return Array.isArray(data) && typeof data[0] === 'string'
    default:
      return Array.isArray(data) && id !== undefined
  }
}
