import type { Selectable } from 'kysely'
import type { ShopAction } from '#shared/action.ts'
import { type ProposalChange, type ProposalState, proposalAfter } from '#shared/proposal.ts'
import { fromJson } from '../../store/json.ts'
import type { Tables } from '../../store/schema.ts'
import type { Reading, Writing } from '../../store/store.ts'

export type ProposalRow = Selectable<Tables['proposal']>

/** What a change of state may put beside it. */
export type Beside = Partial<Pick<ProposalRow, 'action' | 'decided_by' | 'decided_at' | 'result' | 'failure'>>

export function actionOf(proposal: Pick<ProposalRow, 'action'>): ShopAction {
  return fromJson<ShopAction>(proposal.action)
}

export function stateOf(proposal: Pick<ProposalRow, 'state'>): ProposalState {
  return proposal.state as ProposalState
}

export async function readProposal(read: Reading, proposalId: string): Promise<ProposalRow | undefined> {
  return read.selectFrom('proposal').selectAll().where('id', '=', proposalId).executeTakeFirst()
}

export async function openProposalsOf(read: Reading, conversationId: string): Promise<ProposalRow[]> {
  return read
    .selectFrom('proposal')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'proposed')
    .orderBy('proposed_at')
    .orderBy('id')
    .execute()
}

/** Adds a proposal as it begins: `proposed`, version 1. */
export async function addProposal(
  writing: Writing,
  proposal: Omit<ProposalRow, 'state' | 'version' | 'decided_by' | 'decided_at' | 'result' | 'failure'>,
): Promise<ProposalRow> {
  return writing
    .insertInto('proposal')
    .values({ ...proposal, state: 'proposed', version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * The one place where a proposal changes its state, by compare-and-set: `undefined` where the rules do not allow the
 * change, or where somebody was first.
 */
export async function changeProposal(
  writing: Writing,
  before: ProposalRow,
  change: ProposalChange,
  beside: Beside = {},
): Promise<ProposalRow | undefined> {
  const state = proposalAfter(stateOf(before), change)
  if (state === undefined) return undefined
  return writing
    .updateTable('proposal')
    .set({ ...beside, state, version: before.version + 1 })
    .where('id', '=', before.id)
    .where('state', '=', before.state)
    .where('version', '=', before.version)
    .returningAll()
    .executeTakeFirst()
}
