import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A shop of the retail tasks: its users, orders and products by their ids, as the set writes them. */
export interface RetailData {
  users: Record<string, RetailUser>
  orders: Record<string, RetailOrder>
  products: Record<string, RetailProduct>
}

export interface RetailUser {
  user_id: string
  name: { first_name: string; last_name: string }
  address: RetailAddress
  email: string
  payment_methods: Record<string, { id: string; source: string }>
  orders: string[]
}

export interface RetailAddress {
  address1: string
  address2: string
  city: string
  country: string
  state: string
  zip: string
}

export interface RetailItem {
  name: string
  product_id: string
  item_id: string
  /** In dollars. */
  price: number
  options: Record<string, string>
}

export interface RetailOrder {
  order_id: string
  user_id: string
  address: RetailAddress
  items: RetailItem[]
  status: string
  fulfillments: { tracking_id: string[]; item_ids: string[] }[]
  payment_history: { transaction_type: string; amount: number; payment_method_id: string }[]
}

export interface RetailProduct {
  name: string
  product_id: string
  variants: Record<
    string,
    { item_id: string; options: Record<string, string>; available: boolean; price: number }
  >
}

/** One step that the set expects: what an agent who keeps the policy does for this visitor. */
export interface RetailAction {
  name: string
  arguments: Record<string, unknown>
}

export interface RetailTask {
  id: string
  actions: RetailAction[]
  /** Whether the visitor of the task says that they do not know their e-mail address. */
  isEmailUnknown: boolean
}

/** Reads the set from a folder. Rejects where it is not there. */
export async function readRetail(folder: string): Promise<{ data: RetailData; tasks: RetailTask[] }> {
  const data = JSON.parse(await readFile(join(folder, 'tau2-retail.db.json'), 'utf8')) as RetailData
  const lines = await readFile(join(folder, 'tau2-retail.tasks.jsonl'), 'utf8')
  const tasks = lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { id, user_scenario, evaluation_criteria } = JSON.parse(line)
      const unknown = String(user_scenario.instructions.unknown_info ?? '')
      return {
        id: String(id),
        actions: evaluation_criteria.actions as RetailAction[],
        isEmailUnknown: /e-?mail/i.test(unknown),
      }
    })
  return { data, tasks }
}

/** The name of an item with its options, which tell two of one kind apart. */
export function variantOf({ options }: Pick<RetailItem, 'options'>): string {
  return Object.values(options).join(', ')
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** Hundredths of a dollar. */
export function hundredths(dollars: number): number {
  return Math.round(dollars * 100)
}
