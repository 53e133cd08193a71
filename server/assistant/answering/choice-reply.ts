import { normalise } from '../../knowledge/index.ts'
import { contentWords, shareSpokenOf } from './content-words.ts'

/** How a visitor replied to a clarifying question; `pick` counts from 0. */
export type ChoiceReply = 'yes' | 'no' | 'all' | { pick: number }

// A whole reply is made of nothing but these, in any order.
const courtesies = `please thanks thank you thx it is does that that's it's this one ok okay oh well sorry fine good great
  谢谢 多谢 请 哦 嗯 啊 呀 的 了 呢 吧 哈 就`
const polite = vocabulary(courtesies)
const yes = vocabulary(
  `${courtesies} yes y yep yeah yea yup sure right correct exactly indeed true perfect works help helps helped helpful
  solved answer answers answered my question did 对 对的 对啊 是 是的 是啊 正是 没错 没问题 不错 可以 行 好 好的 有用 有帮助
  解决 解决了 明白 懂了 知道了 回答了`,
)
const no = vocabulary(
  `${courtesies} no n nope nah not really quite none neither nothing of these those them either any wrong something else
  other doesn't doesnt did didn't didnt do don't dont isn't isnt help helps helped helpful useful right correct true
  answer answers answered mean meant i what my question for me at all 不 不是 都不是 都不 不对 没有 没 不行 不太 这个 这些 哪个
  以上 没用 没帮助 没有用 没有帮助 不是这个 不是这些 没解决 没有解决 没回答 我 问 问题 其他 别 别的 都 要 想 一个 回答 对 是`,
)
const isAgreed = /没问题|没错|不错/
const isNegative =
  /\b(?:no|n|nope|nah|not|none|neither|nothing|wrong|something else|other|doesn'?t|didn'?t|don'?t|isn'?t)\b|不|没|别的|其他/
const all =
  /^(?:both|all|all of (?:them|these)|both of (?:them|these)|either|都是|都要|都想|全部|两个都.{0,4}|都)$/
const ordinals: readonly RegExp[] = [
  /^(?:the )?(?:first|1st|top|former)(?: one| option)?$|^(?:number |no\.? ?|option |#)?(?:1|one)$|^第一[个种项条]?$|^(?:选)?[一1①][号]?$|^前者$|^上面(?:那|这)?个?$/,
  /^(?:the )?(?:second|2nd|latter|other)(?: one| option)?$|^(?:number |no\.? ?|option |#)?(?:2|two)$|^第[二2][个种项条]?$|^(?:选)?[二2②][号]?$|^后者$|^下面(?:那|这)?个?$/,
  /^(?:the )?(?:third|3rd)(?: one| option)?$|^(?:number |no\.? ?|option |#)?(?:3|three)$|^第[三3][个种项条]?$|^(?:选)?[三3③][号]?$/,
]
const lastOne = /^(?:the )?(?:last|bottom)(?: one| option)?$|^最后(?:一|那)?[个种项条]?$/

/**
 * Reads a reply to a clarifying question: a yes, a no, an ordinal, a title or a part of one title. `undefined` where
 * it is something new, also where it only begins with "no".
 */
export function readChoiceReply(text: string, titles: readonly string[]): ChoiceReply | undefined {
  const plain = plainly(text)
  if (plain === '' || plain.length > 200) return undefined
  const exact = titles.findIndex((title) => plainly(title) === plain)
  if (exact >= 0) return { pick: exact }
  const bare = plain
    .replace(/^(?:(?:i mean|i meant|i choose|我要|我选|我想问|是|选)\s*)/, '')
    .replace(/(?: please|吧|的|呢)$/, '')
  const place = lastOne.test(bare) ? titles.length - 1 : ordinals.findIndex((each) => each.test(bare))
  if (place >= 0 && place < titles.length && titles.length > 1) return { pick: place }
  if (all.test(bare)) return 'all'
  const isNo = isNegative.test(plain) && !isAgreed.test(plain)
  if (isNo && isMadeOf(plain, no)) return 'no'
  // Thanks alone settle whether one passage answered, not which of several was meant.
  if (!isNo && isMadeOf(plain, yes) && (titles.length === 1 || !isMadeOf(plain, polite))) return 'yes'
  return partOfOne(text, titles)
}

/** The one title that holds every word of the text that names something. */
function partOfOne(text: string, titles: readonly string[]): ChoiceReply | undefined {
  const content = contentWords(text)
  if (content.length === 0 || titles.length < 2) return undefined
  const fitting = titles.flatMap((title, place) => (shareSpokenOf(content, title) === 1 ? [place] : []))
  return fitting.length === 1 ? { pick: fitting[0] ?? 0 } : undefined
}

function plainly(text: string): string {
  return normalise(text)
    .replace(/’/g, "'")
    .replace(/[^\p{Letter}\p{Number}'#]+/gu, ' ')
    .trim()
}

function vocabulary(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/))
}

/** Whether a text holds no other words than these. Chinese is cut from the left, the longest word first. */
function isMadeOf(plain: string, known: ReadonlySet<string>): boolean {
  return plain.split(' ').every((word) => {
    let rest = word
    while (rest !== '' && !known.has(rest)) {
      const length = [4, 3, 2, 1].find((each) => known.has(rest.slice(0, each)))
      if (length === undefined || !/^\p{Script=Han}/u.test(rest)) return false
      rest = rest.slice(length)
    }
    return true
  })
}
