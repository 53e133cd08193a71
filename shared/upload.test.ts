import { expect, test } from 'vitest'
import { afterUpload, fileSize, refusedBefore } from './upload.ts'

test('what cannot pass is known before a byte is sent', () => {
  expect(refusedBefore({ size: 10 }, 0, 10)).toBeUndefined()
  expect(refusedBefore({ size: 11 }, 0, 10)).toBe('size')
  expect(refusedBefore({ size: 11 }, 0, 0)).toBeUndefined()
  expect(refusedBefore({ size: 0 }, 0, 10)).toBe('empty')
  expect(refusedBefore({ size: 1 }, 5, 10)).toBe('count')
})

test('each refusal of the server has its own words, and anything else counts as broken off', () => {
  const refused = (error: 'too-large' | 'rate-limited' | 'invalid' | 'unavailable', path?: string) =>
    afterUpload({ ok: false, error, message: '', ...(path && { issues: [{ path, message: '' }] }) }).refusal
  expect(refused('too-large')).toBe('size')
  expect(refused('rate-limited')).toBe('many')
  expect(refused('invalid', 'type')).toBe('type')
  expect(refused('invalid', 'size')).toBe('empty')
  expect(refused('unavailable')).toBe('offline')
  expect(afterUpload(null).refusal).toBe('offline')
})

test('what was taken is an attachment for the next message', () => {
  const answer = {
    ok: true,
    attachmentId: 'a1',
    name: 'a.png',
    type: 'image/png',
    size: 3,
    width: 2,
    height: 1,
  }
  expect(afterUpload(answer as never)).toEqual({
    progress: 1,
    attachment: {
      id: 'a1',
      name: 'a.png',
      type: 'image/png',
      size: 3,
      width: 2,
      height: 1,
      url: '/api/v1/attachments/a1',
    },
  })
})

test('a size is written as people write it', () => {
  expect([fileSize('en', 240_000), fileSize('en', 1_440_000), fileSize('de', 1_440_000)]).toEqual([
    '240 kB',
    '1.4 MB',
    '1,4 MB',
  ])
  expect(fileSize('en', 10 * 1024 * 1024)).toBe('10 MB')
})
