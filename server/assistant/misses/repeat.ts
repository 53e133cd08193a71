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
/** What a question wants to know of its subject. */
type Aspect = 'amount' | 'time' | 'way' | 'measure' | 'place' | 'choice' | 'whether'

// The first that a text shows is its aspect: "how much can I …" asks for an amount, and not whether.
const aspects: readonly (readonly [Aspect, RegExp])[] = [
  [
    'amount',
    /\bhow much\b|\b(?:costs?|prices?|fees?)\b|多少钱|几块|怎么(?:算|收费|卖)|[费价][^,，]{0,4}(?:多少|几)|多少[^,，]{0,4}[费钱]/,
  ],
  [
    'time',
    /\bhow (?:long|soon|fast|quick(?:ly)?|many (?:\w+ )?(?:hours|days|weeks|months|years))\b|\bwhen (?:do|does|did|will|would|is|are|am|can|should)\b|\buntil when\b|多久|多长时间|几[天日周年时点]|几个(?:工作日|小时|星期|月)|[什啥]么?时候|何时|期限/,
  ],
  [
    'way',
    /\bhow (?:do|does|did|can|could|to|would|should|must|am|is|are)\b|\b(?:steps?|process|procedure|the (?:right|best) way|what now|what (?:do|should|must|can) i (?:(?:have|need) to )?do)\b|\bi(?:'d| would)? (?:need|want|like)\b|怎么(?!样)|怎样|如何|咋|流程|步骤|方法/,
  ],
  ['measure', /\bhow \w|多[少大重高宽远厚深亮快]|几/],
  ['place', /\bwhere\b|哪[里儿]|在哪/],
  ['choice', /\b(?:which|what|who|whose)\b|哪|什么|啥|谁/],
  [
    'whether',
    /\b(?:can|could|may|must|do|does|did|is|are|am|will|would|have|has)\b|[吗么]|能|可以|可不可以|是不是|有没有|会不会|是否/,
  ],
]
/** "How do I cancel it", "can I still cancel it" and "where do I cancel it" are said of the same wish. */
const oneWish: ReadonlySet<Aspect> = new Set(['way', 'whether', 'place'])
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
  const asked = aspectOf(question)
  const askedBefore = aspectOf(earlier.question)
  // "How do I return it?" and "how long do I have to return it?" name the same, and ask two things.
  if (!mayBeOne(asked, askedBefore)) return false
  if (fresh.length === 0) return isSame || (lost.length === 0 && asked === askedBefore && isNear)
  if (!isSame || lost.length === 0 || isSwapped(question, earlier.question)) return false
  // There is one way to reset a password, and much to ask about a tent.
  const isSameWay = asked === 'way' && askedBefore === 'way'
  if (!isSameWay && namesSubject(now, fresh, around)) return false
  // Its title is the question that the article answers: to say it in the title's words adds nothing to it.
  const isTitle = asked === askedBefore && asked === aspectOf(best.title)
  const added = isTitle ? fresh.filter((word) => shareSpokenOf([word], best.title) === 0) : fresh
  if (added.length === 0) return true
  const share = shareSpokenOf(added, best.body)
  return share < spokenOf || (share === spokenOf && asked === askedBefore)
}

function namesOf(text: string): string[] {
  return contentWords(text).filter((word) => !vague.has(word))
}

/** `undefined` for a text that asks nothing in so many words. */
function aspectOf(text: string): Aspect | undefined {
  const plain = normalise(text).replace(/[’‘]/g, "'")
  return aspects.find(([, pattern]) => pattern.test(plain))?.[0]
}

function mayBeOne(one: Aspect | undefined, other: Aspect | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true
  return oneWish.has(one) && oneWish.has(other)
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
