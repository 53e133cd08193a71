import { leaseLength } from '#server/store/due-work.ts'
import type { ShopFault } from '../../support/faulty-shop.ts'
import type { Run } from './run.ts'
import type { Step } from './steps.ts'

// What the processes do that carry actions out.

/** A node does everything that is due, over a way to the shop that may be broken. */
export async function work({ world }: Run, fault: ShopFault): Promise<void> {
  world.shop.fault = fault
  const claimed = await world.claim('a node')
  await Promise.all(claimed.map((each) => world.run(each, 'a node')))
  world.shop.fault = 'none'
}

/** A process is killed: what it had claimed stays claimed, what the shop did for it is not on our record. */
export async function die({ world }: Run, when: Extract<Step, { step: 'die' }>['when']): Promise<void> {
  const claimed = await world.claim('a node that dies')
  if (when === 'done by the shop') {
    for (const each of claimed.filter(({ kind }) => kind === 'action')) {
      const { promise: reached, resolve } = Promise.withResolvers<void>()
      const shop = world.shopOf('shop')
      const never = new Promise<never>(() => undefined)
      const then = <Answer>(answer: Promise<Answer> | undefined) =>
        Promise.resolve(answer).then(() => {
          resolve()
          return never
        })
      const dying = {
        ...shop,
        coupons: { issue: (...asked) => then(shop?.coupons?.issue(...asked)) },
        refunds: { refund: (...asked) => then(shop?.refunds?.refund(...asked)) },
      } as NonNullable<typeof shop>
      const run = world.run(each, 'a node that dies', { shopOf: () => dying })
      // It ends at once where there was nothing to do any more.
      await Promise.race([reached, run])
    }
  }
  await world.restart()
}

/** A node is so slow that its lease ends while the shop works: another does the same. */
export async function workTwice({ world }: Run): Promise<void> {
  const first = await world.claim('a slow node')
  world.time += leaseLength + 1
  const second = await world.claim('another node')
  await Promise.all([
    ...first.map((each) => world.run(each, 'a slow node')),
    ...second.map((each) => world.run(each, 'another node')),
  ])
}
