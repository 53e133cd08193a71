import type { EvaluationCase, Expectation } from '#shared/knowledge.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { EvaluationFailure } from '#shared/rest.ts'
import { type Decision, respond, type TurnParts } from '../assistant/index.ts'
import type { ShopConnector } from '../connectors/index.ts'
import type { Knowledge } from '../knowledge/index.ts'

export type Outcome = EvaluationFailure['got']

/** What every evaluated turn stands on, the release aside. */
export interface EvaluationGround {
  responsibilities: ResponsibilityList
  /** Without its actions: an evaluation must never write to a shop. */
  shop: ShopConnector | undefined
  day: string
}

/**
 * What the assistant does with one case on one release: the very turn that serves visitors, without a model, so that
 * the same release and case always give the same outcome.
 */
export async function tryCase(
  tried: EvaluationCase,
  knowledge: Knowledge | undefined,
  ground: EvaluationGround,
): Promise<Outcome> {
  const parts: TurnParts = {
    ...ground,
    knowledge,
    model: undefined,
    isDeskOpen: true,
    signal: AbortSignal.timeout(20_000),
    progress: () => undefined,
    record: () => undefined,
  }
  const { question, locale } = tried
  const asked = { text: question, messages: [question], language: locale }
  const turn = { ...asked, history: [], caseFile: {}, orderGuesses: 0 }
  return outcomeOf(await respond(turn, parts))
}

function outcomeOf(decision: Decision): Outcome {
  const confidence = decision.confidence === undefined ? {} : { confidence: decision.confidence }
  switch (decision.outcome) {
    case 'answered': {
      const articleId = decision.citations?.[0]?.articleId
      return { kind: 'article', ...(articleId && { articleId }), ...confidence }
    }
    case 'asked':
      return { kind: 'asked', ...confidence }
    case 'declined':
      return { kind: 'refusal', ...confidence }
    case 'handed-over':
      return { kind: 'handover', ...(decision.reason && { reason: decision.reason }), ...confidence }
  }
}

/** Not knowing an article and not being sure of one are the same thing to the visitor. */
const sameReason: Record<string, string> = { 'low-confidence': 'no-knowledge' }

/** Whether an outcome is what the case says must happen. */
export function passes(expected: Expectation, got: Outcome): boolean {
  if (expected.kind !== got.kind) return false
  if (expected.kind === 'article') return expected.articleId === got.articleId
  if (expected.kind === 'handover' && expected.reason !== undefined) {
    return family(expected.reason) === family(got.reason ?? '')
  }
  return true
}

function family(reason: string): string {
  return sameReason[reason] ?? reason
}
