import type { ShopAction } from '#shared/action.ts'
import { factOf } from '#shared/case/known-fact.ts'
import { openPromises } from '#shared/case/promise.ts'
import type { NextStep } from '#shared/copilot.ts'
import type { Article } from '#shared/knowledge.ts'
import { limitsFor, type ResponsibilityList, type ResponsibilityRow } from '#shared/responsibility.ts'
import type { Signal, SignalName } from '#shared/watch.ts'
import type { ShopConnector } from '../../../connectors/index.ts'
import { fromJson } from '../../../store/json.ts'
import { moneyIn } from '../../operator/plain.ts'
import type { Matter } from '../matter.ts'
import type { SolvedConversation } from './similar.ts'

/** What there is to go by, beside the matter itself. */
export interface StepGrounds {
  attention: readonly Signal[]
  proposals: readonly { id: string; action: string; expires_at: number }[]
  solved: readonly SolvedConversation[]
  lacksProof: boolean
  /** The shop has shown the order that they ask for. */
  hasOrder: boolean
  /** The article that answers, where one does. */
  best: Article | undefined
  confidence: number
  responsibilities: ResponsibilityList
  /** The row that leads the best article's topic. */
  row: ResponsibilityRow | undefined
  shop: ShopConnector | undefined
}

const mostSteps = 6
/** Waiting visitors, and levels that are near or missed. */
const pressing: readonly SignalName[] = [
  'service-level-breached',
  'service-level-near',
  'agent-silent',
  'visitor-waiting',
  'unassigned-too-long',
]

/** What could be done next: what was promised, what others wait for, then what brings the matter on. Pure. */
export function stepsFor(matter: Matter, grounds: StepGrounds): NextStep[] {
  return [
    ...promised(matter),
    ...proposed(matter, grounds),
    ...waiting(matter, grounds),
    ...transferred(grounds),
    ...answered(matter, grounds),
    ...offered(matter, grounds),
    ...grounds.solved.map(
      ({ conversationId, ...solved }): NextStep => ({
        step: 'as-before',
        ...solved,
        source: { kind: 'conversation', conversationId },
      }),
    ),
    ...closed(matter, grounds),
  ].slice(0, mostSteps)
}

function promised({ caseFile: { promises } }: Matter): NextStep[] {
  const broken = promises.filter(({ state }) => state === 'broken')
  const binding = [...broken, ...openPromises(promises)].filter(({ subject }) => subject === 'deed')
  const suggested = promises.filter(({ state }) => state === 'suggested').slice(-1)
  return [
    ...binding.slice(0, 2).map(
      ({ id, text, dueAt, state, endedAt }): NextStep => ({
        step: 'keep-promise',
        what: text,
        dueAt: dueAt ?? endedAt ?? 0,
        isBroken: state === 'broken',
        source: { kind: 'promise', promiseId: id },
      }),
    ),
    ...suggested.map(
      ({ id, text }): NextStep => ({
        step: 'track-promise',
        what: text,
        source: { kind: 'promise', promiseId: id },
      }),
    ),
  ]
}

function proposed({ events }: Matter, { proposals }: StepGrounds): NextStep[] {
  return proposals.slice(0, 2).map(({ id, action, expires_at: expiresAt }): NextStep => {
    const event = events.find((each) => each.type === 'action:proposed' && each.proposalId === id)
    return {
      step: 'decide',
      tool: fromJson<ShopAction>(action).tool,
      expiresAt,
      source: { kind: 'event', seq: event?.seq ?? 0 },
    }
  })
}

/** Somebody waits for a word of ours. */
function waiting({ last, messages }: Matter, { attention }: StepGrounds): NextStep[] {
  if (last === undefined || messages.some(({ sender, seq }) => sender === 'agent' && seq > last.seq))
    return []
  const signal = pressing.find((name) => attention.some((each) => each.name === name))
  if (signal === undefined) return []
  return [{ step: 'reply', since: last.at, signal, source: { kind: 'event', seq: last.seq } }]
}

/** The list names a team for the topic. */
function transferred({ row, responsibilities }: StepGrounds): NextStep[] {
  if (row?.team === undefined) return []
  const source = { kind: 'responsibility', row: row.topic, version: responsibilities.version } as const
  return [{ step: 'transfer', topic: row.topic, team: row.team, source }]
}

function answered({ last }: Matter, grounds: StepGrounds): NextStep[] {
  const { lacksProof, hasOrder, best, confidence } = grounds
  if (lacksProof || hasOrder)
    return [{ step: hasOrder ? 'tell-order' : 'ask-proof', source: { kind: 'event', seq: last?.seq ?? 0 } }]
  if (best === undefined) return []
  const { id: articleId, language, title } = best
  return [{ step: 'answer', confidence, source: { kind: 'article', articleId, language, title } }]
}

/** What the list lets a person propose where the visitor wants their money, or has reason to be unhappy. */
function offered({ caseFile, language, triage }: Matter, grounds: StepGrounds): NextStep[] {
  if (grounds.proposals.length > 0) return []
  const { responsibilities, shop } = grounds
  const wish = factOf(caseFile.facts, 'wish')
  const mood = caseFile.mood.at(-1)?.satisfaction ?? 1
  const steps: NextStep[] = []
  if (wish === 'refund' && shop?.refunds) {
    const { row, refundUpTo } = limitsFor(responsibilities, 'refund')
    const limit = refundUpTo && moneyIn(language, refundUpTo)
    steps.push({ step: 'propose', tool: 'refund', ...(limit && { limit }), source: sourceOf(row) })
  }
  const { row, couponUpTo } = limitsFor(responsibilities, 'coupon')
  const isUnhappy = mood < 0.4 || triage.sentiment < -0.3
  if (isUnhappy && couponUpTo && shop?.coupons) {
    const { percent, amount } = couponUpTo
    const limit = percent === undefined ? amount && moneyIn(language, amount) : `${percent}%`
    steps.push({ step: 'propose', tool: 'coupon', ...(limit && { limit }), source: sourceOf(row) })
  }
  return steps

  function sourceOf(topic: string) {
    return { kind: 'responsibility', row: topic, version: responsibilities.version } as const
  }
}

/** They thank, nothing is promised and nothing waits: it can end. */
function closed({ courtesy, last, caseFile, conversation }: Matter, { proposals }: StepGrounds): NextStep[] {
  const isSettled = proposals.length === 0 && openPromises(caseFile.promises).length === 0
  const isLeaving = courtesy === 'thanks' || courtesy === 'goodbye'
  if (!isSettled || !isLeaving || conversation.status === 'resolved' || last === undefined) return []
  return [{ step: 'close', source: { kind: 'event', seq: last.seq } }]
}
