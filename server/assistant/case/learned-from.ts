import type { CaseUpdate } from '#shared/case/case-file.ts'
import type { Language } from '#shared/knowledge.ts'
import type { TurnStep } from '#shared/trace.ts'
import { type ConversationRow, caseOf } from '../../conversation/index.ts'
import type { Knowledge } from '../../knowledge/index.ts'
import type { Question } from '../question.ts'
import type { Decision } from '../turn.ts'
import type { AssistantParts } from '../turns.ts'
import { caseUpdateOf } from './case-update.ts'
import { productNamed } from './product-named.ts'

/** What the case file learns from a turn. A person who takes over reads which product it is about, where one is named. */
export async function learnedFrom(
  parts: Pick<AssistantParts, 'library' | 'shopOf' | 'now' | 'report'>,
  turn: {
    conversation: ConversationRow
    question: Question
    decision: Decision
    turnId: string
    steps: readonly TurnStep[]
  },
): Promise<CaseUpdate | undefined> {
  const { conversation, question, decision } = turn
  const workspaceId = conversation.workspace_id
  const caseFile = caseOf(conversation)
  try {
    const knowledge = await parts.library.live(workspaceId)
    const products = decision.outcome === 'handed-over' ? parts.shopOf(workspaceId)?.products : undefined
    const said = [...caseFile.intents.slice(-2).map(({ asked }) => asked), question.text].join('\n')
    const product = await productNamed(said, products)
    return caseUpdateOf(
      product ? { ...decision, learned: [...(decision.learned ?? []), product] } : decision,
      {
        ...turn,
        said: question.text,
        caseFile,
        at: parts.now(),
        titlesOf: (id) => titlesOf(id, knowledge),
      },
    )
  } catch (reason) {
    // The visitor is answered all the same; the assistant's own memory must not be lost with the rest.
    parts.report(reason, `case file of conversation ${conversation.id}`)
    return decision.facts && { turn: turn.turnId, facts: { ...decision.facts } }
  }
}

function titlesOf(id: string, knowledge: Knowledge | undefined): Partial<Record<Language, string>> {
  const titles: Partial<Record<Language, string>> = {}
  for (const language of ['en', 'zh'] as const) {
    const article = knowledge?.article(id, language)
    // Where an article is written in one language only, the knowledge answers with that one.
    if (article?.language === language) titles[language] = article.title
  }
  return titles
}
