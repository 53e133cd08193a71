import { normalise } from '../../knowledge/index.ts'

// Closed classes: words that hold a sentence together and name nothing. They tell a fragment from a question of its
// own; the engine has its own list, because there "how" and "when" tell articles apart.
const english = new Set(
  `a an the this that these those it its they them their there here i me my mine we us our you your he him his she her
  one ones some any each every both all same other another else am is are was were be been being do does did doing done
  have has had will would shall should can could may might must of to in on at by for from with without about into onto
  as and or but nor if so than then too also just only even still yet already very really quite not what which who whom
  whose when where why how much many more most long often yes no ok okay please pls thanks thank hi hello hey well oh um
  im ive id ill youre dont doesnt isnt cant whats hows wheres its thats get got let want need like know tell`.split(
    /\s+/,
  ),
)
const chinese = new Set(
  `的 了 吗 呢 吧 啊 呀 哦 嘛 么 哈 啦 嗯 那 那么 这 这个 那个 这些 那些 这里 那里 这款 那款 这种 那种 它 它们 他 她 他们 我 我们
  你 你们 您 是 就 就是 都 也 还 还有 又 再 很 太 请 请问 把 被 给 对 对了 从 在 于 和 跟 与 或 或者 及 以及 而 而且 但 但是 因为
  所以 如果 要是 的话 可以 能 会 要 想 想要 需要 有 没有 什么 怎么 怎么样 怎样 如何 哪 哪里 哪儿 哪个 谁 多少 多少钱 多久 多长 几 为什么 是不是
  有没有 能不能 可不可以 会不会 能否 是否 一下 一个 个 件 同样 一样 也是 另外 顺便 问 问问 知道 好 好的 行 得 着 过 到 来 去 不 不是 没 别 呃 换成 至于
  时候 什么时候 啥 咋 吗 下`.split(/\s+/),
)

const WORD = /\p{Script=Han}+|[\p{Letter}\p{Number}]+(?:[-'’][\p{Letter}\p{Number}]+)*/gu
const HAN = /^\p{Script=Han}/u
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The words of a text, normalised, in order; Chinese is cut into words as the runtime's dictionary has them. */
export function wordsOf(text: string): string[] {
  return [...normalise(text).matchAll(WORD)].flatMap(([piece]) =>
    HAN.test(piece) ? chineseWords(piece) : [piece],
  )
}

/** The runtime's dictionary does not have every word: 退货 comes as 退 and 货, and 货 alone is in half of the articles. */
function chineseWords(run: string): string[] {
  const found: string[] = []
  let isOpen = false
  for (const { segment } of segmenter.segment(run)) {
    const isSingle = segment.length === 1 && !chinese.has(segment)
    if (isSingle && isOpen) found.push(`${found.pop()}${segment}`)
    else found.push(segment)
    isOpen = isSingle
  }
  return found
}

/** Whether a word, normalised, only holds a sentence together. */
export function isFunctionWord(word: string): boolean {
  if (HAN.test(word)) return chinese.has(word)
  return english.has(word.replace(/['’]/g, ''))
}

/** The words that name something: what a text is about. */
export function contentWords(text: string): string[] {
  return wordsOf(text).filter((word) => !isFunctionWord(word))
}

/** How many of `words` a text speaks of, 0 to 1; endings are not looked at. 1 where there are none. */
export function shareSpokenOf(words: readonly string[], text: string): number {
  if (words.length === 0) return 1
  const plain = ` ${normalise(text).replace(/[^\p{Letter}\p{Number}]+/gu, ' ')}`
  return (
    words.filter((word) => plain.includes(HAN.test(word) ? word : ` ${stemOf(word)}`)).length / words.length
  )
}

/** "returns", "returned" and "returning" begin alike: enough to see whether an article mentions them. */
function stemOf(word: string): string {
  return word.length <= 4 ? word : word.slice(0, Math.max(4, word.length - 3))
}
