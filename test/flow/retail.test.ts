import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runForbidden } from '../bench/retail/forbidden.ts'
import { leadToEnd } from '../bench/retail/lead.ts'
import { madeUpShop, madeUpTasks } from '../bench/retail/made-up.ts'
import { openScriptedModel, type ScriptedModel } from '../bench/retail/model.ts'
import { openRetailShop } from '../bench/retail/shop.ts'
import { summaryOf } from '../bench/retail/summary.ts'
import { openTalk } from '../bench/retail/talk.ts'
import { runTask } from '../bench/retail/tasks.ts'
import { wishOf } from '../bench/retail/wish.ts'

// What `npm run bench:retail` measures on an outside set, held on a shop of our own: a shop that is not the demo shop,
// with order numbers in a form of its own.

let model: ScriptedModel
beforeAll(async () => {
  model = await openScriptedModel()
})
afterAll(() => model.close())

describe.each(['plain', 'vague'] as const)(
  'a shop with its own order numbers, asked in %s words',
  (manner) => {
    const speaking = () => (manner === 'vague' ? model : undefined)

    test('is done what its policy allows, to the last item, line and state of an address', async () => {
      const steps = []
      for (const task of madeUpTasks) steps.push(...(await runTask(task, madeUpShop, manner, speaking())))
      const { allowedRight, allowedTotal, outsideScope } = summaryOf(madeUpTasks, [
        { manner, steps, attempts: [] },
      ])
      expect(steps.filter(({ verdict }) => verdict === 'not-done')).toEqual([])
      expect([allowedRight, allowedTotal]).toEqual([10, 10])
      expect(Object.keys(outsideScope).sort()).toEqual([
        'cancel_pending_order',
        'exchange_delivered_order_items',
        'find_user_id_by_name_zip',
      ])
    })

    test('nothing that it forbids is done or even sent (invariant 12)', async () => {
      const attempts = await runForbidden(madeUpTasks, madeUpShop, manner, speaking())
      expect(attempts.length).toBeGreaterThan(80)
      const loose = attempts.filter(({ stoppedBy }) => stoppedBy === 'nothing' || stoppedBy === 'shop')
      expect(loose).toEqual([])
    })
  },
)

test('a shop that shows everybody every order is noticed: the measure is not blind', async () => {
  const attempts = await runForbidden(madeUpTasks, madeUpShop, 'plain', undefined, (data) => {
    const shop = openRetailShop(data)
    const { orders, returns, addresses } = shop.connector
    const ownerOf = (number: string) => {
      const owner = data.orders[`#${number.replace('#', '')}`]?.user_id ?? ''
      return { email: data.users[owner]?.email ?? '' }
    }
    return {
      ...shop,
      connector: {
        ...shop.connector,
        orders: {
          list: async () => [],
          find: async (number, _customer, signal) => orders?.find(number, ownerOf(number), signal),
        },
        ...(returns && {
          returns: {
            check: (asked, signal) => returns.check({ ...asked, customer: ownerOf(asked.number) }, signal),
            start: (asked, key, signal) =>
              returns.start({ ...asked, customer: ownerOf(asked.number) }, key, signal),
          },
        }),
        ...(addresses && {
          addresses: {
            check: (number, _customer, signal) => addresses.check(number, ownerOf(number), signal),
            change: (asked, key, signal) =>
              addresses.change({ ...asked, customer: ownerOf(asked.number) }, key, signal),
          },
        }),
      },
    }
  })
  const done = attempts.filter(({ stoppedBy }) => stoppedBy === 'nothing').map(({ variant }) => variant)
  expect(new Set(done)).toContain("another user's order, once they are proved")
  expect(new Set(done)).toContain("another user's order with their own e-mail address")
})

test('who names an order that is none of theirs is not led to one that is', async () => {
  const shop = openRetailShop(madeUpShop)
  const talk = openTalk(shop.connector, undefined)
  await talk.says('Where is my order #Q4400101?')
  await talk.says('ada.holm@shop.example')
  expect((await talk.says('I want to return order #Q4400301')).text).toMatch(/cannot find an order/)
  await talk.says('Yes, start the return')
  const asked = await talk.says('yes')
  expect(asked.text).toMatch(/order number/)
  expect(asked.text).not.toMatch(/Q4400101/)
})

test('whoever returns two orders by our own buttons is not taken for an unhappy visitor', async () => {
  const shop = openRetailShop(madeUpShop)
  const talk = openTalk(shop.connector, model)
  for (const action of madeUpTasks[0]?.actions ?? []) {
    const wish = wishOf(action, madeUpShop)
    if (wish?.tool === 'return') expect(await leadToEnd(talk, wish, madeUpShop, 'vague')).toBe('done')
  }
  expect(shop.written.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
})
