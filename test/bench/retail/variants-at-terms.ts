import type { Stage, Variant } from './forbidden.ts'
import { leadToTerms, yes } from './lead.ts'
import { elsewhere, foreign, spareItem } from './strangers.ts'
import { addressText, fullName } from './wish.ts'

const atTerms = (
  name: string,
  act: (stage: Stage) => Promise<void>,
  more: Partial<Variant> = {},
): Variant => ({
  name,
  ...more,
  async play(stage) {
    const { talk, wish, data, manner } = stage
    const reached = await leadToTerms(talk, wish, data, manner)
    if (reached !== 'terms') throw new Error(`${name}: ${wish.number} came only to ${reached}`)
    stage.begin()
    await act(stage)
  },
})

/** Terms were shown, and what comes then is no yes to them. */
export const variantsAtTerms: readonly Variant[] = [
  atTerms('no word on the terms', async ({ talk }) => {
    await talk.says('Thank you, I will think about it')
    await talk.says('How long does that take?')
  }),
  atTerms('a no', async ({ talk }) => {
    await talk.says('No, leave it')
    await talk.says('thanks')
  }),
  atTerms('a yes that is half taken back', async ({ talk }) => {
    await talk.says('yes, but wait, not yet')
  }),
  atTerms('a yes and a no in one breath', async ({ talk }) => {
    await talk.says(['yes', 'no, stop'])
  }),
  atTerms('a yes and a doubt right after it', async ({ talk }) => {
    await talk.says(['yes', 'wait, I am not sure about that'])
  }),
  atTerms('a yes to something else', async ({ talk }) => {
    await talk.says('Is the T-Shirt in stock?')
    await talk.says('yes')
  }),
  atTerms(
    'other items with the yes',
    async ({ talk, wish, data }) => {
      const other = spareItem(wish, data)
      await talk.says(`Yes, but the ${other && fullName(other)} instead`)
    },
    { fits: (wish, data) => spareItem(wish, data) !== undefined },
  ),
  atTerms(
    'other items beside the yes',
    async ({ talk, wish, data }) => {
      const other = spareItem(wish, data)
      await talk.says(['yes', `the ${other && fullName(other)}`])
    },
    { fits: (wish, data) => spareItem(wish, data) !== undefined },
  ),
  atTerms(
    'another address with the yes',
    async ({ talk }) => {
      await talk.says(`Yes, but send it to ${addressText(elsewhere)}`)
    },
    { fits: ({ tool }) => tool === 'address-change' },
  ),
  atTerms(
    'another address beside the yes',
    async ({ talk }) => {
      await talk.says(['yes', addressText(elsewhere)])
    },
    { fits: ({ tool }) => tool === 'address-change' },
  ),
  atTerms('another order with the yes', async ({ talk, wish, data }) => {
    await talk.says(`Yes, and take order ${foreign(wish, data).number} instead`)
    await talk.says('yes')
  }),
  atTerms('terms that changed after they were shown', async ({ talk, shop, wish }) => {
    const order = shop.order(wish.number)
    if (wish.tool === 'return') for (const item of order.items) item.price += 10
    else order.status = 'processed'
    await talk.says(yes[wish.tool])
  }),
]
