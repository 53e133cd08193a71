import { z } from 'zod'
import type { CopilotRewrite, RewriteStyle, WithoutModel } from '#shared/copilot.ts'
import type { Language } from '#shared/knowledge.ts'
import { languageOf } from '../../../knowledge/index.ts'
import { ownHosts } from '../../own-hosts.ts'
import { withAddresses } from '../addresses.ts'
import { nameOf } from '../draft/compose.ts'
import { toolsFor } from '../draft/facts.ts'
import { guardRewrite } from '../guard.ts'
import { engineParts } from '../knowledge.ts'
import { type Matter, matterOf } from '../matter.ts'
import { withoutSalutation } from '../words/greetings.ts'
import {
  atWork,
  type CopilotParts,
  type CopilotRequest,
  fromModel,
  modelsOf,
  refuseWithout,
  type Work,
} from '../work.ts'
import { shorterText } from './shorter.ts'
import { formalText, warmerText } from './tone.ts'

/** What rules alone can do; the other styles need a model. */
const byRules = ['shorter', 'warmer', 'formal'] as const satisfies RewriteStyle[]

/** What the copilot can do in a workspace at this moment. */
export function abilitiesOf(parts: CopilotParts, workspaceId: string) {
  const model = modelsOf(parts, workspaceId) !== undefined
  const styles: RewriteStyle[] = model ? [...byRules, 'translate-en', 'translate-zh'] : [...byRules]
  return { model, styles, translates: model }
}

/** An agent's text in another style. Throws `unavailable` where only a model could and none does. */
export async function rewriteText(
  parts: CopilotParts,
  request: CopilotRequest & { text: string; style: RewriteStyle; agent: string },
): Promise<CopilotRewrite> {
  const { text, style, agent } = request
  return atWork(parts, request, async (work) => {
    work.tell('reading')
    const matter = await matterOf(parts.store.read, request.conversation)
    const own = languageOf(text, matter.language)
    const target = style === 'translate-en' ? 'en' : style === 'translate-zh' ? 'zh' : own
    const written = await inModelsWords({ text, style, target }, matter, work)
    if (written.rewrite) return written.rewrite
    const { without } = written
    const byRule = styled(text, style, own, matter, agent)
    if (byRule === 'needs-model') return refuseWithout(without)
    return { text: byRule ?? text, byModel: false, isSame: byRule === undefined, without, doubts: [] }
  })
}

function styled(
  text: string,
  style: RewriteStyle,
  language: Language,
  matter: Matter,
  agent: string,
): string | undefined | 'needs-model' {
  switch (style) {
    case 'shorter':
      return shorterText(text, language)
    case 'warmer':
      return warmerText(text, language)
    case 'formal':
      return formalText(text, language, { visitor: nameOf(matter), agent, isGreeted: matter.isGreeted })
    case 'translate-en':
    case 'translate-zh':
      return 'needs-model'
  }
}

const rewritten = z.object({ text: z.string().max(12_000).describe('The rewritten text, and nothing else.') })

const names = { en: 'English', zh: 'Chinese' }

function rulesOf(style: RewriteStyle, target: Language): string {
  const task = {
    shorter: 'Make it shorter: half as long where that loses nothing a reader acts on.',
    warmer: 'Make it warmer and friendlier without making it much longer.',
    formal: `Make it formal and polite${target === 'zh' ? '; address the reader as 您' : ''}.`,
    'translate-en': 'Translate it into English.',
    'translate-zh': 'Translate it into Simplified Chinese; address the reader as 您.',
  }[style]
  return [
    'You rewrite a reply that an employee of an online shop is about to send to a visitor.',
    `- ${task}`,
    '- Keep every figure, date, name, order number and link exactly. Add no fact, promise, offer or link.',
    '- Do not answer the text and do not add a greeting that it does not have.',
    `- Write in ${names[target]}.`,
  ].join('\n')
}

async function inModelsWords(
  { text, style, target }: { text: string; style: RewriteStyle; target: Language },
  matter: Matter,
  work: Work,
): Promise<
  { rewrite: CopilotRewrite; without?: undefined } | { rewrite?: undefined; without: WithoutModel }
> {
  const asked = await fromModel(work, async (model) => {
    work.tell('writing')
    return model.structured({
      specialist: 'answerer',
      system: rulesOf(style, target),
      data: { text },
      schema: rewritten,
      signal: work.signal,
    })
  })
  if (asked.without !== undefined) return { without: asked.without }
  work.tell('checking')
  const engine = await engineParts(work)
  const whole = withAddresses(asked.answer.text, text)
  if (whole === undefined) return { without: 'model-refused' }
  const given = matter.isGreeted ? withoutOwnGreeting(whole, text) : whole
  const guarded = guardRewrite(given, text, {
    language: target,
    passages: [],
    toolResults: (await toolsFor({ ...matter, triage: { ...matter.triage, intent: 'question' } }, engine))
      .results,
    visitorText: matter.asked.join('\n'),
    allowedLinks: await ownHosts(work.parts.store.read, work.conversation.workspace_id),
    today: work.day,
    rules: rulesOf(style, target),
  })
  if (guarded === undefined) return { without: 'model-refused' }
  return { rewrite: { ...guarded, byModel: true, isSame: guarded.text === text.trim() } }
}

/** Nobody greets twice: a greeting that the agent did not write goes. */
function withoutOwnGreeting(given: string, text: string): string {
  return withoutSalutation(text) === text ? withoutSalutation(given) : given
}
