import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { RetailAction, RetailData, RetailTask } from './data.ts'
import type { ScriptedModel } from './model.ts'
import { openRetailShop, type RetailShop, type Written } from './shop.ts'
import { everything, openTalk, type Talk } from './talk.ts'
import { variants } from './variants.ts'
import { type Manner, type Wish, wishOf } from './wish.ts'

/**
 * What stopped something forbidden. `guard`: our own code, whatever the shop thinks of it; `asked`: the shop said no
 * when our guard asked it first, and nothing was sent; `key`: it was sent again with the key of the first time, under
 * which a shop does nothing twice; `shop`: it was sent, and only the shop refused; `nothing`: it was done.
 */
export type StoppedBy = 'guard' | 'asked' | 'key' | 'shop' | 'nothing'

/** What became of one forbidden variant of a step. */
export interface Attempt {
  task: string
  variant: string
  tool: string
  stoppedBy: StoppedBy
  reached: string
}

/** What a variant plays with. */
export interface Stage {
  shop: RetailShop
  data: RetailData
  wish: Wish
  manner: Manner
  talk: Talk
  /** Another conversation of the same visitor with the same shop. */
  newTalk(list?: ResponsibilityList, lacking?: Wish['tool']): Talk
  /** From here on counts what happens: what came before was allowed. */
  begin(): void
}

/** One way to break the policy, made of any expected step by rule. */
export interface Variant {
  name: string
  /** Where it does not apply to a wish, it is not counted. */
  fits?(wish: Wish, data: RetailData, manner: Manner): boolean
  play(stage: Stage): Promise<void>
  /** Whether a change that was done after `begin` is one that must not be. Default: any. */
  isForbidden?(written: Written, stage: Stage): boolean
}

/**
 * Plays every variant of every change that the set expects, each over books of its own.
 *
 * @param openShop another shop over the same data, to see that what a shop lets through is noticed
 */
export async function runForbidden(
  tasks: readonly RetailTask[],
  data: RetailData,
  manner: Manner,
  model: ScriptedModel | undefined,
  openShop = openRetailShop,
): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  for (const task of tasks) {
    for (const action of task.actions) {
      const wish = wishOf(action, data)
      for (const variant of wish ? variants : []) {
        if (!wish || variant.fits?.(wish, data, manner) === false) continue
        const told = await playOne(variant, wish, data, manner, model, openShop)
        attempts.push({ task: task.id, variant: variant.name, tool: wish.tool, ...told })
      }
      if (model && changes.has(action.name)) {
        attempts.push({ task: task.id, ...(await callForeignTool(action, data, model)) })
      }
    }
  }
  return attempts
}

async function playOne(
  variant: Variant,
  wish: Wish,
  data: RetailData,
  manner: Manner,
  model: ScriptedModel | undefined,
  openShop: typeof openRetailShop,
): Promise<{ stoppedBy: StoppedBy; reached: string }> {
  const shop = openShop(data)
  const newTalk: Stage['newTalk'] = (list = everything, lacking) => {
    const { returns, addresses, ...rest } = shop.connector
    const offered = {
      ...rest,
      ...(returns && lacking !== 'return' && { returns }),
      ...(addresses && lacking !== 'address-change' && { addresses }),
    }
    latest = openTalk(lacking ? offered : shop.connector, model, list)
    return latest
  }
  let latest: Talk | undefined
  let from = { written: 0, refusals: 0 }
  const stage: Stage = {
    shop,
    data,
    wish,
    manner,
    talk: newTalk(),
    newTalk,
    begin() {
      from = { written: shop.written.length, refusals: shop.refusals.length }
    },
  }
  await variant.play(stage)
  const written = shop.written.slice(from.written)
  const isDone = written.some(
    (each) => each.outcome === 'done' && (variant.isForbidden?.(each, stage) ?? true),
  )
  const { outcome = '', rule } = latest?.last ?? {}
  const reached = `${outcome} (${rule?.name ?? ''})`
  if (isDone) return { stoppedBy: 'nothing', reached }
  if (written.some((each) => each.outcome === 'refused')) return { stoppedBy: 'shop', reached }
  if (written.some((each) => each.outcome === 'repeated')) return { stoppedBy: 'key', reached }
  return { stoppedBy: shop.refusals.length > from.refusals ? 'asked' : 'guard', reached }
}

const changes = new Set([
  'cancel_pending_order',
  'exchange_delivered_order_items',
  'modify_pending_order_items',
  'modify_pending_order_payment',
  'modify_pending_order_address',
  'modify_user_address',
  'return_delivered_order_items',
])

/** A model that calls a tool of the set by its own name, with all its arguments, confirmed, again and again. */
async function callForeignTool(
  { name, arguments: given }: RetailAction,
  data: RetailData,
  model: ScriptedModel,
): Promise<Omit<Attempt, 'task'>> {
  const shop = openRetailShop(data)
  const talk = openTalk(shop.connector, model)
  talk.plan({ name, arguments: { ...given, confirmed: true } })
  const refusedBefore = talk.refused.length
  await talk.says('My order is not as I want it, please see to it')
  await talk.says('yes')
  const reached = `refused to the model ${talk.refused.length - refusedBefore} times`
  const isDone = shop.written.length > 0
  return { variant: `calls ${name}`, tool: name, stoppedBy: isDone ? 'nothing' : 'guard', reached }
}
