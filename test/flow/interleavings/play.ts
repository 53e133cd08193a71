import { expect } from 'vitest'
import type { ProposalWorld } from '../../support/proposal-world.ts'
import { die, work, workTwice } from './node.ts'
import { decide, propose, resolve, sized, takeOver } from './people.ts'
import { madeAt, nothingUnapproved, type Run } from './run.ts'
import { settled } from './settled.ts'
import { lifetime, type Step } from './steps.ts'

let runs = 0

/** Plays steps in a new conversation until everything has come to its end, and checks after every one. */
export async function play(world: ProposalWorld, played: Step[]): Promise<void> {
  const conversationId = await world.converse()
  const run: Run = { world, conversationId, prefix: `run ${++runs}:`, made: [], approved: new Set() }
  world.shop.fault = 'none'
  for (const each of played) {
    await take(run, each)
    nothingUnapproved(run)
  }
  // The shop is well again; everything that is due comes to its end.
  await world.restart()
  for (const pause of [0, ...Array.from({ length: 8 }, () => 20_000), lifetime, lifetime]) {
    world.time += pause
    await work(run, 'none')
    nothingUnapproved(run)
  }
  await settled(run)
}

/** Takes one step. */
async function take(run: Run, each: Step): Promise<void> {
  const { world } = run
  switch (each.step) {
    case 'propose':
      return propose(run, each)
    case 'approve':
    case 'refuse':
      return void (await decide(run, each.which, each.by, each.step))
    case 'approve twice':
    case 'approve and refuse': {
      const other = each.step === 'approve twice' ? 'approve' : 'refuse'
      const done = await Promise.all([
        decide(run, each.which, each.by, 'approve'),
        decide(run, each.which, 'Mei', other),
      ])
      expect(done.filter(Boolean).length, 'people who decided').toBeLessThanOrEqual(1)
      return
    }
    case 'approve changed': {
      const proposal = madeAt(run, each.which)
      if (proposal === undefined) return
      const action = sized(proposal.action, each.size)
      const isAbove = each.size > (action.tool === 'coupon' ? 10 : 5)
      const done = await decide(run, each.which, each.by, 'approve', { action })
      if (done && isAbove) expect(each.by, 'who may exceed the limit').toBe('Mei')
      return
    }
    case 'approve as it expires': {
      const proposal = madeAt(run, each.which)
      if (proposal === undefined) return
      // The clock of another node is ahead: there its time is up while here somebody decides.
      const ahead = { ...world, now: () => world.time + lifetime }
      const due = (await world.claim('a node ahead', world.time + lifetime)).filter(
        (each) => each.kind === 'action-expiry',
      )
      await Promise.all([
        decide(run, each.which, 'Mei', 'approve'),
        ...due.map((one) => world.run(one, 'a node ahead', ahead)),
      ])
      return
    }
    case 'stale':
      return expect(await decide(run, each.which, 'Mei', 'approve', { version: 7 })).toBe(false)
    case 'work':
      return work(run, each.fault)
    case 'outage':
      for (let tries = 0; tries < 5; tries++) {
        await work(run, each.fault)
        world.time += 8_000
      }
      return
    case 'die':
      return die(run, each.when)
    case 'work twice':
      return workTwice(run)
    case 'wait':
      world.time += each.time
      return
    case 'restart':
      return world.restart()
    case 'take over':
      return takeOver(run)
    case 'resolve':
      return resolve(run)
  }
}
