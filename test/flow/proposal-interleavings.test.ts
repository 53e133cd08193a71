import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeConversation, eventsBetween, resolveConversation } from '#server/conversation/index.ts'
import { decideProposal, proposeAction, proposeByPerson, refuseOpenProposals } from '#server/desk/index.ts'
import { Refusal } from '#server/refusal.ts'
import { leaseLength } from '#server/store/due-work.ts'
import { openPostgresStore } from '#server/store/postgres.ts'
import { openSqliteStore } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import type { ShopAction } from '#shared/action.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { ShopFault } from '../support/faulty-shop.ts'
import { customer, openProposalWorld, orderNumber, type ProposalWorld } from '../support/proposal-world.ts'
import { makeDatabase, missingServices } from '../support/services.ts'

const withoutPostgres = await missingServices('postgres')

const lifetime = 4 * 60 * 60 * 1000
const list: ResponsibilityList = {
  version: 1,
  rows: [
    {
      topic: 'coupon',
      lead: 'assistant-with-approval',
      accountable: 'supervisor',
      answerAt: 0.5,
      couponUpTo: { percent: 10 },
    },
    {
      topic: 'refund',
      lead: 'assistant-with-approval',
      accountable: 'supervisor',
      answerAt: 0.5,
      refundUpTo: { amount: 5, currency: 'USD' },
    },
  ],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}
const ana = { name: 'Ana', mayExceed: false }
const mei = { name: 'Mei', mayExceed: true }

/** What happens next. A proposal is named by its place among those made so far. */
type Step =
  | { step: 'propose'; tool: 'coupon' | 'refund'; size: number; by: 'assistant' | 'Ana' | 'Mei' }
  | { step: 'approve' | 'refuse' | 'approve twice' | 'approve and refuse'; which: number; by: 'Ana' | 'Mei' }
  | { step: 'approve changed'; which: number; size: number; by: 'Ana' | 'Mei' }
  | { step: 'approve as it expires'; which: number }
  | { step: 'stale'; which: number }
  | { step: 'work' | 'outage'; fault: ShopFault }
  | { step: 'die'; when: 'claimed' | 'done by the shop' }
  | { step: 'work twice' }
  | { step: 'wait'; time: number }
  | { step: 'restart' | 'take over' | 'resolve' }

const which = fc.nat(4)
const people = fc.constantFrom('Ana' as const, 'Mei' as const)
const size = fc.integer({ min: 1, max: 12 })
const steps: fc.Arbitrary<Step>[] = [
  fc.record({
    step: fc.constant('propose' as const),
    tool: fc.constantFrom('coupon' as const, 'refund' as const),
    size,
    by: fc.constantFrom('assistant' as const, 'assistant' as const, 'Ana' as const, 'Mei' as const),
  }),
  fc.record({ step: fc.constantFrom('approve' as const, 'refuse' as const), which, by: people }),
  fc.record({
    step: fc.constantFrom('approve twice' as const, 'approve and refuse' as const),
    which,
    by: people,
  }),
  fc.record({ step: fc.constant('approve changed' as const), which, size, by: people }),
  fc.record({ step: fc.constantFrom('approve as it expires' as const, 'stale' as const), which }),
  fc.record({
    step: fc.constant('work' as const),
    fault: fc.constantFrom<ShopFault>('none', 'none', 'busy', 'cut-before', 'cut-after', 'garbage'),
  }),
  fc.record({
    step: fc.constant('outage' as const),
    fault: fc.constantFrom<ShopFault>('busy', 'cut-before', 'cut-after', 'garbage'),
  }),
  fc.record({
    step: fc.constant('die' as const),
    when: fc.constantFrom('claimed' as const, 'done by the shop' as const),
  }),
  fc.constant({ step: 'work twice' as const }),
  fc.record({
    step: fc.constant('wait' as const),
    time: fc.constantFrom(1_000, 8_000, 60_000, lifetime - 1, lifetime),
  }),
  fc.record({ step: fc.constantFrom('restart' as const, 'take over' as const, 'resolve' as const) }),
]
const interleaving = fc.array(
  fc.oneof(...steps.map((arbitrary, place) => ({ arbitrary, weight: place < 2 || place === 5 ? 4 : 1 }))),
  { minLength: 2, maxLength: 16 },
)

interface Made {
  id: string
  key: string
  reason: string
  action: ShopAction
  expiresAt: number
}

/** Now and then a refund in a currency that the shop does not take: it says no. */
function currencyOf(size: number): string {
  return size > 10 ? 'EUR' : 'USD'
}

let runs = 0
/** How often each end was seen, so that a generator which never gets anywhere does not pass. */
const seen: Record<string, number> = {}

async function play(world: ProposalWorld, played: Step[]): Promise<void> {
  const prefix = `run ${++runs}:`
  const made: Made[] = []
  /** By the answers that people got: the keys that somebody approved. */
  const approved = new Set<string>()
  const conversationId = await world.converse()
  world.shop.fault = 'none'

  async function orRefusal(work: Promise<unknown>): Promise<boolean> {
    try {
      await work
      return true
    } catch (reason) {
      if (reason instanceof Refusal) return false
      throw reason
    }
  }

  async function decide(
    place: number,
    by: 'Ana' | 'Mei',
    decision: 'approve' | 'refuse',
    more: { version?: number; action?: ShopAction } = {},
  ): Promise<boolean> {
    const proposal = made[place % Math.max(1, made.length)]
    if (proposal === undefined) return false
    const person = by === 'Ana' ? ana : mei
    const isDone = await orRefusal(
      decideProposal(world, {
        workspaceId: 'shop',
        proposalId: proposal.id,
        version: 1,
        decision,
        person,
        responsibilities: list,
        ...more,
      }),
    )
    if (!isDone) return false
    expect(world.time, 'when somebody decided').toBeLessThan(proposal.expiresAt)
    if (decision === 'approve') approved.add(proposal.key)
    return true
  }

  function sized(action: ShopAction, to: number): ShopAction {
    if (action.tool === 'coupon') return { ...action, percent: to }
    return action.tool === 'refund' ? { ...action, amount: { amount: to, currency: currencyOf(to) } } : action
  }

  async function propose(each: Extract<Step, { step: 'propose' }>): Promise<void> {
    const reason = `${prefix}${made.length}`
    const action: ShopAction = sized(
      each.tool === 'coupon'
        ? { tool: 'coupon', percent: 1, reason }
        : { tool: 'refund', number: orderNumber, amount: { amount: 1, currency: 'USD' }, reason },
      each.size,
    )
    await orRefusal(
      changeConversation(world, conversationId, async (log) => {
        const [coupon, refund] = list.rows
        const limit =
          each.tool === 'coupon' ? { couponUpTo: coupon?.couponUpTo } : { refundUpTo: refund?.refundUpTo }
        const proposal = { action, customer, why: 'the parcel is late' }
        if (log.conversation.status === 'resolved') log.append({ type: 'conversation:reopened' })
        if (each.by === 'assistant') {
          // The assistant leads no conversation that a person has.
          if (log.conversation.status === 'automated') await proposeAction(log, { ...proposal, limit })
          return
        }
        const person = each.by === 'Ana' ? ana : mei
        await proposeByPerson(log, { ...proposal, person, responsibilities: list })
      }),
    )
    const row = await world.store.read
      .selectFrom('proposal')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('action', 'like', `%${reason}"%`)
      .executeTakeFirst()
    if (row === undefined) return
    made.push({ id: row.id, key: row.key, reason, action, expiresAt: row.expires_at })
    if (row.state === 'running') approved.add(row.key)
  }

  async function work(fault: ShopFault): Promise<void> {
    world.shop.fault = fault
    const claimed = await world.claim('a node')
    await Promise.all(claimed.map((each) => world.run(each, 'a node')))
    world.shop.fault = 'none'
  }

  /** A process is killed: what it had claimed stays claimed, what the shop did for it is not on our record. */
  async function die(when: Extract<Step, { step: 'die' }>['when']): Promise<void> {
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
  async function workTwice(): Promise<void> {
    const first = await world.claim('a slow node')
    world.time += leaseLength + 1
    const second = await world.claim('another node')
    await Promise.all([
      ...first.map((each) => world.run(each, 'a slow node')),
      ...second.map((each) => world.run(each, 'another node')),
    ])
  }

  async function take(each: Step): Promise<void> {
    switch (each.step) {
      case 'propose':
        return propose(each)
      case 'approve':
      case 'refuse':
        return void (await decide(each.which, each.by, each.step))
      case 'approve twice':
      case 'approve and refuse': {
        const other = each.step === 'approve twice' ? 'approve' : 'refuse'
        const done = await Promise.all([
          decide(each.which, each.by, 'approve'),
          decide(each.which, 'Mei', other),
        ])
        expect(done.filter(Boolean).length, 'people who decided').toBeLessThanOrEqual(1)
        return
      }
      case 'approve changed': {
        const proposal = made[each.which % Math.max(1, made.length)]
        if (proposal === undefined) return
        const action = sized(proposal.action, each.size)
        const isAbove = each.size > (action.tool === 'coupon' ? 10 : 5)
        const done = await decide(each.which, each.by, 'approve', { action })
        if (done && isAbove) expect(each.by, 'who may exceed the limit').toBe('Mei')
        return
      }
      case 'approve as it expires': {
        const proposal = made[each.which % Math.max(1, made.length)]
        if (proposal === undefined) return
        // The clock of another node is ahead: there its time is up while here somebody decides.
        const ahead = { ...world, now: () => world.time + lifetime }
        const due = (await world.claim('a node ahead', world.time + lifetime)).filter(
          (each) => each.kind === 'action-expiry',
        )
        await Promise.all([
          decide(each.which, 'Mei', 'approve'),
          ...due.map((one) => world.run(one, 'a node ahead', ahead)),
        ])
        return
      }
      case 'stale':
        return expect(await decide(each.which, 'Mei', 'approve', { version: 7 })).toBe(false)
      case 'work':
        return work(each.fault)
      case 'outage':
        for (let tries = 0; tries < 5; tries++) {
          await work(each.fault)
          world.time += 8_000
        }
        return
      case 'die':
        return die(each.when)
      case 'work twice':
        return workTwice()
      case 'wait':
        world.time += each.time
        return
      case 'restart':
        return world.restart()
      case 'take over':
        await changeConversation(world, conversationId, async (log) => {
          if (log.conversation.status === 'automated')
            log.append({ type: 'conversation:queued', reason: 'agent-takeover' })
          if (log.conversation.status === 'queued')
            log.append({ type: 'conversation:assigned', name: 'Ana', personId: 'ana' })
        })
        return
      case 'resolve': {
        const { fence } = await world.store.read
          .selectFrom('conversation')
          .select('fence')
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow()
        await orRefusal(
          resolveConversation(world, { conversationId, fence, person: { id: 'ana', name: 'Ana' } }, (log) =>
            refuseOpenProposals(log, 'Ana'),
          ),
        )
      }
    }
  }

  function nothingUnapproved(): void {
    for (const { key, reason } of made) {
      const done = world.shop.done.get(key)
      if (done === undefined) continue
      expect(approved.has(key), `${reason} was done, so a person approved it before`).toBe(true)
      expect(done.size, `${reason} was done once`).toBe(1)
    }
  }

  for (const each of played) {
    await take(each)
    nothingUnapproved()
  }

  // The shop is well again; everything that is due comes to its end.
  await world.restart()
  for (const pause of [0, ...Array.from({ length: 8 }, () => 20_000), lifetime, lifetime]) {
    world.time += pause
    await work('none')
    nothingUnapproved()
  }
  await settled(world, conversationId, made, approved, prefix)
}

async function settled(
  world: ProposalWorld,
  conversationId: string,
  made: Made[],
  approved: Set<string>,
  prefix: string,
): Promise<void> {
  const { read } = world.store
  const row = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const events: LogEvent[] = await eventsBetween(read, conversationId, 0, row.head)
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  expect(row.open_proposals).toBe(0)
  const given = world.given(prefix)
  const all = await read
    .selectFrom('proposal')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .execute()
  expect(all.length).toBe(made.length)
  for (const { id, key, reason } of made) {
    const proposal = all.find((each) => each.id === id)
    const effects = given.filter((each) => each === reason).length
    const its = events.filter((event) => 'proposalId' in event && event.proposalId === id)
    const types = its.map((event) => event.type).join(' ')
    const about = `${reason}, ${proposal?.state}: ${types}`
    seen[proposal?.state ?? ''] = (seen[proposal?.state ?? ''] ?? 0) + 1
    if (approved.has(key)) {
      expect(types, about).toBe('action:proposed action:approved action:done')
      expect(proposal?.state, about).toMatch(/^(?:done|failed)$/)
      const failure = proposal?.failure ? JSON.parse(proposal.failure) : undefined
      if (proposal?.state === 'done') expect(effects, about).toBe(1)
      else if (!failure.isUncertain) expect(effects, about).toBe(0)
      expect(effects, about).toBeLessThanOrEqual(1)
    } else {
      expect(types, about).toBe('action:proposed action:refused')
      expect(proposal?.state, about).toMatch(/^(?:refused|expired)$/)
      expect(effects, about).toBe(0)
    }
  }
  expect(given.length, 'nothing but what was proposed').toBe(
    given.filter((each) => made.some(({ reason }) => reason === each)).length,
  )
  toldOnce(events)
}

/** After every end comes one message to the visitor, and none says it twice. */
function toldOnce(events: LogEvent[]): void {
  const ends = events.filter(({ type }) => type === 'action:done' || type === 'action:refused')
  for (const end of ends) {
    const following = events.slice(end.seq).filter((event) => event.type !== 'conversation:reopened')
    expect(following[0]?.type, `what follows ${end.type}`).toBe('message:posted')
  }
  const messages = events.flatMap((event) => (event.type === 'message:posted' ? [event.text] : []))
  const waiting = messages.filter((message) => message.includes('has to confirm this first'))
  expect(messages.length - waiting.length, 'messages that tell an end').toBe(ends.length)
  for (const end of ends) {
    if (end.type !== 'action:done' || end.outcome === undefined) continue
    const { outcome } = end
    const mark = outcome.tool === 'coupon' ? outcome.code : 'id' in outcome ? outcome.id : ''
    expect(messages.filter((message) => message.includes(mark)).length, mark).toBe(1)
  }
}

const on = {
  SQLite: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'baton-interleavings-'))
    return {
      open: () => openSqliteStore(directory),
      clear: () => rm(directory, { recursive: true, force: true }),
    }
  },
  PostgreSQL: async () => {
    const database = await makeDatabase()
    const open = (): Promise<Store> => openPostgresStore(database.url, () => undefined)
    return { open, clear: database.drop }
  },
}

for (const [name, numRuns, reason] of [
  ['SQLite', 1_000, undefined],
  ['PostgreSQL', 60, withoutPostgres],
] as const) {
  describe.skipIf(reason !== undefined)(`money on ${name}`, () => {
    test(`never moves without a person’s approval, in ${numRuns} interleavings`, {
      timeout: 240_000,
    }, async () => {
      const place = await on[name]()
      const world = await openProposalWorld(place.open)
      for (const state of Object.keys(seen)) delete seen[state]
      try {
        await fc.assert(
          fc.asyncProperty(interleaving, (played) => play(world, played)),
          { numRuns, endOnFailure: false },
        )
        // Every end was reached, or the interleavings prove nothing.
        for (const state of ['done', 'failed', 'refused', 'expired'])
          expect(seen[state], state).toBeGreaterThan(0)
      } finally {
        await world.close()
        await place.clear()
      }
    })
  })
}
