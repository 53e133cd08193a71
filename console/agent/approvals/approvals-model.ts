import type { ShopAction } from '#shared/action.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Notice } from '../conversation/conversation-model.ts'
import type { ProposalView } from './proposals.ts'
import type { OwnProposal } from './propose-dialog.tsx'

/** Runs one thing at a time and tells what became of it. */
type Act = <Answer>(
  name: string,
  request: () => Promise<Result<Answer>>,
  done?: Notice,
  refusedAs?: (refusal: FailureResult) => Notice | undefined,
) => Promise<boolean>

/** What an agent does about actions that wait for a person. */
export function createApprovals(connection: DeskConnection, conversationId: string, act: Act) {
  return {
    decide: (
      { proposalId, version }: Pick<ProposalView, 'proposalId' | 'version'>,
      decision: 'approve' | 'refuse',
      { action, comment }: { action?: ShopAction; comment?: string },
    ) =>
      act(
        'decide',
        () =>
          connection.request('action:decide', {
            proposalId,
            version,
            decision,
            ...(action && { action }),
            ...(comment && { comment }),
          }),
        undefined,
        ({ error }) => {
          if (error === 'conflict' || error === 'stale') return { kind: 'decided-first' }
          return error === 'forbidden' ? { kind: 'above-limit' } : undefined
        },
      ),
    /** `undefined` where it was taken. */
    async propose(proposal: OwnProposal): Promise<FailureResult | undefined> {
      const result = await connection.request('action:propose', { conversationId, ...proposal })
      return result.ok ? undefined : result
    },
  }
}
