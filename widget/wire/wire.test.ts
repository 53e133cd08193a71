import { expect, test } from 'vitest'
import { Emitter } from './emitter.ts'
import { decodePacket, decodePayload, encodePacket, encodePayload } from './frames.ts'
import { Decoder, decode, Encoder } from './packets.ts'

// The examples are those of the protocol's own pages.
test('packets are written and read as Socket.IO 5 does', () => {
  const written: [string, Parameters<Encoder['encode']>[0]][] = [
    ['0/visitor,{"protocol":1}', { type: 0, nsp: '/visitor', data: { protocol: 1 } }],
    [
      '2/visitor,12["message:send",{"text":"您好, {1}"}]',
      { type: 2, nsp: '/visitor', id: 12, data: ['message:send', { text: '您好, {1}' }] },
    ],
    ['3/visitor,0[]', { type: 3, nsp: '/visitor', id: 0, data: [] }],
    ['4/visitor,{"message":"no"}', { type: 4, nsp: '/visitor', data: { message: 'no' } }],
    ['2["foo"]', { type: 2, nsp: '/', data: ['foo'] }],
    ['1/visitor,', { type: 1, nsp: '/visitor' }],
  ]
  for (const [text, packet] of written) {
    expect(new Encoder().encode(packet)).toEqual([text])
    expect(decode(text)).toEqual(packet)
  }
  expect(() => new Decoder().add('garbage')).toThrow()
})

test('frames are written and read as Engine.IO 4 does', () => {
  const frames = [{ type: 'message', data: 'hello' }, { type: 'ping' }]
  encodePayload(frames, (text) => expect(text).toBe('4hello\u001e2'))
  encodePacket({ type: 'pong', data: 'probe' }, true, (text) => expect(text).toBe('3probe'))
  expect(decodePayload('4hello\u001e2')).toEqual(frames)
  expect(decodePacket('x').type).toBe('error')
})

test('a listener is heard until it is taken away, and one for once is heard once', () => {
  const emitter = new Emitter()
  const heard: string[] = []
  const each = () => void heard.push('each')
  const first = () => void heard.push('first')
  emitter.on('news', each).once('news', first).emit('news').emit('news')
  emitter.off('news', each).once('news', first).off('news', first).emitReserved('news')
  expect(heard).toEqual(['each', 'first', 'each'])
  expect(emitter.hasListeners('news')).toBe(false)
})
