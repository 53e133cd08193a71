import type { Language } from '#shared/knowledge.ts'
import { copilotWords } from '../words/copilot-words.ts'
import { greets, withoutSalutation } from '../words/greetings.ts'

/** Who is written to and by whom, as far as it is known. */
export interface Correspondence {
  visitor: string | undefined
  agent: string
  isGreeted: boolean
}

/** The text with a friendly word before and behind it, where it has none. `undefined` where it has both. */
export function warmerText(text: string, language: Language): string | undefined {
  const { opening, closing } = copilotWords[language].warm
  const isThanking = /thank|感谢|谢谢/i.test(text)
  const isInviting = /happy to help|any time|let me know|随时|乐意/i.test(text)
  if (isThanking && isInviting) return undefined
  const body = withPoliteYou(text, language)
  const rest = withoutSalutation(body).trim()
  const greeting = greets(body) ? body.slice(0, body.trimEnd().length - rest.length).trim() : ''
  const blocks = [greeting, isThanking ? '' : opening, rest, isInviting ? '' : closing]
  return blocks.filter((block) => block !== '').join('\n\n')
}

/**
 * The text as a letter has it: no contractions, 您 in place of 你, a salutation where nobody has greeted yet, and a
 * closing. `undefined` where nothing of it changes.
 */
export function formalText(
  text: string,
  language: Language,
  { visitor, agent, isGreeted }: Correspondence,
): string | undefined {
  const { salutation, closing } = copilotWords[language].formal
  const body = (language === 'zh' ? withPoliteYou(text, language) : inFull(text)).trim()
  const isSigned = /(?:kind|best|warm) regards|yours (?:sincerely|faithfully)|此致|敬礼|祝好/i.test(body)
  const rest = withoutSalutation(body).trim()
  const isAddressed = isGreeted || (greets(body) && /^\s*(?:dear|尊敬的)/i.test(body))
  const blocks = [
    isAddressed ? body : `${salutation(visitor)}\n\n${rest}`,
    ...(isSigned ? [] : [`${closing}\n${agent}`]),
  ]
  const formal = blocks.join('\n\n')
  return formal === text.trim() ? undefined : formal
}

/** 你 as 您; 你们 and 迷你 stay what they are. */
function withPoliteYou(text: string, language: Language): string {
  return language === 'zh' ? text.replace(/(?<!迷)你(?!们)/g, '您') : text
}

// Only what has one meaning: "it's" may be "it is" or "it has", and "he'd" two things as well.
const contractions: readonly [RegExp, string][] = [
  [/\bcan['’]t\b/gi, 'cannot'],
  [/\bwon['’]t\b/gi, 'will not'],
  [/\bshan['’]t\b/gi, 'shall not'],
  [/\b(do|does|did|is|are|was|were|has|have|had|could|would|should|must|need)n['’]t\b/gi, '$1 not'],
  [/\b(I)['’]m\b/g, '$1 am'],
  [/\b(you|we|they)['’]re\b/gi, '$1 are'],
  [/\b(I|you|we|they)['’]ve\b/gi, '$1 have'],
  [/\b(I|you|he|she|it|we|they|that|there)['’]ll\b/gi, '$1 will'],
  [/\blet['’]s\b/gi, 'let us'],
  [/\bthanks\b(?! to)/gi, 'thank you'],
]

function inFull(text: string): string {
  let full = text
  for (const [pattern, words] of contractions) {
    full = full.replace(pattern, (match, ...groups) => {
      const [first] = groups
      const said = typeof first === 'string' && words.includes('$1') ? words.replace('$1', first) : words
      // As the word began: "Can't" is "Cannot".
      return /^\p{Lu}/u.test(match) ? said.charAt(0).toUpperCase() + said.slice(1) : said
    })
  }
  return full
}
