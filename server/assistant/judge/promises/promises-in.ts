import { amountsIn, type FoundValue, percentsIn } from './amounts.ts'
import type { ActionName, PromiseKind } from './commitment.ts'
import { type Excuse, excusesOf } from './cues.ts'
import { deadlinesIn } from './deadlines.ts'
import { plainText, sentencesOf } from './plain-text.ts'
import {
  englishAboutToDo,
  englishAlsoDone,
  englishCommitments,
  englishDeeds,
  englishDone,
  englishNowSo,
} from './promise-en.ts'
import {
  chineseAboutToDo,
  chineseCommitments,
  chineseDeeds,
  chineseDone,
  chineseNowSo,
} from './promise-zh.ts'

/** A commitment that a text makes. */
export interface FoundPromise {
  kind: PromiseKind
  /**
   * Canonical, so that the same in other words or in the other language is the same string: `USD 2000` (hundredths),
   * `20%`, `14d`, `5wd` (working days), `11-24`, `friday`, `day+1`, `voucher`, `cancel`; '' where the kind says all.
   */
  value: string
  /** The words that make it, as `plainText` has them. */
  text: string
  /** The sentence they stand in, likewise. */
  sentence: string
}

/** A commitment, or what would be one if the sentence did not take it back. */
export interface NamedPromise extends FoundPromise {
  excuses: ReadonlySet<Excuse>
}

// "Orders that have been placed", "once it has been approved", “已退款” as the name of a state: nothing is said to be done.
const supposed =
  /(?<![a-z])(?:if|once|when|after|until|unless|that|which|before|as soon as|whether|in case)(?: [^,.;:]*)?$|(?:如果|如|若|一旦|当|等|待|在)[^,.;:]{0,15}$|["“「'‘]$/
// A row of states: “- 已取消、已退货：…”.
const listed = /(?:^|、)\s*[-•]?\s*$/

const commitments = [...englishCommitments, ...chineseCommitments]
const deeds = [...englishDeeds, ...chineseDeeds].map(
  ([verb, action]) => [new RegExp(`^(?:${verb})$`), action] as const,
)

/** What a text commits the shop to, in English or Chinese or both: questions, denials and reports commit to nothing. */
export function promisesIn(text: string): FoundPromise[] {
  return namedPromisesIn(text)
    .filter(isMade)
    .map(({ excuses: _, ...promise }) => promise)
}

/** Everything in a text that names a commitment, with what takes it back. */
export function namedPromisesIn(text: string): NamedPromise[] {
  return sentencesOf(plainText(text)).flatMap((sentence) => {
    const excusesAt = excusesOf(sentence)
    const named: NamedPromise[] = []
    const whole = sentence.trim()
    const add = (kind: PromiseKind, { value, start, end }: FoundValue) => {
      const excuses = excusesAt(start, end)
      named.push({ kind, value, text: sentence.slice(start, end), sentence: whole, excuses })
    }
    for (const each of amountsIn(sentence)) add('amount', each)
    for (const each of percentsIn(sentence)) add('percent', each)
    for (const each of deadlinesIn(sentence)) add('deadline', each)
    for (const { kind, value, pattern } of commitments) {
      for (const match of sentence.matchAll(pattern)) add(kind, placed(match, value))
    }
    for (const each of actionsIn(sentence)) add('action', each)
    return named
  })
}

/** Whether nothing takes a named commitment back. Who cannot promise a day still names it if only the deed is denied. */
function isMade({ kind, excuses }: NamedPromise): boolean {
  if (excuses.has('asked') || excuses.has('unpromised')) return false
  if (kind === 'deadline') return true
  if (kind === 'amount' || kind === 'percent') return !excuses.has('open')
  return !excuses.has('open') && !excuses.has('denied')
}

function actionsIn(sentence: string): FoundValue[] {
  const found: FoundValue[] = []
  for (const pattern of [englishDone, chineseDone]) {
    for (const match of sentence.matchAll(pattern)) {
      const before = sentence.slice(Math.max(0, match.index - 40), match.index)
      const end = match.index + match[0].length
      if (supposed.test(before) || (listed.test(before) && /^[:、”"]/.test(sentence.slice(end, end + 1))))
        continue
      const verb = match.slice(1).find((each) => each !== undefined) ?? ''
      found.push(placed(match, actionOf(verb, sentence, match)))
    }
  }
  for (const [pattern, action] of [...englishNowSo, ...chineseNowSo]) {
    for (const match of sentence.matchAll(pattern)) found.push(placed(match, action))
  }
  const [first] = found
  if (first !== undefined) {
    for (const match of sentence.matchAll(englishAlsoDone)) {
      if (match.index >= first.end) found.push(placed(match, actionOf(match[1] ?? '', sentence, match)))
    }
  }
  for (const pattern of [englishAboutToDo, chineseAboutToDo]) {
    for (const match of sentence.matchAll(pattern)) {
      const verb = match.groups?.verb ?? ''
      found.push(placed(match, actionOf(verb, sentence, match)))
    }
  }
  return found
}

/** What was done: by the verb where it says so, else by what it was done to. */
function actionOf(verb: string, sentence: string, match: RegExpExecArray): ActionName {
  const isPast = !/[a-z]/.test(verb) || /(?<!n)d$/.test(verb)
  const past = isPast ? verb : `${verb.replace(/(?:e|ing)$/, '')}ed`
  const action =
    deeds.find(([pattern]) => pattern.test(past))?.[1] ?? deeds.find(([each]) => each.test(verb))?.[1]
  if (action !== undefined && action !== 'named') return action
  const from = Math.max(0, match.index - 30)
  const around = sentence.slice(from, match.index + match[0].length + 40)
  if (/refund|reimburs|money|退款|退钱/.test(around)) return 'refund'
  if (/coupon|voucher|gift card|credit|promo|优惠|代金券|礼品卡|红包|充/.test(around)) return 'coupon'
  if (/(?<!your )return(?! period| window)|退货(?!期)/.test(around)) return 'return'
  if (/replacement|补发|换新/.test(around)) return 'replace'
  return 'other'
}

function placed(match: RegExpExecArray, value: string): FoundValue {
  return { value, start: match.index, end: match.index + match[0].length }
}
