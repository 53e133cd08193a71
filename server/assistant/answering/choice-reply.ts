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
  solved answer answers answered my question did useful 对 对的 对啊 是 是的 是啊 正是 没错 没问题 不错 可以 行 好 好的 有用 有帮助
  解决 解决了 明白 懂了 知道了 回答了 很 非常 太 真 完全 清楚 清楚了 就是这个 是这个`,
)
const no = vocabulary(
  `${courtesies} no n nope nah not really quite exactly yet none neither nothing of these those them either any wrong something else
  other doesn't doesnt did didn't didnt do don't dont isn't isnt help helps helped helpful useful right correct true
  answer answers answered mean meant i what my question for me at all 不 不是 都不是 都不 不对 没有 没 不行 不太 这个 这些 哪个
  以上 没用 没帮助 没有用 没有帮助 不是这个 不是这些 没解决 没有解决 没回答 我 问 问题 其他 别 别的 都 要 想 一个 回答 对 是 并 还 完全 很 太 清楚 明白`,
)
/** Makes a yes or a no stronger and says neither; with what was wanted it is a yes. */
const stronger = /\b(?:very|really|so|much|a lot|just|exactly)\b/g
const wanted = /\bwhat (?:i|we) (?:want(?:ed)?|need(?:ed)?|was looking for|asked)\b/
const isAgreed = /没问题|没错|不错/
const isNegative =
  /\b(?:no|n|nope|nah|not|none|neither|nothing|wrong|something else|other|doesn'?t|didn'?t|don'?t|isn'?t)\b|不|没|别的|其他/
const all =
  /^(?:(?:both|all)(?: (?:two|three|of (?:them|these)))?|either|(?:两个|三个)?都(?:是|要|想要?|可以|行|看看|要看)?|全部|一起)$/
const ordinals: readonly RegExp[] = [
  /^(?:the )?(?:first|1st|top|former)(?: one| option| question)?$|^(?:number |num |no\.? ?|option |#)?(?:1|one)$|^第[一1][个种项条款篇]?(?:问题)?$|^[一1①]号?$|^前者$|^(?:最?上面|前面?)(?:[一那这])?个?$/,
  /^(?:the )?(?:second|2nd)(?: one| option| question)?$|^(?:number |num |no\.? ?|option |#)?(?:2|two)$|^第[二2][个种项条款篇]?(?:问题)?$|^[二2②]号?$/,
  /^(?:the )?(?:third|3rd)(?: one| option| question)?$|^(?:number |num |no\.? ?|option |#)?(?:3|three)$|^第[三3][个种项条款篇]?(?:问题)?$|^[三3③]号?$/,
]
const lastOne =
  /^(?:the )?(?:last|bottom|latter)(?: one| option| question)?$|^最后(?:一|那)?[个种项条款篇]?$|^后者$|^(?:最?下面|后面?)(?:[一那这])?个?$/
/** Of two. */
const otherOne = /^(?:the )?other(?: one| option)?$|^另(?:外)?一?个$/

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
    .replace(/(?<=\p{Script=Han}) (?=\d)|(?<=\d) (?=\p{Script=Han})/gu, '')
    .replace(
      /^(?:(?:i (?:mean|meant|choose|want|would like|take)|i'd like|i'll take|我想要|我想问|我要|我选|是|选)\s*)/,
      '',
    )
    .replace(/(?: (?:please|thanks|thank you)| ?谢谢|吧|的|呢)+$/, '')
  const isLast = lastOne.test(bare) || (titles.length === 2 && otherOne.test(bare))
  const place = isLast ? titles.length - 1 : ordinals.findIndex((each) => each.test(bare))
  if (place >= 0 && place < titles.length && titles.length > 1) return { pick: place }
  if (all.test(bare)) return 'all'
  const isNo = isNegative.test(plain) && !isAgreed.test(plain)
  if (isNo && isMadeOf(plain, no)) return 'no'
  // Thanks alone settle whether one passage answered, not which of several was meant.
  const affirmed = plain.replace(wanted, 'right').replace(stronger, ' ').replace(/\s+/g, ' ').trim()
  if (!isNo && isMadeOf(affirmed || plain, yes) && (titles.length === 1 || !isMadeOf(plain, polite)))
    return 'yes'
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
