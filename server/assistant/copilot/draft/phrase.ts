import type { Doubt, WithoutModel } from '#shared/copilot.ts'
import type { Article } from '#shared/knowledge.ts'
import { type Fault, judgeDraft } from '../../judge/index.ts'
import type { TurnModel } from '../../models/index.ts'
import { redact } from '../../reading/redact.ts'
import { guardDraft } from '../guard.ts'
import { withoutSalutation } from '../words/greetings.ts'
import { fromModel, type Work } from '../work.ts'
import type { Ground } from './draft.ts'

type PhrasedAnswer = Awaited<ReturnType<TurnModel['phrase']>>

export interface PhrasedDraft {
  text: string
  doubts: Doubt[]
  cited: Article[]
}

/** The draft in a model's words, or why there are none. What it promises and nobody proved is marked. */
export async function phraseDraft(
  ground: Ground,
  work: Work,
): Promise<PhrasedDraft | { without: WithoutModel; foundNothing?: boolean }> {
  const asked = await fromModel(work, (model) => phrase(model, ground, work))
  if (asked.without !== undefined) return { without: asked.without }
  const { answer } = asked
  if (answer.text === '') return { without: 'model-refused', foundNothing: true }
  work.tell('checking')
  const guarded = guardDraft(withoutSalutation(answer.text), ground.grounds)
  if (guarded === undefined) return { without: 'model-refused' }
  const cited = answer.citations.flatMap((number) => ground.articles[number - 1] ?? [])
  return { ...guarded, cited }
}

/** Asked once more where the judge finds faults: a better draft is worth the seconds; then the faults are shown. */
async function phrase(model: TurnModel, ground: Ground, work: Work): Promise<PhrasedAnswer> {
  const first = await ask(model, ground, work)
  const faults = first.text === '' ? [] : judgeDraft({ ...ground.grounds, text: first.text })
  if (faults.length === 0) return first
  const { answer } = await fromModel({ model }, (again) => ask(again, ground, work, faults))
  const isBetter =
    answer &&
    answer.text !== '' &&
    judgeDraft({ ...ground.grounds, text: answer.text }).length < faults.length
  return isBetter ? answer : first
}

async function ask(
  model: TurnModel,
  { matter, found, articles, tools }: Ground,
  work: Work,
  refused?: readonly Fault[],
): Promise<PhrasedAnswer> {
  work.tell('writing')
  const passages = [
    ...articles.map(({ title, body }) => ({ title, text: body })),
    // Passages leave as they are: what tools said of the visitor goes without their address.
    ...tools.results.map(({ text }) => ({ title: 'The order system', text: redact(text) })),
  ]
  return model.phrase({
    question: found.question,
    language: matter.language,
    history: matter.history,
    passages: passages.map((passage, index) => ({ number: index + 1, ...passage })),
    signal: work.signal,
    ...(refused && { refused }),
    // Nothing is shown before it was judged as a whole.
    onDelta: () => undefined,
  })
}
