import { expect, it } from 'vitest'
import { compareProducts } from './compare-products.ts'
import type { ProductView } from './shop.ts'

function tent(more: Partial<ProductView>, specifications: [string, string, string, string][]): ProductView {
  return {
    id: 'tent',
    name: { en: 'Tent', zh: '帐篷' },
    price: { amount: 28_900, currency: 'USD' },
    stock: 12,
    availability: 'in-stock',
    variants: [],
    specifications: specifications.map(([en, zh, value, wert]) => ({
      name: { en, zh },
      value: { en: value, zh: wert },
    })),
    ...more,
  }
}

const aurora = tent({}, [
  ['Weight', '重量', '1.9 kg', '1.9 千克'],
  ['Seasons', '适用季节', '3 seasons', '三季'],
  ['Water column', '防水指数', '3,000 mm', '3000 毫米'],
])
const haven = tent({ price: { amount: 45_900, currency: 'USD' }, stock: 7 }, [
  ['Sleeps', '可住人数', '4 persons', '4 人'],
  ['seasons', '适用季节', '3  Seasons', '三季'],
  ['Weight', '重量', '4.6 kg', '4.6 千克'],
])

it('rows say price, availability and every specification, those of both first, and which differ', () => {
  expect(compareProducts(aurora, haven, 'en')).toEqual([
    {
      kind: 'price',
      one: { amount: 28_900, currency: 'USD' },
      other: { amount: 45_900, currency: 'USD' },
      differs: true,
    },
    {
      kind: 'availability',
      one: { availability: 'in-stock', stock: 12 },
      other: { availability: 'in-stock', stock: 7 },
      differs: false,
    },
    { kind: 'specification', name: 'Weight', one: '1.9 kg', other: '4.6 kg', differs: true },
    { kind: 'specification', name: 'Seasons', one: '3 seasons', other: '3  Seasons', differs: false },
    { kind: 'specification', name: 'Water column', one: '3,000 mm', other: undefined, differs: true },
    { kind: 'specification', name: 'Sleeps', one: undefined, other: '4 persons', differs: true },
  ])
})

it('speaks Chinese where it is asked to', () => {
  const rows = compareProducts(aurora, haven, 'zh')
  expect(rows).toContainEqual({
    kind: 'specification',
    name: '重量',
    one: '1.9 千克',
    other: '4.6 千克',
    differs: true,
  })
  expect(JSON.stringify(rows)).not.toMatch(/Weight|Seasons/)
})

it('a product differs from itself in nothing', () => {
  const sized = tent({ variants: [{ name: { en: 'M', zh: '中' }, stock: 1 }] }, [])
  expect(compareProducts(sized, sized, 'en').some((row) => row.differs)).toBe(false)
  expect(compareProducts(sized, aurora, 'en').find((row) => row.kind === 'variants')).toMatchObject({
    one: ['M'],
    other: [],
    differs: true,
  })
})

it('the same price in another currency is another price', () => {
  const euros = tent({ price: { amount: 28_900, currency: 'EUR' } }, [])
  expect(compareProducts(aurora, euros, 'en')[0]).toMatchObject({ kind: 'price', differs: true })
})
