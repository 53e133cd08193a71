import type { Article } from '#shared/knowledge.ts'
import { bodyFor } from '../../answering/curated.ts'
import type { Found } from '../../answering/found.ts'
import { oneLine } from '../../answering/quoted.ts'
import type { Matter } from '../matter.ts'
import { copilotWords } from '../words/copilot-words.ts'
import { callableName } from '../words/greetings.ts'

/** Of a longer article the paragraph that answers is taken. UTF-16 units. */
const wholeArticle = 1_200
/** Below this sentiment, -1 to 1, the shop's word of regret comes first. */
const unhappy = -0.3

/** What articles say to the matter, in their own words. */
export function articleText(found: Found, matter: Matter): string | undefined {
  const { language } = matter
  const { parts, best } = found
  if (parts !== undefined) {
    const blocks = parts.flatMap(({ article, finding }) =>
      article
        ? [`**${oneLine(article.title)}**\n\n${textOf(article, matter, finding.candidates[0]?.passage)}`]
        : [],
    )
    const questions = parts.flatMap(({ article, question }) => (article ? [] : [oneLine(question)]))
    const named = questions.length > 0 ? [copilotWords[language].unanswered(questions)] : []
    return [...blocks, ...named].join('\n\n')
  }
  return best && textOf(best.article, matter, best.candidate.passage)
}

function textOf(article: Article, { language }: Matter, passage: string | undefined): string {
  const isLong = article.body.length > wholeArticle
  return bodyFor(isLong && passage?.trim() ? { ...article, body: passage } : article, language)
}

/** A greeting by name where nobody has greeted yet, regret where it is due, what is to be said, and a closing. */
export function framed(body: string, matter: Matter, isClosed = true): string {
  const { language, isGreeted, triage } = matter
  const words = copilotWords[language]
  const blocks = [
    ...(isGreeted ? [] : [words.salutation(firstNameOf(nameOf(matter)))]),
    ...(triage.sentiment < unhappy ? [words.sorry] : []),
    body.trim(),
    ...(isClosed ? [words.closing] : []),
  ]
  return blocks.join('\n\n')
}

/** In English one is called by the first name; a Chinese name is said whole. */
function firstNameOf(name: string | undefined): string | undefined {
  return name !== undefined && /^\p{Script=Latin}/u.test(name) ? name.split(' ')[0] : name
}

/** How the visitor is called, where that is known. */
export function nameOf({ conversation, caseFile }: Matter): string | undefined {
  const said = caseFile.facts.find(({ name }) => name === 'name')?.value
  return callableName(conversation.contact_name ?? (typeof said === 'string' ? said : undefined))
}
