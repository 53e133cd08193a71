import { expect } from 'vitest'
import type { Language } from '#shared/knowledge.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { Customer, ShopConnector } from '../../../connectors/index.ts'
import { guardPromises } from '../../judge/index.ts'
import type { TurnModel } from '../../models/index.ts'
import { respond } from '../../respond.ts'
import type { CaseFile, Decision, Turn } from '../../turn.ts'

/** A conversation of turns over a shop, without a store: what the case file learns goes into the next turn. */
export interface Conversation {
  says(text: string | string[], more?: Partial<Turn>): Promise<Decision>
  readonly caseFile: CaseFile
  readonly steps: { specialist: string; detail: Record<string, unknown> }[]
  /** Takes back what the last turn learned, as a process does that was killed before its commit. */
  forgetLast(): void
}

/** The day on which the demo shop's orders are what its files say. */
export const now = Date.parse('2026-11-21T16:00:00Z')
const today = '2026-11-21'

export const everything: ResponsibilityList = {
  version: 1,
  rows: [{ topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 }],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}

export function converse(options: {
  shop: ShopConnector | undefined
  language?: Language
  responsibilities?: ResponsibilityList
  model?: TurnModel
  conversationId?: string
}): Conversation {
  let caseFile: CaseFile = {}
  let history: Turn['history'] = []
  let before = { caseFile, history }
  let orderGuesses = 0
  const steps: Conversation['steps'] = []
  return {
    get caseFile() {
      return caseFile
    },
    steps,
    forgetLast() {
      ;({ caseFile, history } = before)
    },
    async says(text, more = {}) {
      const messages = [text].flat()
      before = { caseFile, history }
      const decision = await respond(
        {
          conversationId: options.conversationId ?? 'a conversation',
          text: messages.join('\n'),
          messages,
          language: options.language ?? 'en',
          history,
          caseFile,
          orderGuesses,
          ...more,
        },
        {
          knowledge: undefined,
          responsibilities: options.responsibilities ?? everything,
          shop: options.shop,
          model: options.model,
          isDeskOpen: true,
          day: today,
          signal: AbortSignal.timeout(20_000),
          progress: () => undefined,
          record: (specialist, detail) => void steps.push({ specialist, detail: { ...detail } }),
        },
      )
      // As the store keeps it: plain JSON.
      caseFile = JSON.parse(JSON.stringify({ ...caseFile, ...decision.facts }))
      history = [
        ...history,
        ...messages.map((each) => ({ sender: 'visitor' as const, text: each })),
        { sender: 'assistant' as const, text: decision.text },
      ]
      if (decision.wrongOrderGuess) orderGuesses += 1
      expectProvenance(decision)
      return decision
    },
  }
}

/** Whatever a tool's reply promises, its facts prove (invariant 13). */
function expectProvenance(decision: Decision): void {
  const said = decision.toolResults
  // What the catalogue says of a product is no promise: a lamp that shines for sixty hours is no deadline.
  if (said === undefined || decision.rule?.name === 'tool-read') return
  const facts = said.flatMap((each) => each.facts)
  // That a return is refunded, and free, is what the shop's terms say where they name an amount.
  const hasTerms = facts.some(({ kind }) => kind === 'amount')
  const unproved = guardPromises(decision.text, { passages: [], facts, today })
  const isOfTerms = (kind: string) => hasTerms && (kind === 'refund' || kind === 'compensation')
  expect(unproved.filter(({ kind }) => !isOfTerms(kind))).toEqual([])
}

/** The same shop with every action counted, and whatever is given instead of its own. */
export function watched(
  shop: ShopConnector,
  instead: Partial<ShopConnector> = {},
): { shop: ShopConnector; acted: { tool: string; key: string; customer: Customer }[] } {
  const acted: { tool: string; key: string; customer: Customer }[] = []
  const whole = { ...shop, ...instead }
  const { returns, addresses, coupons, refunds } = whole
  return {
    acted,
    shop: {
      ...whole,
      ...(returns && {
        returns: {
          check: (...asked) => returns.check(...asked),
          start(request, key, signal) {
            acted.push({ tool: 'return', key, customer: request.customer })
            return returns.start(request, key, signal)
          },
        },
      }),
      ...(addresses && {
        addresses: {
          check: (...asked) => addresses.check(...asked),
          change(request, key, signal) {
            acted.push({ tool: 'address-change', key, customer: request.customer })
            return addresses.change(request, key, signal)
          },
        },
      }),
      ...(coupons && {
        coupons: {
          issue(request, key, signal) {
            acted.push({ tool: 'coupon', key, customer: request.customer })
            return coupons.issue(request, key, signal)
          },
        },
      }),
      ...(refunds && {
        refunds: {
          refund(request, key, signal) {
            acted.push({ tool: 'refund', key, customer: request.customer })
            return refunds.refund(request, key, signal)
          },
        },
      }),
    },
  }
}
