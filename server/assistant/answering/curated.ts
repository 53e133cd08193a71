import type { Citation } from '#shared/conversation.ts'
import type { Article, Language } from '#shared/knowledge.ts'
import type { Decision, Topic } from '../turn.ts'
import { words } from '../words.ts'
import type { Found } from './found.ts'
import { oneLine, quoted } from './quoted.ts'
import type { FoundPart } from './several.ts'

/** The knowledge's own words: one article, or one after the other where the message asked several things. */
export function curatedAnswer(found: Found, language: Language): Decision | undefined {
  if (found.parts) return answerInOrder(found.parts, language)
  if (found.best === undefined) return undefined
  const { article, candidate } = found.best
  return answerWith(article, language, { question: found.question, passage: candidate.passage })
}

/** One article in full. */
export function answerWith(
  article: Article,
  language: Language,
  asked: { question: string; passage?: string | undefined },
): Decision {
  return {
    outcome: 'answered',
    language,
    text: bodyFor(article, language),
    citations: [citationOf(article, asked.passage)],
    facts: { ...settled, topic: topicOf(asked.question, article) },
  }
}

/** Each question's article under its title, in the order they were asked; what nothing answers is named at the end. */
export function answerInOrder(parts: readonly FoundPart[], language: Language): Decision {
  const answered = parts.flatMap(({ question, finding, article }) =>
    article ? [{ question, article, passage: finding.candidates[0]?.passage }] : [],
  )
  const last = answered.at(-1)
  const blocks = answered.map(
    ({ article }) => `**${oneLine(article.title)}**\n\n${bodyFor(article, language)}`,
  )
  const named = unanswered(parts, language)
  return {
    outcome: 'answered',
    language,
    text: [...blocks, ...(named ? [named] : [])].join('\n\n'),
    citations: answered.map(({ article, passage }) => citationOf(article, passage)),
    ...(named && { choices: [words[language].person] }),
    facts: { ...settled, topic: last ? topicOf(last.question, last.article) : null },
  }
}

/** A line that names the questions nothing answers; `undefined` where there are none. */
export function unanswered(parts: readonly FoundPart[], language: Language): string | undefined {
  const questions = parts.flatMap(({ question, article }) => (article ? [] : [quoted(question)]))
  return questions.length > 0 ? words[language].unanswered(questions) : undefined
}

/** What the case file forgets once something was answered. */
export const settled = { awaiting: null, clarification: null, misses: 0 } as const

export function topicOf(question: string, article: Article): Topic {
  const { id, language, topic } = article
  return { question: question.slice(0, 400).toWellFormed(), articleId: id, language, about: topic }
}

export function citationOf(article: Article, passage?: string): Citation {
  return { articleId: article.id, title: article.title, passage: passage ?? article.body }
}

/** The text of an article; where it is in the other language only, that is said first. */
export function bodyFor(article: Article, language: Language): string {
  return article.language === language ? article.body : `${words[language].otherLanguage}\n\n${article.body}`
}
