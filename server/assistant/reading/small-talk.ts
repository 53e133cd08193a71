import { readChoiceReply } from '../answering/choice-reply.ts'
import type { Decision, Turn } from '../turn.ts'
import { anythingElse, words } from '../words.ts'
import type { Triage } from './triage.ts'

/** Greetings, thanks and goodbyes get a short answer without a search. */
export function smallTalk(message: Triage, turn: Turn): Decision | undefined {
  const { language } = message
  const intent = isNothingElse(message, turn) ? 'goodbye' : message.intent
  switch (intent) {
    case 'greeting': {
      const isHandedBack = turn.history.some(({ sender }) => sender === 'agent')
      const text = words[language][isHandedBack ? 'here' : 'greeting']
      return { outcome: 'answered', language, text, rule: { name: 'small-talk' } }
    }
    case 'thanks':
    case 'goodbye':
      return { outcome: 'answered', language, text: words[language][intent], rule: { name: 'small-talk' } }
    case 'unclear':
      return { outcome: 'asked', language, text: words[language].unclear, rule: { name: 'unclear' } }
    default:
      return undefined
  }
}

const nothingMore = /^(?:没什么|没别的|暂时没有|没有什么|没事)(?:了|啦)?[\s.。!！~～]*$/

/** A plain "no" where we had asked whether there is anything else: who says so takes leave. */
export function isNothingElse({ intent }: Triage, { text, history }: Turn): boolean {
  const last = history.findLast(({ sender }) => sender !== 'visitor')
  const isAsked =
    last?.sender === 'assistant' &&
    Object.values(anythingElse).some((each) => last.text.trim().endsWith(each))
  if (!isAsked || (intent !== 'unclear' && intent !== 'question')) return false
  return readChoiceReply(text, []) === 'no' || nothingMore.test(text.trim())
}
