import { expect, test } from 'vitest'
import { withoutAddresses } from './web-address.ts'

test.each([
  ['see https://evil.example/x?y=1 now', 'see … now'],
  ['go to www.evil.example', 'go to …'],
  ['shop.evil.com/pay is it', '… is it'],
  ['write to me@evil.example please', 'write to … please'],
  ['请打开evil.cn/pay付款', '请打开…'],
  ['xhttps://evil.example', '…'],
  ['//evil.example/x', '…'],
])('nothing in it leads anywhere: %s', (text, shown) => {
  expect(withoutAddresses(text)).toBe(shown)
})

test('what is no address stays', () => {
  const text = 'Aurora 2.0 costs 300.50, and/or 3/4 of it. 怎么退货？'
  expect(withoutAddresses(text)).toBe(text)
})

test('hostile text is read in no time', () => {
  for (const piece of ['a.', 'a', 'a-', 'a+', '.', '@a', '//a', 'a:']) {
    const text = piece.repeat(10_000 / piece.length)
    // The best of three in processor time: what else the machine does is not what is measured.
    const times = [1, 2, 3].map(() => {
      const began = process.cpuUsage()
      withoutAddresses(text)
      return process.cpuUsage(began).user / 1_000
    })
    expect(Math.min(...times), piece).toBeLessThan(60)
  }
})
