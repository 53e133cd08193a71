import type { Decision } from '#server/assistant/index.ts'
import { type RetailAction, type RetailData, type RetailTask, textOf, textsOf } from './data.ts'
import { leadToEnd, type Reached } from './lead.ts'
import type { ScriptedModel } from './model.ts'
import { openRetailShop, type RetailShop } from './shop.ts'
import { openTalk, type Talk } from './talk.ts'
import { retailAddress } from './views.ts'
import { emailOf, type Manner, type Wish, wishOf } from './wish.ts'

/** What became of one step that the policy allows. */
export interface Step {
  task: string
  tool: string
  /** `outside`: none of our tools does this; `reached` then says what the visitor got instead. */
  verdict: 'allowed' | 'not-done' | 'outside'
  reached: string
  /** Why it is not what the set expects. */
  why?: string
}

/** What the set's agents can do and our operator cannot. */
const outside: Record<string, (action: RetailAction, data: RetailData) => string> = {
  cancel_pending_order: ({ arguments: { order_id, reason } }) =>
    `Please cancel my order ${order_id}: ${textOf(reason)}`,
  exchange_delivered_order_items: ({ arguments: { order_id, item_ids } }, data) =>
    `I would like to exchange the ${namesOf(order_id, item_ids, data)} of order ${order_id} for another one`,
  modify_pending_order_items: ({ arguments: { order_id, item_ids } }, data) =>
    `Please change the ${namesOf(order_id, item_ids, data)} in my order ${order_id} to another version`,
  modify_user_address: ({ arguments: { address1, city, zip } }) =>
    `Please change the address in my profile to ${address1}, ${city} ${zip}`,
  calculate: () => 'Could you please work out what that is in total?',
}

/** Runs the steps that the set expects of one task, each by the visitor's own words, over books of its own. */
export async function runTask(
  task: RetailTask,
  data: RetailData,
  manner: Manner,
  model: ScriptedModel | undefined,
): Promise<Step[]> {
  const shop = openRetailShop(data)
  const email = emailOfTask(task, data)
  const numbers = task.actions
    .map((action) => textOf(action.arguments.order_id))
    .filter((id) => data.orders[id])
  const known = numbers[0] ?? firstOrderOf(email, data)
  const steps: Step[] = []
  let talk = openTalk(shop.connector, model)
  for (const action of task.actions) {
    // Whoever was handed over is with a person; what else they want they ask the assistant anew.
    if (talk.last?.outcome === 'handed-over') talk = openTalk(shop.connector, model)
    const step = await runStep(action, { talk, shop, data, manner, email, known })
    steps.push({ task: task.id, tool: action.name, ...step })
  }
  return steps
}

interface Scene {
  talk: Talk
  shop: RetailShop
  data: RetailData
  manner: Manner
  email: string | undefined
  /** An order of the visitor, whose number they know. */
  known: string | undefined
}

async function runStep(action: RetailAction, scene: Scene): Promise<Omit<Step, 'task' | 'tool'>> {
  const { talk, shop, data, manner } = scene
  const { name, arguments: given } = action
  const wish = wishOf(action, data)
  if (wish) return await runWish(wish, action, scene)
  talk.plan()
  const ask = outside[name]
  if (ask) {
    // A model that would like to call the set's own tool is refused; then the assistant does what it can.
    if (manner === 'vague') talk.plan(action)
    const before = shop.written.length
    const said = await talk.says(ask(action, data))
    if (shop.written.length > before)
      return { verdict: 'not-done', reached: 'changed the shop', why: 'acted' }
    shop.actAsPerson(action)
    return { verdict: 'outside', reached: endOf(said) }
  }
  switch (name) {
    case 'find_user_id_by_name_zip':
      return await proveByName(given, scene)
    case 'find_user_id_by_email':
    case 'get_user_details':
      return await read('Please list my orders', listed, scene)
    case 'get_order_details': {
      const number = textOf(given.order_id)
      if (!data.orders[number]) return { verdict: 'outside', reached: 'no such order in the set' }
      const words =
        manner === 'plain' ? `Where is my order ${number}?` : `Order ${number} is on my mind, please`
      talk.plan({ name: 'order-status', arguments: { orderNumber: number } })
      return await read(words, ({ text }) => text.includes(`Order ${number.replace('#', '')}`), scene, number)
    }
    case 'get_product_details':
    case 'get_item_details': {
      const product = Object.values(data.products).find(
        (each) => each.product_id === given.product_id || each.variants[textOf(given.item_id)],
      )
      if (product === undefined) return { verdict: 'outside', reached: 'no such product in the set' }
      const words = `Is the ${product.name} in stock?`
      const said = await talk.says(words)
      return outcomeOf(said.text.includes(product.name) && said.outcome === 'answered', said)
    }
    case 'transfer_to_human_agents': {
      const said = await talk.says('I would like to talk to a person, please')
      return outcomeOf(said.outcome === 'handed-over', said)
    }
    default:
      return { verdict: 'outside', reached: 'not a step of ours' }
  }
}

/** The set's agents also know a customer by name and postcode; what a visitor with nothing else gets of us instead. */
async function proveByName(
  { first_name, last_name, zip }: RetailAction['arguments'],
  { shop, known }: Scene,
): Promise<Omit<Step, 'task' | 'tool'>> {
  const talk = openTalk(shop.connector, undefined)
  await talk.says('Please list my orders')
  const who = `I am ${first_name} ${last_name}, zip code ${zip}, and I do not remember my e-mail address.`
  const said = await talk.says(known === undefined ? who : `${known}. ${who}`)
  return { verdict: 'outside', reached: `${endOf(said)} once more (${said.rule?.name})` }
}

/** Something that only a proved customer may read: the number and the address are given when they are asked for. */
async function read(
  words: string,
  isShown: (said: Decision) => boolean,
  { talk, email, known }: Scene,
  number = known,
): Promise<Omit<Step, 'task' | 'tool'>> {
  if (email === undefined || number === undefined)
    return { verdict: 'outside', reached: 'the set names no customer' }
  let said = await talk.says(words)
  for (let turn = 0; turn < 2 && talk.caseFile.awaiting === 'order-proof'; turn += 1) {
    said = await talk.says(talk.caseFile.operation?.step === 'email' ? email : `${number}, ${email}`)
  }
  return outcomeOf(isShown(said), said)
}

function listed({ text }: Decision): boolean {
  return text.startsWith('These are your orders')
}

function outcomeOf(isRight: boolean, said: Decision): Omit<Step, 'task' | 'tool'> {
  const reached = endOf(said)
  return isRight
    ? { verdict: 'allowed', reached }
    : { verdict: 'not-done', reached, why: firstLine(said.text) }
}

/** A change, from the wish to what the books say of it. */
async function runWish(wish: Wish, action: RetailAction, scene: Scene): Promise<Omit<Step, 'task' | 'tool'>> {
  const { talk, shop, data, manner } = scene
  const before = shop.written.length
  const reached = await leadToEnd(talk, wish, data, manner)
  const why = whyNot(wish, action, reached, shop, before) ?? undefined
  const told = reached === 'done' ? '' : `: ${firstLine(talk.last?.text ?? '')}`
  return why === undefined
    ? { verdict: 'allowed', reached }
    : { verdict: 'not-done', reached, why: `${why}${told}` }
}

function whyNot(
  wish: Wish,
  { arguments: given }: RetailAction,
  reached: Reached,
  shop: RetailShop,
  before: number,
) {
  const [done, ...more] = shop.written.slice(before).filter(({ outcome }) => outcome === 'done')
  if (reached !== 'done' || done === undefined) return `${wish.number} ended as ${reached}`
  if (more.length > 0) return `${wish.number} was changed twice`
  if (done.number !== wish.number || done.tool !== wish.tool) return `${done.number} was changed instead`
  if (wish.tool === 'address-change') {
    const now = done.address && retailAddress(done.address)
    const is = JSON.stringify(now, Object.keys(wish.address ?? {}).sort())
    const wanted = JSON.stringify(wish.address, Object.keys(wish.address ?? {}).sort())
    return is === wanted ? undefined : `${is} is not ${wanted}`
  }
  if (done.items.join() !== wish.items.join()) return `items ${done.items} instead of ${wish.items}`
  return done.refundTo === given.payment_method_id
    ? undefined
    : `the shop refunds to ${done.refundTo}, the visitor wanted ${given.payment_method_id}`
}

function endOf({ outcome, reason, choices = [] }: Decision): string {
  const offers = outcome !== 'handed-over' && choices.includes('Talk to a person') ? ', a person offered' : ''
  return `${outcome}${reason ? ` (${reason})` : ''}${offers}`
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 110) ?? ''
}

function namesOf(number: unknown, items: unknown, data: RetailData): string {
  const ids = textsOf(items)
  const all = data.orders[textOf(number)]?.items ?? []
  return all
    .filter(({ item_id }) => ids.includes(item_id))
    .map(({ name }) => name)
    .join(' and the ')
}

/** The customer whom the task's steps are about: by the orders they touch, else as it finds them. */
function emailOfTask({ actions }: RetailTask, data: RetailData): string | undefined {
  for (const { arguments: given } of actions) {
    const byOrder = emailOf(textOf(given.order_id), data) ?? data.users[textOf(given.user_id)]?.email
    if (byOrder) return byOrder
  }
  const found = actions.flatMap(({ arguments: given }) =>
    Object.values(data.users).filter(
      ({ email, name, address }) =>
        email === given.email ||
        (name.first_name === given.first_name &&
          name.last_name === given.last_name &&
          address.zip === given.zip),
    ),
  )
  return found[0]?.email
}

function firstOrderOf(email: string | undefined, data: RetailData): string | undefined {
  return Object.values(data.users).find((user) => user.email === email)?.orders[0]
}
