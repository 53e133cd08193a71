import { normalise } from '../../knowledge/index.ts'
import { withoutGreeting } from '../answering/asked-text.ts'
import { readChoiceReply } from '../answering/choice-reply.ts'
import { contentWords } from '../answering/content-words.ts'
import { isSmallTalk } from '../reading/triage.ts'

/** A message that says our answer was not what was asked. */
export interface Denial {
  /** What the visitor asks instead, in their words; empty where they only say no. */
  rest: string
}

// Each at the start of what is left of the message. "Wrong size" and 不对称 are things one asks about, so a word must
// end where the denial ends.
const english: readonly RegExp[] = [
  /^(?:no|nope|nah)\s*[,.!:;–-]+\s*/,
  /^(?:sorry|but|well|hm+|um+|oh|actually|and|again|please|thanks)\b[\s,.!:;–-]*(?=\S)/,
  /^(?:no,? )?(?:that|this|it|which)(?:'s| is| was|s)? (?:really |still |just )*not (?:at all )?(?:what|the (?:question|thing|answer) (?:that )?)(?: ?(?:i|we)(?:'m| am| was|'ve| have)?)?(?: (?:ask(?:ed|ing)?|mean(?:t)?|want(?:ed)?|need(?:ed)?|look(?:ed|ing)|said|saying))?(?: (?:for|about|to know))?\b/,
  /^(?:(?:no,? )?(?:that|this|it|which)(?:'s| is| was|s)? )?(?:really |still |just )*not (?:it|that|this|right|helpful|useful|correct|relevant|the answer)(?: either| at all)?(?=$|[,.!?;:])/,
  /^not (?:really )?(?:what|the (?:question|thing|answer)) (?:that )?(?:i|we)(?:'m| am| was)? (?:ask(?:ed|ing)?|mean(?:t)?|want(?:ed)?|need(?:ed)?|look(?:ed|ing)|said)(?: (?:for|about|to know))?\b/,
  /^(?:(?:no,? )?(?:that|this|it|which|your (?:answer|reply)|the answer) )?(?:still |really )*(?:does not|doesn'?t|did not|didn'?t|is not|isn'?t|was not|wasn'?t) (?:really |even |actually )*(?:help(?:ing|ful|ed)?|answer(?:ing|ed)?|it|right|the answer|relevant|related)(?: (?:me|us|at all|much|it|that|(?:to )?(?:my|the) question|what i (?:asked|meant)))*(?=$|[\s,.!?;:])/,
  /^you (?:did not|didn'?t|have not|haven'?t|do not|don'?t|are not|aren'?t)(?: really| even)? (?:answer(?:ed|ing)?|understand|understood|read|get)(?: (?:me|it|that|my (?:question|message)|the question|what i (?:asked|said|meant)))*(?=$|[\s,.!?;:])/,
  /^(?:i|we) (?:still |really )*(?:do not|don'?t|did not|didn'?t) (?:understand|get)(?: (?:it|this|that|you|your (?:answer|reply)))?(?: at all)?(?=$|[.!;])/,
  /^you (?:misunderstood|misread|got (?:that|it|me) wrong)(?: (?:me|my question))?(?=$|[\s,.!?;:])/,
  /^(?:that(?:'s| is|s)?|this is|it(?:'s| is)?|its)? ?(?:the )?(?:wrong|incorrect)(?: (?:answer|article|topic|one|question|thing|page))?(?: again| too)?(?=$|[,.!?;:])/,
  /^(?:i (?:said|meant|mean|asked|was asking|am asking|'m asking)|i'm asking|my question (?:was|is)|what i (?:asked|meant|mean|want(?:ed)? to know) (?:was|is))\b(?: (?:about|for))?[\s,:–-]*/,
]
const chinese: readonly RegExp[] = [
  /^(?:不好意思|但是?|可是?|那个|呃|嗯|唉|哎|喂)[，,。.\s]*/,
  /^(?:不对|不是的?|错了|没有|不)[，,。.!！；;\s]+/,
  /^(?:这|你这|那)?(?:个)?(?:根本|完全|还是|都|也|好像|真的)*(?:不是|没有?|并非)(?:我)?(?:想|要|刚才|刚刚)*(?:问|说|要|想要|想问|想知道|找|指)的(?:这个|那个|问题|意思|内容|东西)*(?:啊|呀|吧|了)?/,
  /^不是这个?(?:意思|问题|样)?(?:啊|呀|吧|的)?(?=$|[，,。.!！?？\s]|我)/,
  /^不是(?:我的|那个)(?:意思|问题)?(?:啊|呀|吧)?(?=$|[，,。.!！?？\s]|我)/,
  /^(?:你|你们|这|那|还是|根本|完全|并)*(?:没有?|未|都没)(?:正面|直接)?(?:回答|解答|答到|答复|看懂|听懂|理解|明白|搞懂|解决)(?:到|了|清楚)?(?:我)?(?:的|问的|说的|问)*(?:问题|意思|话)?(?:啊|呀|吧|呢)?(?=$|[，,。.!！?？\s]|我)/,
  /^(?:你|你们)?(?:这)?(?:完全|简直|真是|有点|根本)?(?:是)?(?:答非所问|文不对题|所答非所问|跑题了?|理解错了?|搞错了?|弄错了?|误会了?|听错了?|看错了?)(?:了|我的?(?:意思|问题))?(?:啊|呀|吧)?/,
  /^(?:这|这个|这些|你说的|你给的|还是|完全|根本|都|对我|也)*(?:没有?(?:什么)?(?:用|帮助)|不管用|帮不[了上]我?|跟我(?:问|说)的(?:没关系|无关|不一样|不沾边))(?:啊|呀|了)?(?=$|[，,。.!！?？\s]|我)/,
  /^(?:我|还是|完全|根本|真的)*(?:没|不)(?:看|听|太|怎么)*(?:懂|明白)(?:啊|呀|呢|了|你的?(?:回答|意思))*(?=$|[，,。.!！;；])/,
  /^(?:不对|错了|不相关|对不上)(?:啊|呀|吧)?(?=$|[，,。.!！?？\s]|我)/,
  /^我(?:是|要|想|刚才|刚刚)*(?:问|说|指|讲|要)的?(?:其实|明明)?(?:是|不是这个)(?:的)?[，,：:\s]*(?=\S)|^我的意思是[，,：:\s]*|^我是(?:想|要)?问[，,：:\s]*/,
]

/** Of more a denial would be only a small part. UTF-16 units. */
const mostText = 400
/** A message may open with a few of them: "No, that's not what I asked. I meant …". */
const mostOpenings = 5
/** Nothing more is wanted; it denies nothing. */
const contented = /^(?:no more|nothing else|没有了|没了|不用了?|不需要了?|没事了?|没有别的了?)$/

/**
 * Reads whether a message says that the answer before it was not what the visitor wanted, and what they want instead.
 * `undefined` for everything else: a question, thanks, "no, thank you". Only meant for the message after an answer.
 */
export function readDenial(text: string): Denial | undefined {
  const plain = withoutGreeting(text).trim()
  if (plain === '' || plain.length > mostText) return undefined
  const bare = normalise(plain)
    .replace(/[^\p{Letter}\p{Number}' ]+/gu, '')
    .trim()
  if (contented.test(bare) || isSmallTalk(plain)) return undefined
  if (readChoiceReply(plain, []) === 'no') return { rest: '' }
  const opening = openingOf(plain)
  if (opening === 0) return undefined
  const rest = plain
    .slice(opening)
    .replace(/^[\s,.!?:;，。！？：；、–-]+/u, '')
    .trim()
  if (contentWords(rest).length === 0) return { rest: '' }
  return readChoiceReply(rest, []) === 'no' ? { rest: '' } : { rest }
}

/** How much of a text denies, in UTF-16 units. */
function openingOf(text: string): number {
  // As long as the text itself, so that what is found has the same place in it.
  const plain = text.toLowerCase().replace(/[’‘]/g, "'")
  if (plain.length !== text.length) return 0
  let at = 0
  let isDenied = false
  for (let count = 0; count < mostOpenings; count += 1) {
    const rest = plain.slice(at)
    const skipped = /^[\s,.!:;，。！：；、–-]*/u.exec(rest)?.[0].length ?? 0
    const place = [english, chinese].flatMap((patterns) =>
      patterns.flatMap((pattern, index) => {
        const found = pattern.exec(rest.slice(skipped))?.[0].length ?? 0
        const isFiller = (patterns === english && index === 1) || (patterns === chinese && index === 0)
        return found > 0 ? [{ found, isFiller }] : []
      }),
    )[0]
    if (place === undefined) break
    at += skipped + place.found
    isDenied ||= !place.isFiller
  }
  return isDenied ? at : 0
}
