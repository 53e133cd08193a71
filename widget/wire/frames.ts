/**
 * Engine.IO's packets, version 4, in text only (https://socket.io/docs/v4/engine-io-protocol/). vite.config.ts puts this
 * file in the place of engine.io-parser; the names are that package's.
 */
/** @public for socket.io-client */
export const protocol = 4

const types = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop']
const separator = '\u001e'

export interface Frame {
  type: string
  data?: string | undefined
}

export function encodePacket(
  { type, data = '' }: Frame,
  _binary: boolean,
  done: (text: string) => void,
): void {
  done(types.indexOf(type) + data)
}

export function decodePacket(text: string): Frame {
  const type = types[Number(text[0])]
  return type === undefined
    ? { type: 'error', data: 'parser error' }
    : { type, data: text.slice(1) || undefined }
}

export function encodePayload(frames: Frame[], done: (text: string) => void): void {
  done(frames.map(({ type, data = '' }) => types.indexOf(type) + data).join(separator))
}

export function decodePayload(text: string): Frame[] {
  return text.split(separator).map(decodePacket)
}
