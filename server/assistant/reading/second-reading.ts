import { z } from 'zod'
import { languageOf } from '../../knowledge/index.ts'
import { type Found, isAnswered } from '../answering/found.ts'
import { retrieve } from '../answering/retrieve.ts'
import { isOwnQuestion } from '../judge/index.ts'
import { ModelFailure } from '../models/index.ts'
import { responsible } from '../responsible.ts'
import type { Decision, Turn, TurnParts } from '../turn.ts'
import type { Course } from './satisfaction.ts'
import type { Triage } from './triage.ts'

const reading = z.object({
  wish: z
    .enum(['information', 'person', 'other'])
    .describe('"person" only where the visitor asks to be put through to a human being'),
  risk: z
    .enum(['none', 'self-harm', 'violence', 'danger', 'legal-threat', 'payment-data'])
    .describe('what in the message must reach a person at once, whatever is asked'),
  anger: z.number().min(0).max(1).describe('0 calm, 1 furious'),
  question: z
    .string()
    .max(400)
    .describe(
      "what is asked, as one question in the visitor's language that is understood without the conversation; empty where nothing is asked",
    ),
})

const rules = [
  'You read the message of a visitor of an online shop for the assistant that will answer it. You answer nothing.',
  '- Read <message> in the light of <conversation>, and fill in the form.',
  '- Put into the question only what the visitor said or what the conversation shows they mean.',
].join('\n')

const formRules = Object.values(reading.shape)
  .map(({ description }) => description ?? '')
  .join('\n')

/** A reading that takes longer than this is not waited for, so that there is time to answer. Milliseconds. */
const patience = 6_000

/**
 * Where the engine is not sure of an answer, a model reads the message once more. It may add to what the rules saw
 * and never take away: a risk or a wish for a person leads to one, and the question is searched again as the model
 * understood it. An article that the visitor's own words did not bring up at all is asked about, not answered with.
 */
export async function readAgain(
  found: Found,
  asked: string,
  message: Triage,
  course: Course,
  turn: Turn,
  parts: TurnParts,
): Promise<{ decision: Decision } | { found: Found }> {
  if (parts.model === undefined || found.parts !== undefined || isAnswered(found)) return { found }
  const read = await readingOf(asked, turn, parts)
  if (read === undefined) return { found }
  const understood: Triage = {
    ...message,
    anger: Math.max(message.anger, read.anger),
    risk: message.risk ?? (read.risk === 'none' ? null : read.risk),
    ...(read.wish === 'person' && { intent: 'person' as const }),
  }
  parts.record('triage', { ...understood, ...course, by: 'model' })
  const decision = responsible(understood, parts, course.isFalling)
  if (decision) return { decision }
  const question = read.question.trim()
  if (question === '' || languageOf(question, message.language) !== message.language) return { found }
  const said = turn.history.flatMap(({ sender, text }) => (sender === 'visitor' ? [text] : []))
  if (!isOwnQuestion(question, [turn.text, ...said].join('\n'), `${rules}\n${formRules}`)) return { found }
  const again = await retrieve(message, turn, parts, question)
  // One question was asked for: of several, those that nothing answers would be named to the visitor in its words.
  if (again.parts !== undefined || again.finding.confidence <= found.finding.confidence) return { found }
  const isNew = found.finding.candidates.every(({ articleId }) => articleId !== again.best?.article.id)
  return { found: isNew ? { ...again, isDoubtful: true } : again }
}

async function readingOf(
  asked: string,
  turn: Turn,
  parts: TurnParts,
): Promise<z.infer<typeof reading> | undefined> {
  try {
    return await parts.model?.structured({
      specialist: 'triage',
      system: rules,
      data: { conversation: turn.history, message: asked },
      schema: reading,
      signal: AbortSignal.any([parts.signal, AbortSignal.timeout(patience)]),
    })
  } catch (reason) {
    // The rules have read it already; the call's failure is in the trace with the other calls.
    if (reason instanceof ModelFailure) return undefined
    throw reason
  }
}
