import type { LearnedFact, Wish } from '#shared/case/known-fact.ts'
import { deadlinesIn } from '../judge/promises/deadlines.ts'
import { redactCardNumbers } from '../reading/redact.ts'
import type { Triage } from '../reading/triage.ts'
import { countryNames, countryOf } from './countries.ts'

/** More of a message is not read. UTF-16 units. */
const mostRead = 2_000

const wanting = String.raw`\b(?:i(?:'d| would)? (?:really |just )?(?:want|like|need|demand|request)|i'm (?:asking|requesting)|give me|get me|please|can i (?:please )?(?:have|get)|could i (?:have|get)|may i have|i (?:expect|insist on))\b`
const wishesEnglish: readonly (readonly [Wish, RegExp])[] = [
  ['refund', new RegExp(`${wanting}[^.!?]{0,40}\\b(?:refund(?:ed)?|money back)\\b|\\brefund me\\b`)],
  [
    'exchange',
    new RegExp(
      `${wanting}[^.!?]{0,40}\\b(?:exchange|swap)\\b|\\bcan i (?:exchange|swap) (?:it|this|them|my)\\b`,
    ),
  ],
  [
    'replacement',
    new RegExp(
      `${wanting}[^.!?]{0,40}\\b(?:replacement|new one)\\b|\\b(?:send|ship) me (?:a |the )?(?:new|replacement|right|correct)\\b|\\breplace (?:it|this|them|my)\\b`,
    ),
  ],
  [
    'return',
    new RegExp(
      `${wanting}[^.!?]{0,20}\\b(?:return|send back)\\b (?:it|this|these|them|my|the|an? )|\\breturn my\\b`,
    ),
  ],
  ['cancellation', /\bcancel (?:it|this|my|the|that)(?: \w+)? ?(?:order|purchase)?\b/],
]
const wishesChinese: readonly (readonly [Wish, RegExp])[] = [
  ['refund', /(?:想|要|要求|申请|需要|希望|给我|帮我|麻烦|请)[^，。！？,.!?]{0,8}(?:退款|退钱|把钱退)/],
  [
    'exchange',
    /(?:想|要|申请|需要|希望|给我|帮我|麻烦|请)[^，。！？,.!?]{0,8}(?:换货|换个?[大小]|换一?[个件双条顶只]|换[成尺颜])/,
  ],
  [
    'replacement',
    /(?:想|要|申请|需要|希望|给我|帮我|麻烦|请)[^，。！？,.!?]{0,8}(?:补发|重发|重新发|换新|补寄)/,
  ],
  ['return', /(?:想|要|申请|需要|希望|给我|帮我|麻烦|请)[^，。！？,.!?]{0,8}(?:退货|退掉|退回)/],
  [
    'cancellation',
    /(?:想|要|申请|需要|希望|给我|帮我|麻烦|请)?[^，。！？,.!?]{0,6}取消[^，。！？,.!?]{0,6}(?:订单|单|#)/,
  ],
]
const taken =
  /\b(?:don'?t|do not|didn'?t|did not|not|never|without|instead of|rather than)\b|不(?!好意思)|(?<![特分个级])别(?![的人家])|没|非(?!常)/
/** What would be wanted in some case is not wanted yet; "if possible" only asks politely. */
const supposed =
  /\bif (?!possible|you (?:can|could)|i (?:can|could|may))|如果(?!可以|方便|能)|要是(?!可以|方便|能)|假如|万一/
/** A question about the rules is no wish. */
const asksHow =
  /\b(?:how (?:do|does|can|long|much|to)|what (?:is|are|happens)|policy|is it possible|do you (?:offer|accept|take|allow))\b|怎么|如何|什么|多久|几天|政策|流程|可不可以|能不能|能否|可以.{0,8}吗/

const letters = 'xxs|xs|s|m|l|xl|xxl|xxxl|[2-4]xl'
const sizes = String.raw`${letters}|\d{2}(?:\.5)?`
const sizeEnglish = new RegExp(
  `\\bsize(?: is|:| (?:eu|uk|us))? ?(${sizes})(?![\\w-])|\\b(?:in|an?|the|my) (xxs|xs|xl|xxl|xxxl|[2-4]xl)(?![\\w-])`,
  'g',
)
const sizeChinese = new RegExp(
  `(?<![a-z\\d])(?:(${sizes})码(?!以)|(${letters})号)|尺[码寸](?:是|为|[:：])? ?(${sizes})(?![a-z\\d])`,
  'g',
)

const living = new RegExp(
  `\\b(?:(?:i live|i'm|i am|we are|we're|we live|based|living) (?:in|from)|(?:ship|shipping|shipped|deliver|delivery|delivered|send|sent|sending|post|order) (?:it |them |this |that |one )?(?:to|from)) (?:the )?(${countryNames})(?![a-z])`,
  'i',
)
const livingChinese = new RegExp(
  `(?:我在|人在|住在|寄到|寄往|发到|发往|送到|送去|配送到|运到|运往)(${countryNames})`,
)

// A name is written with capitals, or begins with one of the surnames that nine in ten Chinese have.
const nameEnglish =
  /\b(?:[Mm]y name is|[Mm]y name's|I am called|[Nn]ame:) ((?:[A-ZÀ-Þ][\p{Letter}'’-]{1,20})(?: [A-ZÀ-Þ][\p{Letter}'’-]{0,20}){0,2})/u
const nameChinese =
  /(?:我叫|我的名字是|我名字叫|姓名[:：]?\s?|收件人[:：]?\s?)([王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧][\p{Script=Han}]{1,2})(?=$|[\s,，。.!！;；、的]|电话|手机)/u

const phoneCued =
  /(?:\b(?:phone|mobile|cell|telephone|tel|call me (?:at|on)|reach me (?:at|on)|my number is)\b[^\d+\n]{0,15}|(?:电话|手机号?码?|联系方式)[^\d+\n]{0,6})(\+?\d[\d\s().-]{6,18}\d)/i
const phoneChinese = /(?<![\d+-])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![\d-])/

/**
 * The facts in what a visitor wrote, by rules, in both languages: only what is said plainly, for a wrong fact costs more
 * than a missing one. E-mail addresses stay as they are; whoever shows the case to a model redacts them.
 *
 * @param at when it was written, milliseconds since 1970: a day and a month are of the year that is nearest
 */
export function factsIn(
  text: string,
  read: Pick<Triage, 'orderNumber' | 'email'>,
  at: number,
): LearnedFact[] {
  const plain = redactCardNumbers(text.slice(0, mostRead).normalize('NFKC')).replaceAll('’', "'")
  const lower = plain.toLowerCase()
  const found: Record<string, string | undefined> = {
    wish: wishIn(lower),
    'order-number': read.orderNumber,
    email: read.email,
    size: sizeIn(lower),
    date: dateIn(lower, at),
    country: countryOf(living.exec(plain)?.[1] ?? livingChinese.exec(plain)?.[1] ?? ''),
    name: nameEnglish.exec(plain)?.[1] ?? nameChinese.exec(plain)?.[1],
    phone: (phoneCued.exec(plain)?.[1] ?? phoneChinese.exec(plain)?.[1])?.trim(),
  }
  return Object.entries(found).flatMap(([name, value]) =>
    value === undefined ? [] : { name, value, source: 'visitor' as const },
  )
}

/**
 * The last plain wish of a text: people begin with what happened and end with what they want. Each clause is read for
 * itself, for "it did not fit, I want a refund" takes nothing back.
 */
function wishIn(text: string): Wish | undefined {
  let last: Wish | undefined
  for (const sentence of text.split(/[.!?\n。！？；;]+/)) {
    let isSupposed = false
    for (const clause of sentence.split(/[,，、]/)) {
      isSupposed ||= supposed.test(clause)
      if (isSupposed || asksHow.test(clause)) continue
      for (const [wish, pattern] of [...wishesEnglish, ...wishesChinese]) {
        const match = pattern.exec(clause)
        if (match && !taken.test(clause.slice(0, match.index + match[0].length))) last = wish
      }
    }
  }
  return last
}

/** Of two sizes nobody knows which is meant. */
function sizeIn(text: string): string | undefined {
  const named = [...text.matchAll(sizeEnglish), ...text.matchAll(sizeChinese)].map(
    ([, ...groups]) => groups.find(Boolean) ?? '',
  )
  const different = new Set(named.filter(isSize))
  return different.size === 1 ? [...different][0]?.toUpperCase() : undefined
}

/** Shoes and clothes have numbers in this range; "10 码" is a distance. A number before "号" is a day or a house. */
function isSize(name: string): boolean {
  return !/^\d/.test(name) || /xl$/.test(name) || (Number(name) >= 16 && Number(name) <= 60)
}

/** The one day that is named by its date, as `YYYY-MM-DD`; of several none. */
function dateIn(text: string, at: number): string | undefined {
  const days = new Set(deadlinesIn(text).flatMap(({ value }) => (/^\d\d-\d\d$/.test(value) ? value : [])))
  const [day] = days
  if (day === undefined || days.size > 1) return undefined
  const year = new Date(at).getUTCFullYear()
  const named = [year - 1, year, year + 1].map((each) => `${each}-${day}`)
  const distance = (each: string) => Math.abs(Date.parse(`${each}T12:00:00Z`) - at)
  const nearest = named.reduce((one, other) => (distance(other) < distance(one) ? other : one))
  return Number.isNaN(distance(nearest)) ? undefined : nearest
}
