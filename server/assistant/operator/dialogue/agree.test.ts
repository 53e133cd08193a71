import { expect, test } from 'vitest'
import { parseAddress } from '../address/parse-address.ts'
import { requestIn } from '../requests/requests.ts'
import { reasonIn } from '../requests/return-request.ts'
import { quantityIn } from '../return/order-items.ts'
import { wordIn } from './agree.ts'
import { hasNoProof } from './no-proof.ts'

test.each([
  ['yes', 'Yes, please do it!'],
  ['yes', 'ok okay, sounds good, thanks'],
  ['yes', "that's fine, go ahead"],
  ['yes', '好的，麻烦了'],
  ['yes', '嗯嗯，可以的'],
  ['yes', '没问题，办理吧'],
  ['yes', '请办理退货'],
  ['no', 'no, not now, thank you'],
  ['no', 'nope'],
  ['no', '不了，谢谢'],
  ['cancel', '先不办了'],
  ['no', '等等'],
  ['cancel', 'never mind'],
  ['cancel', '算了'],
  [undefined, 'thank you'],
  [undefined, '谢谢'],
  [undefined, 'yesterday'],
  [undefined, 'yes but which one'],
  [undefined, 'ok how much is it'],
  [undefined, '好的，但是运费多少'],
  [undefined, '是不是要运费'],
  [undefined, '👍'],
] as const)('%s is what a visitor means by "%s"', (word, text) => {
  expect(wordIn(text)).toBe(word)
})

test('hostile text holds nobody up (invariant 15)', () => {
  const readers = [
    wordIn,
    requestIn,
    reasonIn,
    parseAddress,
    (text: string) => quantityIn(text, 5, 'zh'),
    (text: string) => hasNoProof(text, {} as Parameters<typeof hasNoProof>[1]),
  ]
  const pieces =
    'no |no|not |ok|y|yes |please |thank |嗯|不了|办吧|先不了|好的|是的|算了|取消|i want to |return |send a |#|退|我要退|把|地址|change |address |a@|1 |12 Mill Lane, |，'
  for (const piece of pieces.split('|'))
    for (const length of [78, 2_000])
      for (const reads of readers) {
        const began = performance.now()
        reads(`${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}x?`)
        expect(performance.now() - began, `${reads.name} of ${piece}, ${length} long`).toBeLessThan(1_000)
      }
})
