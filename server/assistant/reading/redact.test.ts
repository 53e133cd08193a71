import { expect, test } from 'vitest'
import { CARD_MARK, EMAIL_MARK, redact, TELEPHONE_MARK } from './redact.ts'

test('an e-mail address is removed and the words around it stay', () => {
  expect(redact('Write to Mia.Wong+shop@mail.example.co.uk, please')).toBe(`Write to ${EMAIL_MARK}, please`)
})

test('an e-mail address inside Chinese text is removed without the characters that touch it', () => {
  expect(redact('我的邮箱是wang@example.com谢谢')).toBe(`我的邮箱是${EMAIL_MARK}谢谢`)
  expect(redact('邮箱：wang＠example．com')).toBe(`邮箱：${EMAIL_MARK}`)
})

test.each([
  '4242424242424242',
  '4242 4242 4242 4242',
  '4242-4242-4242-4242',
  '3782 822463 10005',
  '5555.5555.5555.4444',
  '６２２２０２１２３４５６７８９０１２８',
])('the card number %s is removed', (number) => {
  expect(redact(`card ${number}, expires 12/30`)).toBe(`card ${CARD_MARK}, expires 12/30`)
})

test('a card number written after another number is found', () => {
  expect(redact('order 12345 4242 4242 4242 4242 thanks')).toBe(`order 12345 ${CARD_MARK} thanks`)
})

test('a number behind a card number stays', () => {
  expect(redact('4242 4242 4242 4242 12 30')).toBe(`${CARD_MARK} 12 30`)
})

test('order numbers, parcel numbers, dates and prices stay', () => {
  const text =
    'Order 20261121000123, NL-100201 or 100-2000-301, parcel SF1029384756123, on 2026-11-21, 1 299.00, 4242424242424241'
  expect(redact(text)).toBe(text)
})

test.each([
  '+86 138 0013 8000',
  '+44 (0)20 7946 0958',
  '0049 30 901820',
  '13800138000',
  '138-0013-8000',
  '010-62345678',
  '(415) 555-0132',
  '415-555-0132',
  '020 7946 0958',
  '06-12 34 56 78',
])('the telephone number %s is removed', (number) => {
  expect(redact(`call ${number}, after six`)).toBe(`call ${TELEPHONE_MARK}, after six`)
  expect(redact(`请打${number}找我`)).toBe(`请打${TELEPHONE_MARK}找我`)
})

test('a very long text without any address is read in linear time', () => {
  const started = performance.now()
  redact(`${'a.'.repeat(20_000)} ${'4 '.repeat(20_000)} ${'a@'.repeat(20_000)}`)
  expect(performance.now() - started).toBeLessThan(1_000)
})
