import { z } from 'zod'
import type { FactValue } from '#shared/case/known-fact.ts'
import { openPromises } from '#shared/case/promise.ts'
import { summaryOfCase } from '#shared/case/summary.ts'
import { type CopilotAnswers, type SummaryLine, type SummaryTopic, summaryTopics } from '#shared/copilot.ts'
import type { Language } from '#shared/knowledge.ts'
import { quoted } from '../answering/quoted.ts'
import { toolsFor } from './draft/facts.ts'
import { guardRewrite } from './guard.ts'
import { engineParts } from './knowledge.ts'
import { type Matter, matterOf } from './matter.ts'
import { copilotWords } from './words/copilot-words.ts'
import { atWork, type CopilotParts, type CopilotRequest, fromModel, type Work } from './work.ts'

type Summary = CopilotAnswers['copilot:summarise']

/** Messages of the log that a model is shown; what is older is in the case file. */
const shown = 40
/** Of one message, and of one line. UTF-16 units. */
const longestMessage = 800
const longestLine = 240

/** What the visitor wants, what was tried, agreed and is open: at most one line each, from the case file and the log. */
export async function summarise(
  parts: CopilotParts,
  request: CopilotRequest & { language?: Language | undefined },
): Promise<Summary> {
  return atWork(parts, request, async (work) => {
    work.tell('reading')
    const matter = await matterOf(parts.store.read, request.conversation)
    const language = request.language ?? matter.language
    const own = linesOf(matter, language)
    const asked = await fromModel(work, (model) => phrased(model, matter, own, language, work))
    const lines = asked.without === undefined ? await merged(own, asked.answer, matter, language, work) : own
    const refused = asked.without === undefined && lines.every(({ byModel }) => !byModel)
    const without = asked.without ?? (refused ? 'model-refused' : undefined)
    return { lines, summary: textOf(lines, language), ...(without && { without }) }
  })
}

/** The case file in a few lines. Pure. */
export function linesOf(matter: Matter, language: Language): SummaryLine[] {
  const words = copilotWords[language]
  const { caseFile, events } = matter
  const { wants, order, tried, open } = summaryOfCase(caseFile)
  const said = (value: FactValue | undefined) =>
    value === undefined ? undefined : typeof value === 'string' ? value : value[language]
  const wish = said(wants.wish)
  const asked = wants.asked ?? matter.asked.at(-1)
  const proposals = openProposals(events).map((tool) => words.proposed(words.tools[tool] ?? tool))
  const done = events.flatMap((event) =>
    event.type === 'action:done' && !event.failure
      ? [words.approved(words.tools[event.tool] ?? event.tool)]
      : [],
  )
  const promises = openPromises(caseFile.promises)
    .slice(0, 3)
    .map(({ subject, text, dueAt }) => {
      const what = subject === 'reply' ? words.reply : text
      return dueAt === undefined ? what : `${what} (${words.due(timeOf(dueAt))})`
    })
  const broken = caseFile.promises
    .filter(({ state }) => state === 'broken')
    .map(({ subject, text }) => `${subject === 'reply' ? words.reply : text} (${words.broken})`)
  const about: Record<SummaryTopic, (string | undefined)[]> = {
    // Who asks wants to know something: their question says it.
    wants: [
      wish && !(wish === 'information' && asked) ? (words.wishes[wish] ?? wish) : undefined,
      asked && `“${quoted(asked)}”`,
    ],
    known: [said(wants.product), order && words.order(said(order.number) ?? '', said(order.status))],
    tried: tried.map(({ id, title, isMissed }) => {
      const name = title[language] ?? title.en ?? title.zh ?? id
      return isMissed ? words.missed(name) : name
    }),
    agreed: [...done.slice(-2), ...proposals, ...broken, ...promises],
    open: [openQuestion(matter, open?.asked)],
  }
  return summaryTopics.flatMap((topic) => {
    const texts = about[topic].filter((text): text is string => text !== undefined && text !== '')
    if (texts.length === 0)
      return topic === 'open' ? [{ about: topic, text: words.nothingOpen, byModel: false }] : []
    return [{ about: topic, text: shortened(texts.join(words.join)), byModel: false }]
  })
}

/** What the visitor wrote and nobody has answered. */
function openQuestion({ asked, messages, last }: Matter, before: string | undefined): string | undefined {
  const answer = messages.findLast(({ sender }) => sender === 'agent' || sender === 'assistant')
  const isOpen = last !== undefined && asked.length > 0 && (answer === undefined || answer.seq < last.seq)
  const text = isOpen ? asked.at(-1) : before
  return text === undefined ? undefined : `“${quoted(text)}”`
}

function openProposals(events: Matter['events']): string[] {
  const decided = new Set(
    events.flatMap((event) =>
      event.type === 'action:approved' || event.type === 'action:refused' ? event.proposalId : [],
    ),
  )
  return events.flatMap((event) =>
    event.type === 'action:proposed' && !decided.has(event.proposalId) ? event.action.tool : [],
  )
}

const phrasedLines = z.object({
  wants: z.string().max(1_000).describe('What the visitor wants, one sentence.'),
  tried: z
    .string()
    .max(1_000)
    .describe('What was tried and said so far, one sentence; empty where nothing was.'),
  agreed: z
    .string()
    .max(1_000)
    .describe('What was agreed, promised or done, one sentence; empty where nothing was.'),
  open: z.string().max(1_000).describe('What is still open, one sentence; empty where nothing is.'),
})

const names = { en: 'English', zh: 'Simplified Chinese' }

function rulesOf(language: Language): string {
  return [
    'You summarise a conversation in the chat of an online shop for the employee who takes it over.',
    '- Say only what <case> and <conversation> say. A promise is only what was promised there, with its time.',
    `- Write in ${names[language]}: one short sentence for each field, no greetings, no advice.`,
  ].join('\n')
}

async function phrased(
  model: NonNullable<Work['model']>,
  matter: Matter,
  own: readonly SummaryLine[],
  language: Language,
  work: Work,
) {
  work.tell('writing')
  return model.structured({
    specialist: 'answerer',
    system: rulesOf(language),
    data: {
      case: own.map(({ about, text }) => ({ about, text })),
      conversation: spokenIn(matter).map(({ sender, text }) => ({ sender, text })),
    },
    schema: phrasedLines,
    signal: work.signal,
  })
}

/** A model's line in the place of ours, where it says nothing that the conversation does not. */
async function merged(
  own: readonly SummaryLine[],
  given: z.infer<typeof phrasedLines>,
  matter: Matter,
  language: Language,
  work: Work,
): Promise<SummaryLine[]> {
  work.tell('checking')
  const engine = await engineParts(work)
  const { results } = await toolsFor({ ...matter, triage: { ...matter.triage, intent: 'question' } }, engine)
  const said = [...own, ...spokenIn(matter)].map(({ text }) => text).join('\n')
  return summaryTopics.flatMap((about) => {
    const line = own.find((each) => each.about === about)
    const text = about === 'known' ? '' : shortened(given[about].replaceAll(/\s+/g, ' ').trim())
    const guarded =
      text === ''
        ? undefined
        : guardRewrite(text, said, {
            ...{ language, passages: [], toolResults: results, visitorText: '', allowedLinks: [] },
            ...{ today: work.day, rules: rulesOf(language) },
          })
    if (guarded && guarded.doubts.length === 0) return [{ about, text: guarded.text, byModel: true }]
    return line ?? []
  })
}

function spokenIn({ messages }: Matter): { sender: string; text: string }[] {
  return messages
    .filter(({ text }) => text.trim() !== '')
    .slice(-shown)
    .map(({ sender, text }) => ({ sender, text: text.slice(0, longestMessage).toWellFormed() }))
}

function textOf(lines: readonly SummaryLine[], language: Language): string {
  const { about } = copilotWords[language]
  const colon = language === 'zh' ? '：' : ': '
  return lines.map((line) => `${about[line.about]}${colon}${line.text}`).join('\n')
}

/** As everybody reads it alike, wherever they sit. */
function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function shortened(text: string): string {
  return text.length <= longestLine ? text : `${text.slice(0, longestLine - 1).toWellFormed()}…`
}
