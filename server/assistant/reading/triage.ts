import type { Language } from '#shared/knowledge.ts'
import { normalise } from '../../knowledge/index.ts'
import { readChoiceReply } from '../answering/choice-reply.ts'
import { secondOpinion, unhappinessOf } from '../mood/mood.ts'
import { urgencyOf } from '../mood/urgency.ts'
import { type Wish, wishIn } from '../operator/requests/requests.ts'
import { orderNumberIn, withoutOrderNumbers } from '../order-number.ts'
import { spokenLanguage } from './language.ts'
import { asksForPerson } from './person-request.ts'
import { type Risk, riskOf } from './risk.ts'
import { sentimentOf } from './sentiment.ts'

export type { Risk } from './risk.ts'

export type Intent = 'greeting' | 'thanks' | 'goodbye' | 'person' | 'question' | 'unclear' | Wish

/** What can be said about a visitor's message before any knowledge is searched. */
export interface Triage {
  language: Language
  intent: Intent
  /** -1 very unhappy to 1 very happy. */
  sentiment: number
  /** 0 calm to 1 furious. */
  anger: number
  /** How likely the visitor tells of a bad experience with us, however calmly, 0 to 1. Hands nobody over by itself. */
  unhappy: number
  /** How likely an hour's wait does harm or misses a date it names, 0 to 1. */
  urgency: number
  risk: Risk | null
  /** As the shop writes it, without `#`: `NL-100234`. */
  orderNumber?: string
  email?: string
}

/** More of a message is not read. UTF-16 units. */
const MAX_TEXT = 4000

// Bounded as in redact.ts, so that hostile text is read in linear time.
const EMAIL = /[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/i

const GREETING =
  /\b(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|there|team|all|everyone|northlight|is anyone|anyone|anybody|are you|you|here|sir|madam|dear)\b|哈喽|嗨|你好|您好|在吗|在不在|有人吗|有人在吗|早上好|下午好|晚上好|早安|早|大家好|亲|客服/g
const GREETING_CORE =
  /\b(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|anyone|anybody|are you there)\b|哈喽|嗨|你好|您好|在吗|在不在|有人吗|有人在吗|早上好|下午好|晚上好|早安|大家好/
const THANKS =
  /\b(?:thanks?|thank you|thx|ty|cheers|much appreciated|appreciate it|appreciated|so|very|much|a lot|lots|many|again|that|this|it|was|is|really|helped?|helpful|useful|super|solved|answers|works|worked|great|perfect|super|ok|okay|got|all|for|your|the|help|you|i|my|good|awesome|nice|oh|ah|excellent|brilliant|quick|reply|yes|yeah|yep|no|nope|nah|nothing else|not (?:right )?now|i'?m (?:fine|all set))\b|非常|太|谢谢|多谢|感谢|谢了|谢啦|辛苦了?|明白了?|知道了?|懂了|好的|好|收到|了解了?|解决了?|[很真]|有(?:用|帮助)|大忙|你们?|您|的|了|啦|哈|啊|呀|哦|嗯+|帮忙|帮助|回复|没问题|是的|对|不用/g
const THANKS_CORE =
  /\b(?:thanks?|thank you|thx|ty|cheers|appreciate it|appreciated|that (?:really )?helped|(?:very|so|really|super) (?:helpful|useful))\b|谢谢|多谢|感谢|谢了|谢啦|辛苦了|(?<!不|没有)(?:很|非常|太|真)有(?:用|帮助)|帮(?:了)?大忙/
// "Nothing more": only right beside the thanks, for 没有解决，谢谢 is a complaint.
const NO_MORE = '(?:(?:暂时|先|现在)?(?:不(?:用|需要|必|要)?|没(?:有|事|什么)?(?:别的|其他)?(?:问题|事)?)了?)'
const NO_MORE_THANKS = new RegExp(
  `^[\\s,.!~]*${NO_MORE}[\\s,.!~]*(?=谢|多谢|感谢)|(?<=(?:谢谢|多谢|感谢|谢了)[你您啦]?[\\s,.!~]*)${NO_MORE}[\\s,.!~]*$`,
)
const GOODBYE_CORE =
  /\b(?:bye|goodbye|good bye|bye bye|see you|see ya|good night|have a (?:nice|good|great) (?:day|evening|weekend|one)|that'?s all|that is all)\b|再见|拜拜|晚安|回见|没(?:有)?(?:别的|其他)?(?:问题|事)了/
const GOODBYE = new RegExp(
  `${GOODBYE_CORE.source}|\\b(?:for now|then|later|soon|too|no|now|have|nice|day)\\b|先|那|就|这样|下次`,
  'g',
)

/**
 * Reads one message by rules alone: which language, what the visitor wants, how they feel, and whether something in it
 * must reach a person. Never throws, whatever the text.
 *
 * @param fallback where the script of the text says nothing (digits, emoji)
 * @param messages the text in the visitor's messages: the last one that shows a language decides
 */
export function triage(text: string, fallback: Language, messages: readonly string[] = [text]): Triage {
  const read = text.slice(0, MAX_TEXT)
  const language = spokenLanguage(messages, fallback)
  const { score, anger } = sentimentOf(read, language)
  const orderNumber = orderNumberIn(read)
  const email = read.normalize('NFKC').match(EMAIL)?.[0]
  return {
    language,
    intent: intentOf(read),
    sentiment: score,
    anger,
    unhappy: rounded(unhappinessOf(read, language) ?? Math.max(0, -score)),
    urgency: urgencyOf(read, language),
    // The rules are the judge; where they see nothing the model may still be sure.
    risk: riskOf(read) ?? secondOpinion(read, language).danger,
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(email === undefined ? {} : { email }),
  }
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000
}

function intentOf(text: string): Intent {
  const plain = withoutOrderNumbers(normalise(text), '#').trim()
  if (asksForPerson(plain, secondOpinion(text, 'en').wantsPerson)) return 'person'
  const wish = wishIn(plain)
  if (wish) return wish
  if ((plain.match(/\p{Letter}/gu)?.length ?? 0) < 2) return 'unclear'
  if (plain.length > 120) return 'question'
  if (GOODBYE_CORE.test(plain) && isNothing(plain.replace(GOODBYE, ' ').replace(THANKS, ' ')))
    return 'goodbye'
  const thanks = plain.replace(NO_MORE_THANKS, ' ')
  if (THANKS_CORE.test(thanks) && isNothing(thanks.replace(GREETING, ' ').replace(THANKS, ' ')))
    return 'thanks'
  if (GREETING_CORE.test(plain) && isNothing(plain.replace(GREETING, ' '))) return 'greeting'
  // A "yes" or "the second" that answers nothing we asked.
  if (readChoiceReply(plain, ['', '', '']) !== undefined) return 'unclear'
  return 'question'
}

/** Whether a message only greets, thanks or takes leave. */
export function isSmallTalk(text: string): boolean {
  return ['greeting', 'thanks', 'goodbye'].includes(intentOf(text.slice(0, MAX_TEXT)))
}

function isNothing(rest: string): boolean {
  return !/[\p{Letter}\p{Number}#]/u.test(rest)
}
