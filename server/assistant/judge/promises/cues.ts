import { clausesOf } from './plain-text.ts'

/**
 * Why a sentence that names a commitment makes none at one place:
 * `asked` — it is a question, or tells what the visitor asked for · `denied` — it says that it will not happen ·
 * `unpromised` — it says that nothing can be said about it · `open` — somebody else decides it.
 */
export type Excuse = 'asked' | 'denied' | 'unpromised' | 'open'

/** A cue excuses what follows it within this many characters. */
const reach = 120

// "As you asked, we refund …" tells nothing, it commits.
const asked =
  /(?<!(?:as|like|since|because|when|now that) )(?<![a-z])you(?:'d|'ve|'re| had| have| are| were| also| just| first)* (?:asked|asking|said|saying|wrote|writing|mention(?:ed)?|request(?:ed|ing)?|want(?:ed|ing)?|told|hop(?:ed|ing|e)|wish(?:ed)?|would like|like to|looking for|expect(?:ed|ing)?|ask|report(?:ed)?|complain(?:ed)?)(?![a-z])|your (?:request|question|wish|message) (?:for|about|was|is|says?)|(?:ask|apply|request|applying|asking|questions?|enquire|inquire) (?:us |them )?(?:for|about)|[您你](?:是|刚才|之前|好像)?(?:要求|说(?!明)|提到|想(?!要?的)|希望|询问|问到|反映|写道|表示|期望)/g
const denied =
  /(?<![a-z])(?:can't|can ?not|could ?n[o']t|unable|never|don't|do not|won't|will not|doesn't|does not|didn't|did not|isn't|is not|aren't|are not|wasn't|was not|not|no(?! (?:later|more than|less))|nor|neither|without|haven't|have not|hasn't|has not|nobody|none|nothing|exclud(?:ed|ing)|except)(?![a-z])|(?:不能|无法|不会|不可以?|不予|不提供|没有|没(?!问题)|没法|未|不参加|不参与|不支持|不享受|不再|不退|不赔|不是|无权|难以|不接受|不适用|不包括|不含|拒绝|除外|不得|概不|并非|从不)/g
// Their own negation denies nothing of what follows.
const idioms =
  /no (?:problem|worries|matter|doubt|delay|hassle|fuss|catch|strings|trouble|questions?|(?:extra )?(?:charge|cost|fee))|or not(?![a-z])|(?:if|when(?:ever)?|unless|in case) [^,.;:!?\n]{1,40}?(?:n't| not| no| never)(?![a-z])|not to worry|(?:never|not|n't) (?:refuse|decline|deny|say no to)|(?:can't|cannot|can ?not) (?:but|help but|do (?:anything|other)[a-z ]{0,6} (?:but|than))|(?:don't|do not|needn't|no need to) (?:worry|hesitate|fret|panic)|not only|not a problem|can't wait|without (?:a |any )?(?:doubt|fail|charge|extra cost|paying)|not just|nothing to worry|(?:if|whenever) (?:you are|you're|it is|it's|it does|they do)(?: not|n't)|if (?:you|it|they) (?:don't|do not|doesn't|does not|cannot|can't)|(?:is|are)n't it|why not|不(?:用|必|要)(?:担心|着急|客气|急)|没问题|没关系|不(?:但|仅|论|管|错|过|止|好意思|满意?|同)|毫不犹豫|无论|没收到|没有收到|未(?:使用|拆|清洗|收到)|不收(?:您|任何|取)?[^,.!?;。\n]{0,4}(?:费|钱)|不(?:用|需|必)(?:您)?(?:付|掏|花)(?:钱|费)|没有任何问题|没有?[^,.!?;。\n不]{1,8}?(?:也|照样|一样)(?![不没无])|免|绝不|二话不说|不会(?:不|拒绝)|不得不|不能不/g
const unpromised =
  /(?:can't|can ?not|unable to|not able to|not allowed to|don't|do not|won't|will not|could not|couldn't|may not|nobody can|no one can)(?: \w+)? (?:promise|guarantee|offer|give|confirm|say|know|tell|commit|make any promise|see|grant|predict|assure|quote)(?![a-z])|(?:不能|无法|没法|不敢|不|难以|没办法)(?:向您|给您|为您)?(?:保证|承诺|确定|确认|提供|给|知道|清楚|答应|预测|透露)|(?:don't|do not) have (?:any |the )?(?:information|figures?)|(?:nothing|none|not (?:something|anything))(?: that)? (?:i|we) can/g
const open =
  /(?:colleagues?|person|someone|somebody|team|manager|human|staff|they|specialist)(?: \w+){0,2} (?:will|can|must|has to|have to|needs? to|may|could|should|would|is going to)(?: \w+){0,2} (?:decide|check|review|look|approve|consider|assess|see|judge|find out)|(?:colleague|person|human|manager|team)s? (?:decides?|reviews?|checks|assesses|looks? (?:at|into))|(?:is|are|gets?|will be|has to be|have to be|must be) (?:decided|reviewed|checked|assessed|looked at) by (?:an?|our|my|one of our) (?:colleague|person|human|team|manager)|(?:must|has to|have to|needs? to) be (?:approved|decided|checked|reviewed)|(?:needs?|requires?|subject to|pending) (?:an? |the )?(?:approval|decision|review)|up to (?:a|my|our|the) (?:colleague|manager|team)|(?:talk|speak|turn|write) to (?:a|our|one of our|my) (?:colleague|person|team|human)s?|(?:contact|ask) (?:a|our|my) (?:colleague|person|team|human)s?|(?:联系|咨询|找|转)(?:一下)?(?:同事|人工|客服)|(?:由|得|需要|须)[^,.!?;。\n]{0,6}(?:人工|同事)[^,.!?;。\n]{0,6}(?:看|审|定|批|谈)|(?:同事|人工|专员|客服|主管|经理|专人|工作人员)[^,.!?;。\n]{0,8}(?:决定|判断|审批|审核|看看|看一下|评估|研究)|(?:待|等|由)(?![您你])[^,.!?;。\n]{0,6}(?:决定|审批|审核|评估)/g
const whether =
  /(?<![a-z])(?:whether|if (?:a|any|you are entitled|that is possible|it is possible|this is possible|there is))(?![a-z])|是否|能不能|能否|可不可以|可否|有没有|会不会|是不是/g

// Said of the thing itself, right behind it: "gift cards are not refunded". "Your refund won't be late" is no denial.
const deniedBehind =
  /^[^a-z\p{Script=Han}]{0,3}(?:(?:is|are|can|will|do|does)(?: not|n't| never)|cannot|can't) (?:be )?(?:possible|available|refund|offer|giv|grant|accept|exchang|return|combin|includ|valid|allow|appl|part of|paid)|^(?: is not|isn't| isn't|'s not) (?:something|up to|for me|mine|my)|^[^a-z\p{Script=Han}]{0,2}(?:也|都|均|暂|概)?(?:不能|不予|不可|无法|不支持|不参加|不参与|不退|不提供|不包括|不适用|不接受)/u

const negation = /n't|(?<![a-z])not(?![a-z])|never|不|无法/

const interrogative =
  /^(?:[^a-z]*|(?:hello|hi|sorry|thanks?|thank you|ok|okay|well|and|or|so|but|please|great|sure)[,.!]? )*(?:do|does|did|would|could|can|shall|is|are|was|were|has|have|had|what|which|how|when|where|who|whom|whose|why|should|may|will|any|anything)(?![a-z])/
const chineseOffer = /(?:好|行|可以|怎么样|如何|成|中|同意)[吗么不]?[?\s]*$|[,]?(?:您看|怎么样|如何)[?\s]*$/
const ending = /(?:\?|[吗呢么])["”」)\s]*[?!.。\s]*$/

/** Reads a sentence of `plainText` once; tells for any place in it why what stands there commits to nothing. */
export function excusesOf(sentence: string): (start: number, end: number) => ReadonlySet<Excuse> {
  if (isQuestion(sentence)) {
    const all: ReadonlySet<Excuse> = new Set(['asked'])
    return () => all
  }
  const clauses = clausesOf(sentence)
  const clauseStarts = clauses.map(({ start }) => start)
  // Where the thought began that a clause goes on with.
  let begun = 0
  const thoughtStarts = clauses.map(({ start, isNew }) => {
    if (isNew) begun = start
    return begun
  })
  const blanked = sentence.replace(idioms, (idiom) => '\u0000'.repeat(idiom.length))
  const cues = {
    asked: startsOf(sentence, asked),
    denied: startsOf(blanked, denied),
    unpromised: startsOf(blanked, unpromised),
    open: [...startsOf(sentence, open), ...startsOf(sentence, whether)].sort((one, other) => one - other),
  }
  const mayDeny = cues.denied.length > 0 || negation.test(sentence)
  const none: ReadonlySet<Excuse> = new Set()
  const isPlain = !mayDeny && cues.asked.length + cues.unpromised.length + cues.open.length === 0
  if (isPlain) return () => none
  return (start, end) => {
    const excuses = new Set<Excuse>()
    const place = lastUpTo(clauseStarts, start)
    const clauseStart = clauseStarts[place] ?? 0
    const clauseEnd = clauseStarts[place + 1] ?? sentence.length
    const thoughtStart = thoughtStarts[place] ?? 0
    const isWithin = (starts: readonly number[], from: number, to: number) =>
      (starts[lastUpTo(starts, to)] ?? -1) >= Math.max(from, start - reach)
    // What was asked goes on through the thought; a denial ends with its clause; what is open is open behind, too.
    if (isWithin(cues.asked, thoughtStart, start)) excuses.add('asked')
    if (isWithin(cues.denied, clauseStart, start - 1)) excuses.add('denied')
    if (isWithin(cues.unpromised, clauseStart, start)) excuses.add('unpromised')
    if (isWithin(cues.open, thoughtStart, Math.min(clauseEnd, start + reach))) excuses.add('open')
    if (mayDeny && deniedBehind.test(sentence.slice(end, end + 40))) excuses.add('denied')
    return excuses
  }
}

function startsOf(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), ({ index }) => index)
}

/** The place of the last of ascending numbers that is not above a limit; -1 where there is none. */
function lastUpTo(ascending: readonly number[], limit: number): number {
  let low = -1
  let high = ascending.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((ascending[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}

function isQuestion(sentence: string): boolean {
  if (!ending.test(sentence.slice(-20))) return false
  const opening = sentence.slice(0, 120).trimStart()
  if (/\p{Script=Han}/u.test(sentence.slice(-20))) return !chineseOffer.test(sentence.slice(-20))
  return interrogative.test(opening)
}
