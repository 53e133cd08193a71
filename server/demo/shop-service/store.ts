import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { dayOf, daysBetween, shifted } from './days.ts'
import {
  type Address,
  address,
  type Order,
  type Product,
  product,
  type SeededOrder,
  type StartedReturn,
  seededOrder,
} from './records.ts'
import { seededAddress } from './seeded-addresses.ts'

/**
 * The day on which the orders of `knowledge-base/shop` are what they say. On any other day an order that nobody has
 * touched is as many days younger or older, so that a parcel on its way stays on its way; a touched one stays put.
 */
const writtenOn = '2026-11-21'

const schema = `
  create table if not exists product (id text primary key, place integer not null, document text not null);
  create table if not exists customer_order (
    number text primary key, email text not null, document text not null, address text,
    status text, shift integer, refunded integer not null);
  create index if not exists customer_order_email on customer_order (email);
  create table if not exists product_return (id text primary key, number text not null, document text not null);
  create table if not exists refund (id text primary key, number text not null, amount integer not null, reason text not null);
  create table if not exists coupon (code text primary key, document text not null);
  create table if not exists first_result (
    key text primary key, request text not null, status integer not null, answer text not null, at integer not null);
`

/** A key is remembered this long, in milliseconds. */
const keptKeys = 30 * 24 * 60 * 60 * 1000

interface OrderRow {
  number: string
  document: string
  address: string | null
  status: string | null
  shift: number | null
  refunded: number
}

/** The shop's own data. Every call is synchronous: within `transaction` nobody else reads or writes. */
export type ShopStore = ReturnType<typeof openShopStore>

/** Opens the file, made and filled from the files of `seed` where it is new. */
export function openShopStore(file: string, seed: string, now: () => number) {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: 1_000 })
  try {
    database.exec(`pragma journal_mode=wal; pragma synchronous=full; ${schema}`)
    transaction(() => {
      if (database.prepare('select 1 from product limit 1').get() === undefined) fill(database, seed)
    })
    database.prepare('delete from first_result where at < ?').run(now() - keptKeys)
  } catch (reason) {
    database.close()
    throw reason
  }

  function transaction<Answer>(work: () => Answer): Answer {
    database.exec('begin immediate')
    try {
      const answer = work()
      database.exec('commit')
      return answer
    } catch (reason) {
      if (database.isTransaction) database.exec('rollback')
      throw reason
    }
  }

  function asOrder(row: OrderRow): Order {
    const seeded = JSON.parse(row.document) as SeededOrder
    const days = row.shift ?? daysBetween(writtenOn, dayOf(now()))
    const status = (row.status as Order['status'] | null) ?? seeded.status
    return {
      ...moved(seeded, days),
      status,
      address: row.address === null ? undefined : (JSON.parse(row.address) as Address),
    }
  }

  /** From now on the order's days stand still: somebody was told them. */
  function touch(number: string): void {
    database
      .prepare('update customer_order set shift = ? where number = ? and shift is null')
      .run(daysBetween(writtenOn, dayOf(now())), number)
  }

  return {
    transaction,
    /** The order, where it is this customer's. */
    order(number: string, email: string): Order | undefined {
      const row = database
        .prepare('select * from customer_order where number = ? and email = ?')
        .get(number.trim().toUpperCase(), email.trim().toLowerCase())
      return row && asOrder(row as unknown as OrderRow)
    },
    /** Newest first. */
    ordersOf(email: string): Order[] {
      const rows = database
        .prepare('select * from customer_order where email = ?')
        .all(email.trim().toLowerCase())
      return rows
        .map((row) => asOrder(row as unknown as OrderRow))
        .sort((one, other) => other.placedAt.localeCompare(one.placedAt))
    },
    products(): Map<string, Product> {
      const rows = database.prepare('select id, document from product order by place').all()
      return new Map(rows.map((row) => [String(row.id), JSON.parse(String(row.document)) as Product]))
    },
    returnsOf(number: string): StartedReturn[] {
      const rows = database.prepare('select document from product_return where number = ?').all(number)
      return rows.map((row) => JSON.parse(String(row.document)) as StartedReturn)
    },
    /** What was paid back, in hundredths. */
    refundedOf(number: string): number {
      return Number(
        database.prepare('select refunded from customer_order where number = ?').get(number)?.refunded ?? 0,
      )
    },
    addReturn(started: StartedReturn): void {
      touch(started.number)
      database
        .prepare('insert into product_return (id, number, document) values (?, ?, ?)')
        .run(started.id, started.number, JSON.stringify(started))
    },
    changeAddress(number: string, to: Address): void {
      touch(number)
      database
        .prepare('update customer_order set address = ? where number = ?')
        .run(JSON.stringify(address.parse(to)), number)
    },
    /** Also the order's status, once everything is paid back. */
    addRefund(refund: { id: string; number: string; amount: number; reason: string; isAll: boolean }): void {
      touch(refund.number)
      database
        .prepare('insert into refund (id, number, amount, reason) values (?, ?, ?, ?)')
        .run(refund.id, refund.number, refund.amount, refund.reason)
      database
        .prepare(
          'update customer_order set refunded = refunded + ?, status = coalesce(?, status) where number = ?',
        )
        .run(refund.amount, refund.isAll ? 'refunded' : null, refund.number)
    },
    addCoupon(coupon: { code: string }): void {
      database
        .prepare('insert into coupon (code, document) values (?, ?)')
        .run(coupon.code, JSON.stringify(coupon))
    },
    firstResult(key: string): { request: string; status: number; answer: unknown } | undefined {
      const row = database.prepare('select request, status, answer from first_result where key = ?').get(key)
      return (
        row && {
          request: String(row.request),
          status: Number(row.status),
          answer: JSON.parse(String(row.answer)),
        }
      )
    },
    keepFirstResult(key: string, result: { request: string; status: number; answer: unknown }): void {
      database
        .prepare('insert into first_result (key, request, status, answer, at) values (?, ?, ?, ?, ?)')
        .run(key, result.request, result.status, JSON.stringify(result.answer), now())
    },
    close(): void {
      database.close()
    },
  }
}

function fill(database: DatabaseSync, seed: string): void {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(seed, name), 'utf8'))
  const addProduct = database.prepare('insert into product (id, place, document) values (?, ?, ?)')
  for (const [place, each] of z.array(product).parse(read('products.json')).entries())
    addProduct.run(each.id, place, JSON.stringify(each))
  const addOrder = database.prepare(
    'insert into customer_order (number, email, document, address, refunded) values (?, ?, ?, ?, ?)',
  )
  for (const each of z.array(seededOrder).parse(read('orders.json'))) {
    const to = seededAddress(each)
    addOrder.run(
      each.number,
      each.email.toLowerCase(),
      JSON.stringify(each),
      to === undefined ? null : JSON.stringify(to),
      each.refund?.amount ?? 0,
    )
  }
}

function moved(order: SeededOrder, days: number): SeededOrder {
  if (days === 0) return order
  const delivery = { ...order.delivery }
  for (const name of ['shippedAt', 'expectedFrom', 'expectedUntil', 'deliveredAt'] as const) {
    const time = delivery[name]
    if (time !== undefined) delivery[name] = shifted(time, days)
  }
  return {
    ...order,
    placedAt: shifted(order.placedAt, days),
    delivery,
    ...(order.refund && { refund: { ...order.refund, at: shifted(order.refund.at, days) } }),
  }
}
