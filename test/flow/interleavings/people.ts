import { expect } from 'vitest'
import { changeConversation, resolveConversation } from '#server/conversation/index.ts'
import { decideProposal, proposeAction, proposeByPerson, refuseOpenProposals } from '#server/desk/index.ts'
import { Refusal } from '#server/refusal.ts'
import type { ShopAction } from '#shared/action.ts'
import { customer, orderNumber } from '../../support/proposal-world.ts'
import { madeAt, type Run } from './run.ts'
import { ana, list, mei, type Step } from './steps.ts'

// What the assistant and the people at the desk do.

/** Proposes a coupon or a refund; too much, or the same again, is refused. */
export async function propose(run: Run, each: Extract<Step, { step: 'propose' }>): Promise<void> {
  const { world, conversationId, prefix, made, approved } = run
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

/** Decides a proposal, and says whether that was taken. */
export async function decide(
  run: Run,
  place: number,
  by: 'Ana' | 'Mei',
  decision: 'approve' | 'refuse',
  more: { version?: number; action?: ShopAction } = {},
): Promise<boolean> {
  const { world, approved } = run
  const proposal = madeAt(run, place)
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

/** A person takes the conversation over. */
export async function takeOver({ world, conversationId }: Run): Promise<void> {
  await changeConversation(world, conversationId, async (log) => {
    if (log.conversation.status === 'automated')
      log.append({ type: 'conversation:queued', reason: 'agent-takeover' })
    if (log.conversation.status === 'queued')
      log.append({ type: 'conversation:assigned', name: 'Ana', personId: 'ana' })
  })
}

/** A person resolves the conversation, which refuses what is open. */
export async function resolve({ world, conversationId }: Run): Promise<void> {
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

/** The same action, so big. */
export function sized(action: ShopAction, to: number): ShopAction {
  if (action.tool === 'coupon') return { ...action, percent: to }
  return action.tool === 'refund' ? { ...action, amount: { amount: to, currency: currencyOf(to) } } : action
}

/** Now and then a refund in a currency that the shop does not take: it says no. */
function currencyOf(size: number): string {
  return size > 10 ? 'EUR' : 'USD'
}

async function orRefusal(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (reason) {
    if (reason instanceof Refusal) return false
    throw reason
  }
}
