import { describe, expect, test } from 'vitest'
import { proposalWords } from '../../../desk/index.ts'
import { guardPromises, type ToolFact } from '../../judge/index.ts'
import { buttonsOf, operatorWords } from './index.ts'

// A reply of the operator is a sentence of our catalogue with what a tool answered in its places. So it promises nothing
// that no tool said (invariant 13) if the sentences by themselves promise nothing, whatever stands in their places.

type Sentence = string | ((...given: never[]) => string)

/** What a sentence may be given: it takes of it what it needs, and anything else is the word for nothing. */
const given = {
  number: 'ORDER',
  items: 'ITEMS',
  id: 'ID',
  status: 'shipped',
  availability: 'in-stock',
} as const

/** Every text of a catalogue, with its places filled by words that name nothing. */
function textsOf(catalogue: object): [string, string][] {
  return Object.entries(catalogue).flatMap(([name, entry]: [string, Sentence | object]) => {
    if (typeof entry === 'string') return [[name, entry]]
    if (typeof entry === 'object') return textsOf(entry).map(([inner, text]) => [`${name}.${inner}`, text])
    return variantsOf(name).map((places): [string, string] => [
      name,
      (entry as (...of: unknown[]) => string)(...places),
    ])
  })
}

const refusals = {
  returnRefused: [
    'not-delivered',
    'window-over',
    'already-returned',
    'not-returnable',
    'unknown-item',
    'unknown',
  ],
  addressRefused: ['already-packed', 'already-shipped', 'closed', 'other-country', 'unknown'],
}

function variantsOf(name: string): unknown[][] {
  if (name === 'returnRefused')
    return refusals.returnRefused.flatMap((why) =>
      ['paid', 'shipped', 'delivered', 'cancelled'].map((status) => [
        why,
        { ...given, status, until: undefined },
      ]),
    )
  if (name === 'addressRefused') return refusals.addressRefused.map((why) => [why, 'ORDER'])
  if (name === 'availability')
    return ['in-stock', 'low-stock', 'out-of-stock', 'preorder'].map((availability) => [{ availability }, {}])
  if (name === 'parcel')
    return ['preparing', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'unknown'].map((status) => [
      status,
      {},
    ])
  if (name === 'returnTerms' || name === 'returnStarted') return [[{ ...given }]]
  if (['listed', 'variants', 'variantsGone', 'found', 'same', 'inNames'].includes(name)) return [[['NAME']]]
  if (name === 'parcels') return [['ORDER', ['PARCEL']]]
  if (name === 'row') return [['NAME', ['ONE', 'VALUE'], ['OTHER', 'VALUE']]]
  if (name === 'done')
    return [
      [{ tool: 'coupon', code: 'CODE' }],
      [{ tool: 'return', id: 'ID' }],
      [{ tool: 'address-change', lines: ['LINE'] }],
    ]
  if (name === 'failed') return [[{ isUncertain: true }], [{ isUncertain: false }]]
  if (name === 'refused') return [[undefined]]
  return [['NAME', undefined, 'NAME']]
}

/** What these sentences say is done they say only after the tool has done it, or has said so. */
const doneBy: Record<string, ToolFact> = {
  returnStarted: { kind: 'action', action: 'return' },
  addressChanged: { kind: 'action', action: 'change' },
  // That an order was cancelled is how the shop says it stands.
  returnRefused: { kind: 'action', action: 'cancel' },
}

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  test('no sentence of the operator promises anything by itself (invariant 13)', () => {
    const texts = textsOf(operatorWords[language])
    expect(texts.length).toBeGreaterThan(80)
    for (const [name, text] of texts) {
      // What stands on a button the visitor says; how an order stands is the shop's word.
      if (buttonsOf(language).includes(text) || name.startsWith('orderStates.')) continue
      const fact = doneBy[name]
      const found = guardPromises(text, { passages: [], facts: fact ? [fact] : [] })
      expect(found, `${name}: ${text}`).toEqual([])
    }
  })

  test('no sentence has a figure of its own', () => {
    for (const [name, text] of [...textsOf(operatorWords[language]), ...textsOf(proposalWords[language])])
      expect(text, name).not.toMatch(/\d|%|[$€£¥]|[一二两三四五六七八九十]+(?:天|日|元|块)/)
  })

  test('what waits for a person is promised by nobody', () => {
    for (const name of ['waiting', 'waitingClosed', 'expired', 'failed', 'refused', 'resolved'] as const)
      for (const [, text] of textsOf({ [name]: proposalWords[language][name] }))
        expect(guardPromises(text, { passages: [], facts: [] }), text).toEqual([])
  })
})
