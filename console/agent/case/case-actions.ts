import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Notice } from '../conversation/conversation-model.ts'

type Act = <Answer>(
  name: string,
  request: () => Promise<Result<Answer>>,
  done?: Notice,
  refusedAs?: (refusal: FailureResult) => Notice | undefined,
) => Promise<boolean>

/** What an agent does with the case file and the promises in it. */
export function createCaseActions(connection: DeskConnection, conversationId: string, act: Act) {
  const changed = ({ error }: FailureResult): Notice | undefined =>
    error === 'conflict' ? { kind: 'case-changed' } : undefined
  return {
    /** `seen` is the `seq` of the fact as it was shown, 0 for a new one; an empty value removes it. */
    correctFact: (name: string, value: string, seen: number) =>
      act(
        'case',
        () => connection.request('case:correct', { conversationId, name, value, seen }),
        undefined,
        changed,
      ),
    trackPromise: (promiseId: string, text: string, dueAt: number) =>
      act(
        'promise',
        () => connection.request('promise:track', { conversationId, promiseId, text, dueAt }),
        undefined,
        changed,
      ),
    settlePromise: (promiseId: string, outcome: 'kept' | 'dropped') =>
      act(
        'promise',
        () => connection.request('promise:settle', { conversationId, promiseId, outcome }),
        undefined,
        changed,
      ),
  }
}
