import { z } from 'zod'
import type { CopilotAnswers, NextStep } from '#shared/copilot.ts'
import type { Language } from '#shared/knowledge.ts'
import { attentionOf } from '../../../conversation/index.ts'
import { toolsFor } from '../draft/facts.ts'
import { guardRewrite } from '../guard.ts'
import { articlesOf, certaintyOf, engineParts, findFor, hasAnswer, leadOf } from '../knowledge.ts'
import { matterOf } from '../matter.ts'
import { atWork, type CopilotParts, type CopilotRequest, fromModel, type Work } from '../work.ts'
import { similarSolved } from './similar.ts'
import { stepsFor } from './steps.ts'

type Answer = CopilotAnswers['copilot:next-step']

/** What an agent could do next, the most pressing first, each with what it rests on. Nothing of it is done. */
export async function nextSteps(
  parts: CopilotParts,
  request: CopilotRequest & { language?: Language | undefined },
): Promise<Answer> {
  return atWork(parts, request, async (work) => {
    work.tell('reading')
    const { conversation } = request
    const { read } = parts.store
    const matter = await matterOf(read, conversation)
    const engine = await engineParts(work)
    work.tell('searching')
    const question = matter.asked.join('\n')
    const isAsking = question !== ''
    const [found, tools, proposals, solved] = await Promise.all([
      isAsking ? findFor(matter, engine) : undefined,
      toolsFor(matter, engine),
      read
        .selectFrom('proposal')
        .select(['id', 'action', 'expires_at'])
        .where('conversation_id', '=', conversation.id)
        .where('state', '=', 'proposed')
        .orderBy('expires_at')
        .limit(3)
        .execute(),
      isAsking
        ? similarSolved(read, engine.knowledge, {
            workspaceId: conversation.workspace_id,
            conversationId: conversation.id,
            question,
            language: matter.language,
          })
        : [],
    ])
    const row = found && leadOf(found, engine)
    const steps = stepsFor(matter, {
      attention: attentionOf(conversation),
      proposals,
      solved,
      lacksProof: tools.lacksProof,
      hasOrder: tools.order !== undefined,
      best: found && hasAnswer(found, engine) ? articlesOf(found, engine)[0] : undefined,
      confidence: found ? certaintyOf(found) : 0,
      responsibilities: engine.responsibilities,
      row,
      shop: engine.shop,
    })
    if (steps.length < 2) return { steps }
    return { steps, ...(await chosen(steps, question, request.language ?? matter.language, work)) }
  })
}

const choice = z.object({
  first: z.int().min(0).describe('The index of the step to take first.'),
  why: z.string().max(600).describe('One short sentence for the employee.'),
})

function rulesOf(language: Language): string {
  return [
    'You help an employee of an online shop to choose what to do next in a conversation.',
    '- Choose one of <steps> by its index. Do not suggest anything else, and promise nothing.',
    `- Give the reason in ${language === 'zh' ? 'Simplified Chinese' : 'English'}, in one short sentence.`,
  ].join('\n')
}

/** The one that a model would take first. Its reason is shown only where it stands on the steps themselves. */
async function chosen(
  steps: readonly NextStep[],
  question: string,
  language: Language,
  work: Work,
): Promise<Pick<Answer, 'first' | 'without'>> {
  const asked = await fromModel(work, async (model) => {
    work.tell('writing')
    return model.structured({
      specialist: 'answerer',
      system: rulesOf(language),
      data: { question, steps: steps.map((step, index) => ({ index, ...step })) },
      schema: choice,
      signal: work.signal,
    })
  })
  if (asked.without !== undefined) return { without: asked.without }
  const { first, why } = asked.answer
  const guarded = guardRewrite(
    why.replaceAll(/\s+/g, ' ').slice(0, 240).toWellFormed(),
    JSON.stringify(steps),
    {
      ...{ language, passages: [], toolResults: [], visitorText: '', allowedLinks: [], today: work.day },
      rules: rulesOf(language),
    },
  )
  if (first >= steps.length || guarded === undefined || guarded.doubts.length > 0)
    return { without: 'model-refused' }
  return { first: { index: first, why: guarded.text } }
}
