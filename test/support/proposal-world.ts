import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { followUpDefaults, handToPeople } from '#server/assistant/index.ts'
import type { ShopConnector } from '#server/connectors/index.ts'
import { openPlaces } from '#server/conversation/index.ts'
import { openDemoShop } from '#server/demo/demo-shop.ts'
import { type ShopService, startShopService } from '#server/demo/shop-service/service.ts'
import { type ActionParts, runAction, runExpiry } from '#server/desk/index.ts'
import { claimWork, type DueWork, dropLeases, finishWork } from '#server/store/due-work.ts'
import type { Store } from '#server/store/store.ts'
import { addConversation } from './conversation-rows.ts'
import { type FaultyShop, startFaultyShop } from './faulty-shop.ts'

/** The customer of the demo shop whom the proposals are for, and an order of theirs that leaves room for refunds. */
export const customer = { email: 'yawen.zhang@example.com' }
export const orderNumber = 'NL-100208'

/**
 * The parts that proposals need, over a real store and a real shop service that is reached over HTTP. Restarting closes
 * the store and the way to the shop and opens them again; the shop itself goes on, as shops do.
 */
export interface ProposalWorld extends ActionParts {
  store: Store
  time: number
  shop: FaultyShop
  /** Closes what a process holds and opens it again. */
  restart(): Promise<void>
  /** A conversation of a new visitor. */
  converse(): Promise<string>
  claim(owner: string, at?: number): Promise<DueWork[]>
  run(work: DueWork, owner: string, parts?: Partial<ActionParts>): Promise<void>
  /** Reasons of everything the shop ever gave: its own books. */
  given(prefix: string): string[]
  close(): Promise<void>
}

export async function openProposalWorld(open: () => Promise<Store>): Promise<ProposalWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'baton-proposals-'))
  const file = join(directory, 'demo-shop.sqlite')
  const silent = () => undefined
  const service: ShopService = await startShopService({
    file,
    seed: join(import.meta.dirname, '..', '..', 'knowledge-base', 'shop'),
    report: silent,
  })
  const books = new DatabaseSync(file, { readOnly: true })
  const shop = await startFaultyShop(service.origin)
  const connect = () =>
    openDemoShop({
      dataDirectory: directory,
      running: { origin: shop.origin, key: service.key },
      now: Date.now,
      report: silent,
    })
  let connector: ShopConnector = await connect()
  const world: ProposalWorld = {
    store: await open(),
    time: 1_000_000,
    shop,
    announcer: { place: openPlaces(), appended: silent },
    now: () => world.time,
    shopOf: () => connector,
    report: silent,
    isDeskOpen: async () => true,
    handToPeople: (log, handover, isDeskOpen) =>
      handToPeople(log, handover, { followUp: followUpDefaults, isDeskOpen }),
    async restart() {
      await connector.close()
      await world.store.close()
      world.store = await open()
      // As at the start of the app: an embedded store has one process, and its predecessor is gone.
      if (world.store.dialect === 'sqlite') await dropLeases(world.store)
      // With several nodes a dead one loses its leases in time.
      else world.time += 10_001
      connector = await connect()
    },
    async converse() {
      const id = randomUUID()
      await world.store.write((writing) => addConversation(writing, id, world.time))
      return id
    },
    async claim(owner, at = world.time) {
      const claimed = await claimWork(world.store, owner, at, 200)
      const others = claimed.filter(({ kind }) => kind !== 'action' && kind !== 'action-expiry')
      // What else a conversation asks for is not played here, and must not stand in the way.
      if (others.length > 0) {
        await world.store.write(async (writing) => {
          for (const each of others) await finishWork(writing, each, owner)
        })
      }
      return claimed.filter((each) => !others.includes(each))
    },
    async run(work, owner, parts) {
      const using = { ...world, ...parts }
      if (work.kind === 'action') await runAction(using, work, owner)
      if (work.kind === 'action-expiry') await runExpiry(using, work, owner)
    },
    given(prefix) {
      const coupons = books.prepare("select document ->> 'reason' as reason from coupon").all()
      const refunds = books.prepare('select reason from refund').all()
      return [...coupons, ...refunds]
        .map((row) => String(row.reason))
        .filter((reason) => reason.startsWith(prefix))
    },
    async close() {
      books.close()
      await connector.close()
      await world.store.close()
      await shop.close()
      await service.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
  await world.store.write(async (writing) => {
    await writing
      .insertInto('workspace')
      .values({ id: 'shop', name: 'Shop', created_at: 0, live_release: null, next_release: 1 })
      .execute()
    await writing
      .insertInto('site')
      .values({ key: 'site', workspace_id: 'shop', name: 'Site', origins: '[]', look: '{}' })
      .execute()
  })
  return world
}
