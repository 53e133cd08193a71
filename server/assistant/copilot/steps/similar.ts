import { lastMatter } from '#shared/case/summary.ts'
import type { Solution } from '#shared/copilot.ts'
import type { Language } from '#shared/knowledge.ts'
import { caseOf, eventsBetween } from '../../../conversation/index.ts'
import { type Knowledge, termsOf } from '../../../knowledge/index.ts'
import type { Reading } from '../../../store/store.ts'
import { quoted } from '../../answering/quoted.ts'
import { redact } from '../../reading/redact.ts'

/** A conversation that was solved and began with much the same question. */
export interface SolvedConversation {
  conversationId: string
  asked: string
  /** When it was resolved. */
  at: number
  /** 0 to 1. */
  likeness: number
  solution: Solution
}

/** The newest resolved conversations that are looked at, those of them that are compared closely, and what is shown. */
const mostRead = 200
const mostCompared = 8
const mostShown = 2
/** Below this share of common terms two questions are not about the same; and below this likeness not the same question. */
const fewestCommon = 0.2
const alike = 0.5
/** Events at the end of a conversation in which its solution stands. */
const ending = 30

/**
 * Solved conversations of the same workspace with much the same question. Read anew each time, so that what was erased
 * is in none of them (invariant 16).
 */
export async function similarSolved(
  read: Reading,
  knowledge: Knowledge | undefined,
  {
    workspaceId,
    conversationId,
    question,
    language,
  }: {
    workspaceId: string
    conversationId: string
    question: string
    language: Language
  },
): Promise<SolvedConversation[]> {
  const terms = new Set(termsOf(question, language))
  if (terms.size === 0) return []
  const rows = await read
    .selectFrom('conversation')
    .select(['id', 'case_file', 'language', 'head', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'resolved')
    .where('outcome', '=', 'resolved')
    .where('id', '!=', conversationId)
    .orderBy('updated_at', 'desc')
    .limit(mostRead)
    .execute()
  const near = rows
    .flatMap((row) => {
      const asked = lastMatter(caseOf(row))
      const common = asked === undefined ? 0 : commonOf(terms, termsOf(asked, languageOf(row)))
      return asked !== undefined && common >= fewestCommon ? [{ row, asked, common }] : []
    })
    .sort((one, other) => other.common - one.common)
    .slice(0, mostCompared)
  const compared = await Promise.all(
    near.map(async ({ row, asked, common }) => {
      const likeness = await knowledge?.engine.likeness(question, asked, language)
      return { row, asked, likeness: Math.max(common, likeness ?? 0) }
    }),
  )
  const likest = compared
    .filter(({ likeness }) => likeness >= alike)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, mostShown)
  const solved = await Promise.all(
    likest.map(async ({ row, asked, likeness }): Promise<SolvedConversation[]> => {
      const solution = await solutionOf(read, row, knowledge)
      const { id, updated_at: at } = row
      return solution
        ? [{ conversationId: id, asked: quoted(redact(asked)), at, likeness: rounded(likeness), solution }]
        : []
    }),
  )
  return solved.flat()
}

/** What ended it: something done in the shop, the article that was quoted last, or a person's last word. */
async function solutionOf(
  read: Reading,
  row: { id: string; head: number; language: string },
  knowledge: Knowledge | undefined,
): Promise<Solution | undefined> {
  const events = await eventsBetween(read, row.id, row.head - ending, row.head)
  const deed = events.findLast((event) => event.type === 'action:done' && !event.failure)
  if (deed?.type === 'action:done') return { by: 'action', tool: deed.tool }
  const said = events.findLast(
    (event) => event.type === 'message:posted' && (event.sender === 'agent' || event.sender === 'assistant'),
  )
  if (said?.type !== 'message:posted') return undefined
  const cited = said.citations?.[0]
  const article = cited && knowledge?.article(cited.articleId, languageOf(row))
  if (article)
    return { by: 'article', articleId: article.id, language: article.language, title: article.title }
  return said.sender === 'agent' ? { by: 'reply', excerpt: quoted(redact(said.text)) } : undefined
}

/** Of all terms of both, those that both have (Jaccard). */
function commonOf(terms: ReadonlySet<string>, others: readonly string[]): number {
  const theirs = new Set(others)
  const shared = [...terms].filter((term) => theirs.has(term)).length
  return shared / (terms.size + theirs.size - shared || 1)
}

function languageOf({ language }: { language: string }): Language {
  return language === 'zh' ? 'zh' : 'en'
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100
}
