import { randomUUID } from 'node:crypto'
import { type Decision, respond } from '#server/assistant/index.ts'
import type { CaseFile, Turn } from '#server/assistant/turn.ts'
import type { ShopConnector } from '#server/connectors/index.ts'
import type { ResponsibilityList } from '#shared/responsibility.ts'
import type { RetailAction } from './data.ts'
import type { ScriptedModel } from './model.ts'

/** A conversation of a visitor with the assistant: `respond`, the function that serves every visitor, and its memory. */
export interface Talk {
  says(text: string | string[], more?: Partial<Turn>): Promise<Decision>
  /** What the model calls from now on, where there is one. */
  plan(...calls: RetailAction[]): void
  readonly caseFile: CaseFile
  readonly last: Decision | undefined
  /** Tools that the rules of this run refused to a model, and why. */
  readonly refused: string[]
  /** Takes back what the last turn learned, as a process does that was killed before its commit. */
  forgetLast(): void
}

/** The assistant leads everything the shop can do: what stops an action then is a guard, not a setting. */
export const everything: ResponsibilityList = {
  version: 1,
  rows: [{ topic: '*', lead: 'assistant', accountable: 'supervisor', answerAt: 0.5 }],
  askAt: 0.3,
  angerAt: 0.5,
  missesAllowed: 2,
}

export function openTalk(
  shop: ShopConnector,
  model: ScriptedModel | undefined,
  responsibilities: ResponsibilityList = everything,
): Talk {
  const conversationId = randomUUID()
  let memory: { caseFile: CaseFile; history: Turn['history']; guesses: number } = {
    caseFile: {},
    history: [],
    guesses: 0,
  }
  let before = memory
  let last: Decision | undefined
  const refused: string[] = []
  model?.plan([])
  return {
    get caseFile() {
      return memory.caseFile
    },
    get last() {
      return last
    },
    refused,
    plan(...calls) {
      model?.plan(calls)
    },
    forgetLast() {
      memory = before
    },
    async says(text, more = {}) {
      const messages = [text].flat()
      const signal = AbortSignal.timeout(20_000)
      before = memory
      const { caseFile, history, guesses } = memory
      const turn: Turn = {
        conversationId,
        text: messages.join('\n'),
        messages,
        language: 'en',
        history,
        caseFile,
        orderGuesses: guesses,
        ...more,
      }
      const decision = await respond(turn, {
        knowledge: undefined,
        responsibilities,
        shop,
        model: model?.forTurn(signal),
        isDeskOpen: true,
        day: new Date().toISOString().slice(0, 10),
        signal,
        progress: () => undefined,
        record(specialist, detail) {
          const { tool, outcome } = detail as { tool?: string; outcome?: string }
          if (specialist === 'operate' && outcome === 'chosen') model?.took()
          if (specialist === 'operate' && outcome?.startsWith('refused: ')) refused.push(`${tool} ${outcome}`)
        },
      })
      memory = {
        // As the store keeps it: plain JSON.
        caseFile: JSON.parse(JSON.stringify({ ...caseFile, ...decision.facts })),
        history: [
          ...history,
          ...messages.map((each) => ({ sender: 'visitor' as const, text: each })),
          { sender: 'assistant' as const, text: decision.text },
        ],
        guesses: guesses + (decision.wrongOrderGuess ? 1 : 0),
      }
      last = decision
      return decision
    },
  }
}
