import { expect, test } from 'vitest'
import { processorTimeOf } from '../../test/support/processor-time.ts'
import { orderNumberAlone, orderNumberIn, withoutOrderNumbers } from './order-number.ts'

test.each([
  ['where is nl-100234', 'nl-100234'],
  ['order 100234', '100234'],
  ['I want to return the lamp from order #W2378156', 'W2378156'],
  ['my order W2378156 has not come', 'W2378156'],
  ['Where is order #1001?', '1001'],
  ['order number is 1001', '1001'],
  ['where is #1001', '1001'],
  ['#1001, ada@shop.example', '1001'],
  ['订单号 1001 到哪了', '1001'],
  ['帮我查一下 #EN-20417', 'EN-20417'],
  ['order #EN-20417 please', 'EN-20417'],
  ['我的订单编号是100234', '100234'],
  ['订单编号：1001', '1001'],
  ['订单号码 W2378156', 'W2378156'],
  ['查一下订单（100234）', '100234'],
  ['100234这个订单到哪了', '100234'],
  ['the order # is 100234', '100234'],
  ['my order (100234) is late', '100234'],
  ['order numbers 100234 and 100235', '100234'],
])('an order number is read in the form of any shop: %s', (text, number) => {
  expect(orderNumberIn(text)).toBe(number)
})

test.each([
  'Ada Holm, 1 Main Street #1204, Boston, MA 02134',
  'please send it to Apt #302, 12 Quay Street',
  'I want to order 500 pieces',
  'order 10023412345678, tracking 1234567890123',
  'is the colour #ff0000 or #336699 better',
  'the price is 100234',
  'we are #1 and use code #BF2024',
  'size EU-43, in order to fit',
  'the border 4000 is closed',
  '快递单号123456',
  '运单号：1234567890',
  'nl100234@mail.example',
  '100234 块的订单',
])('what is no order number is not read as one: %s', (text) => {
  expect(orderNumberIn(text)).toBeUndefined()
})

test('in a reply to our asking the bare number is enough, with or without the address', () => {
  expect(orderNumberAlone('W2378156')).toBe('W2378156')
  expect(orderNumberAlone(' 1001. ')).toBe('1001')
  expect(orderNumberAlone('1001, ada@shop.example')).toBe('1001')
  expect(orderNumberAlone('100234')).toBe('100234')
  expect(orderNumberAlone('I do not have it')).toBeUndefined()
  expect(orderNumberAlone('ada@shop.example')).toBeUndefined()
})

test('the numbers can be taken out, so that what is left is read without them', () => {
  expect(withoutOrderNumbers('change order #W2378156 and NL-100234 please', '#')).toBe(
    'change order # and # please',
  )
})

test('hostile text is read in no time', () => {
  const took = processorTimeOf(() => {
    for (const piece of ['order #', '#a', 'order number is ', 'a@', '订单号', ' 1', '#1-'])
      for (const read of [orderNumberIn, orderNumberAlone, (text: string) => withoutOrderNumbers(text, '#')])
        read(piece.repeat(4_000 / piece.length))
  })
  expect(took).toBeLessThan(200)
})
