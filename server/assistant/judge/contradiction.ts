import type { Language } from '#shared/knowledge.ts'

/** The parts of a sentence that can each be true or false. */
export function partsOf(sentence: string): string[] {
  return sentence.split(partEnd).filter((part) => /[\p{L}\d]/u.test(part))
}

const partEnd =
  /[,;:—、。.!?\n]+(?!\d)|(?<= )(?:but|although|while|(?:and|or)(?= (?:you|we|it|they|the|your|then|is|are|can|cannot|can't|will|has|have|does|do|don't|must|not|please|never) ))(?= )/u

// What holds only if something is so is not said to be so.
const condition =
  /^\s*(?:and |but |so )?(?:if|when|whenever|unless|once|as long as|in case|should you|not once|not if|not when|only if)(?![a-z])|^\s*(?:如果|如|若|要是|一旦|当|假如|万一|除非|超过)|(?:的话|的时候|时|了就不行|就不行|则不行)\s*$/

/** Whether a part of a sentence only says under what condition the rest holds. */
export function isCondition(part: string): boolean {
  return condition.test(part)
}

/** Whether two statements about the same say the opposite: one denies, or they hold the two ends of one measure. */
export function contradicts(said: string, source: string, language: Language): boolean {
  const saidPlain = reworded(said)
  const sourcePlain = reworded(source)
  if (isDenied(saidPlain, language) !== isDenied(sourcePlain, language)) return true
  // "More than 3 days" and "up to 7 days" are not about the same.
  const isSameFigure = (said.match(/\d+/g) ?? []).some((each) => source.includes(each))
  return opposites[language].some(
    ([one, other, ofFigures]) =>
      (!ofFigures || isSameFigure) && isOnly(saidPlain, one, other) && isOnly(sourcePlain, other, one),
  )
}

/** What is denied in words only: "not charged" is free, 不收费 is 免费. */
export function reworded(text: string): string {
  return text
    .replace(
      /no (?:extra )?(?:charge|cost|fee)s?|(?:not|n't) (?:be )?(?:charged?|cost (?:you )?anything)|without charge/g,
      'free',
    )
    .replace(
      /not only|no (?:later|more|less) than|only (?!if|when)|no problem|if (?:it|you|nothing|no) [^,]{0,20}/g,
      ' ',
    )
    .replace(/不收(?:取|您)?(?:任何)?(?:费用?|钱)|包邮|不要钱|免收|免邮|免运费/g, '免费')
    .replace(/不但|不仅|不同|不错|不过|没(?:有)?收到|不合适|不满意|如果没有|没问题/g, ' ')
}

const denials = {
  en: /(?<![a-z])(?:not|never|cannot|can't|without|neither|nor|nobody|nothing|unable|impossible|no|none|isn't|aren't|don't|doesn't|won't|wasn't|didn't|haven't|hasn't|shouldn't|mustn't|couldn't|excluded|except|refuse[ds]?|forbidden|prohibited|declined?)(?![a-z])/g,
  zh: /不(?!满)|没|无(?!论)|未|勿|别(?!处|人|的|克)|禁止|拒绝|停止/g,
}

/** Whether a statement has done what the sources call undone: "washed" for "unwashed", 洗过 for 未清洗. */
export function undoes(said: string, sources: string, language: Language): boolean {
  if (isDenied(reworded(said), language)) return false
  const undone = [...sources.matchAll(/(?<![a-z])un([a-z]{4,})/g)].map(([, word]) => whole(word ?? ''))
  return (
    undone.some((word) => word.test(said) && !word.test(sources)) ||
    [...said.matchAll(/(\p{Script=Han})过的/gu)].some(([, verb]) =>
      new RegExp(`[未没][^,、。]{0,2}${verb}`).test(sources),
    )
  )
}

/** An odd number of denials: "not impossible" denies nothing. */
export function isDenied(text: string, language: Language): boolean {
  return (text.match(denials[language])?.length ?? 0) % 2 === 1
}

function isOnly(text: string, one: RegExp, other: RegExp): boolean {
  return one.test(text) && !other.test(text)
}

const opposites: Readonly<Record<Language, readonly (readonly [RegExp, RegExp, boolean])[]>> = {
  en: both([
    ['before|until|prior to', 'after|once|following|when|as soon as'],
    ['free', 'charged?|fee|bill(?:ed)?|pay|extra cost'],
    ['over|above|more than|at least', 'under|below|less than|at most|up to', true],
    ['open', 'closed'],
    ['open(?:ed)?', 'unopened|sealed'],
    ['always', 'never|sometimes'],
    ['include[ds]?|including', 'excluded?|excluding|plus'],
    ['used|worn', 'unused|unworn'],
    ['washed', 'unwashed'],
    ['optional|need not', 'must|required|has to|have to'],
    ['minimum', 'maximum', true],
    ['first', 'last'],
    ['online', 'in (?:the )?(?:shop|store|showroom)'],
    ['up front|in advance', 'afterwards|deduct(?:ed)?|later'],
    ['hours?', 'days?|weeks?'],
    ['days?', 'weeks?|months?|years?'],
    ['months?', 'years?'],
  ]),
  zh: both([
    ['之前|以前|前', '之后|以后|后|时'],
    ['免费', '收费|付费|要钱|支付'],
    ['(?<!不)满|以上|超过', '不满|以下|不足|低于|未满', true],
    ['营业|开门', '休息|关门|打烊'],
    ['可以|能|支持|允许|欢迎', '禁止|拒绝|不得'],
    ['(?<!未)拆封', '未拆封'],
    ['必须|须|需要', '无需|不必|不用|可选'],
    ['最多|不超过', '最少|至少|起', true],
    ['包括|包含', '除外|另计'],
    ['小时', '(?:天|周|工作日)'],
    ['天|工作日', '个月|年|周'],
  ]),
}

function both(
  pairs: readonly (readonly [one: string, other: string, ofFigures?: boolean])[],
): [RegExp, RegExp, boolean][] {
  return pairs.flatMap(([one, other, ofFigures = false]): [RegExp, RegExp, boolean][] => [
    [whole(one), whole(other), ofFigures],
    [whole(other), whole(one), ofFigures],
  ])
}

/** Whole words in English; Chinese parts no words. */
function whole(words: string): RegExp {
  return new RegExp(`(?<![a-z])(?:${words})(?![a-z])`)
}
