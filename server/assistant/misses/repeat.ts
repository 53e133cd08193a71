import type { Article } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { contentWords, shareSpokenOf } from '../answering/content-words.ts'

// Words that name how something is asked and not what about.
const vague = new Set(
  `time times way ways process procedure steps step method exactly detail details info information explain thing things
  something anything stuff work works working possible tell know again question answer still really supposed go about
  操作 流程 步骤 方法 方式 办法 办理 弄 搞 具体 详细 时间 大概 一般 通常 东西 应该 告诉 说 介绍 情况 问题 了解 进行 还是 到底 究竟 再`.split(
    /\s+/,
  ),
)
const aspect =
  /\bhow (?:long|much|many|often|far|soon|big|large|heavy|old)\b|\b(?:when|where|which|why|who|whose|how|what|can|could|may|must)\b|多久|多长|多少|多[大重高]|几[天个号点]|哪[里儿个些种家]|为什么|什么时候|怎么|怎样|如何|什么|能不能|可以|可不可以|[吗么]/
/** An article whose body speaks of more than this share of what is new in a question answers that part. */
const spokenOf = 0.5
/** Two sentences with this share of their characters in the same places at both ends differ in one place. */
const sameAt = 0.5

/** What a question is compared with: an earlier one, and what was said to it. */
export interface Earlier {
  question: string
  articles: readonly string[]
}

/**
 * Whether a question asks the earlier one again, in the same or in other words. What leads to another article, adds
 * something to the question, names another thing in the same place, or asks about something else that the article
 * speaks of is a new question.
 *
 * @param near the articles that this question is nearest to, best first
 * @param around those and the ones that come after them
 */
export function isRepeat(
  question: string,
  earlier: Earlier,
  near: readonly Article[],
  around: readonly Article[],
): boolean {
  const [best] = near
  const isSame = best !== undefined && earlier.articles.includes(best.id)
  const isNear = near.some(({ id }) => earlier.articles.includes(id))
  const now = namesOf(question)
  const before = namesOf(earlier.question)
  if (now.length === 0) return before.length === 0 && isSame
  const fresh = now.filter((word) => shareSpokenOf([word], earlier.question) === 0)
  const lost = before.filter((word) => shareSpokenOf([word], question) === 0)
  if (fresh.length === 0) {
    // "How do I return it?" and "how long do I have to return it?" name the same, and ask two things.
    return isSame || (lost.length === 0 && aspectOf(question) === aspectOf(earlier.question) && isNear)
  }
  if (!isSame || lost.length === 0) return false
  if (isSwapped(question, earlier.question) || namesSubject(now, fresh, around)) return false
  const share = shareSpokenOf(fresh, best.body)
  return share < spokenOf || (share === spokenOf && aspectOf(question) === aspectOf(earlier.question))
}

function namesOf(text: string): string[] {
  return contentWords(text).filter((word) => !vague.has(word))
}

/** What is asked about a thing: how long, how much, where, whether. */
function aspectOf(text: string): string {
  const [word = ''] = aspect.exec(normalise(text)) ?? []
  return word
}

/** The same sentence with something else in one place, as "to Norway" for "to Canada", 晾干 for 洗: a question beside it. */
function isSwapped(one: string, other: string): boolean {
  const left = [...plainly(one)]
  const right = [...plainly(other)]
  const most = Math.min(left.length, right.length)
  let before = 0
  while (before < most && left[before] === right[before]) before += 1
  let after = 0
  while (after < most - before && left.at(-1 - after) === right.at(-1 - after)) after += 1
  return before + after >= sameAt * Math.max(left.length, right.length)
}

function plainly(text: string): string {
  return normalise(text)
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}

/** It still names what this article alone is about, a product say, and so asks something else about it. */
function namesSubject(now: readonly string[], fresh: readonly string[], around: readonly Article[]): boolean {
  const [best, ...others] = around
  if (best === undefined) return false
  const isAlone = (word: string) =>
    shareSpokenOf([word], best.title) === 1 && others.every(({ title }) => shareSpokenOf([word], title) === 0)
  return now.some((word) => !fresh.includes(word) && isAlone(word))
}
