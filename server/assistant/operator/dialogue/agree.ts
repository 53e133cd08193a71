import { normalise } from '../../../knowledge/index.ts'
import { isSmallTalk } from '../../reading/triage.ts'

/** A visitor's word on what we asked: `cancel` ends it at any step, `no` only where we asked for a yes. */
export type Word = 'yes' | 'no' | 'cancel'

/** What takes the certainty from a yes beside it: nothing is done on half a word. */
const doubt =
  /\b(?:no|not|wait|hold on|hang on|stop|cancel|actually|but|first|don'?t|instead)\b|不|别|等|先|但|可是|算了|取消/

// Words that are taken out one by one, longer ones first: a pattern that repeats them all as one group could be held up
// for hours by a visitor who writes "nononono".
const yes =
  /\b(?:yes|yep|yeah|yup|okay|ok|sure|correct|right|exactly|absolutely|definitely|of course|go ahead|go on|please do(?: (?:it|that|so))?|do (?:it|that|so)|confirm(?:ed)?|agreed?|i agree|i confirm|that'?s (?:right|correct|fine|ok)|sounds good|fine|good|perfect|start (?:it|the return)|change (?:it|the address)|y)\b/g
const polite = /\b(?:please|thanks|thank you|thank|then)\b/g
const no =
  /\b(?:not (?:now|yet|that|this)|i'?d rather not|rather not|that'?s wrong|leave it|do not|don'?t|nope|nah|not|no|n|wait|sorry|wrong)\b/g
const cancel =
  /^(?:(?:no|ok|oh|sorry|please|thanks?|actually|well)[\s,.!]*)*(?:cancel(?: (?:it|that|this|the return|everything|please))*|stop(?: (?:it|that|this|here|please))*|never ?mind|forget (?:it|that|about it)|drop it|leave it|i(?:'ve| have)? changed my mind|i(?:'d| would)? (?:rather|prefer to) keep (?:it|them)|i(?:'ll| will) keep (?:it|them)|no longer needed)(?:[\s,.!]*(?:please|thanks?|thank you|then|now))*[\s,.!]*$/

const chineseYes =
  /办理退货|修改地址|没问题|就这样|没错|正确|确认|确定|同意|可以的?|办理?|退吧|改吧|开始|继续|好啊|[是对好行]的?|嗯/g
const chinesePolite = /麻烦了|谢谢|请/g
const chineseNo = /先不(?:办|退|改)?了?|不办了?|暂时不|没有|等等|不[是要行对了]?|算/g
const chineseCancel =
  /^(?:(?:哦|嗯|好|那|还是|我)?[,，\s]*)?(?:算了|取消(?:吧|退货|修改|办理)?|不(?:退|改|办|弄|需要|用)了?|停(?:下|止)?吧?|别(?:退|改|办)了?|不要(?:退|改|办)了?|我再想想|先不(?:退|改|办)了?|留着吧|到此为止)[吧啊呀哦了，,。.!！~～\s]*(?:谢谢)?[。.!！\s]*$/

/** Reads one message as a word on what we asked; `undefined` where it says something else. */
export function wordIn(text: string, buttons: { yes?: string; no?: string } = {}): Word | undefined {
  const said = text.trim()
  if (said === buttons.yes) return 'yes'
  if (said === buttons.no) return 'no'
  if (said.length > 80) return undefined
  const plain = normalise(said).replace(/[’`]/g, "'").trim()
  if (!/\p{Letter}/u.test(plain)) return undefined
  if (cancel.test(plain) || chineseCancel.test(plain)) return 'cancel'
  if (isMadeOf(plain, no, polite) || isMadeOf(plain, chineseNo, chinesePolite)) return 'no'
  return isMadeOf(plain, yes, polite) || isMadeOf(plain, chineseYes, chinesePolite) ? 'yes' : undefined
}

/** Whether a text is nothing but these words, at least one of them, with courtesy around them. */
function isMadeOf(plain: string, words: RegExp, courtesy: RegExp): boolean {
  const rest = plain.replaceAll(words, ' ')
  return rest !== plain && !/[^\s,.!，。！~～吧啊呀哦了]/.test(rest.replaceAll(courtesy, ' '))
}

/**
 * The visitor's word where they wrote several messages: a later no takes back a yes. Where an earlier run broke off,
 * what the first yes began may be done, so the first word decides and the visitor is told what came of it.
 *
 * @returns what they wrote beside it as `rest`
 */
export function wordOf(
  messages: readonly string[],
  buttons: { yes?: string; no?: string },
  isRetry: boolean,
): { word: Word | 'doubtful'; rest: string } | undefined {
  const read = messages.map((text) => ({ text, word: wordIn(text, buttons) }))
  const said = read.flatMap(({ word }) => word ?? [])
  if (said.length === 0) return undefined
  const rest = read.filter(({ text, word }) => word === undefined && !isSmallTalk(text))
  const against = said.find((word) => word !== 'yes')
  const isDoubtful = rest.some(({ text }) => doubt.test(normalise(text)) && !/[?？]\s*$/.test(text))
  const word = isRetry ? said[0] : (against ?? (isDoubtful ? 'doubtful' : 'yes'))
  return word && { word, rest: rest.map(({ text }) => text).join('\n') }
}
