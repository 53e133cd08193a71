import { isSmallTalk } from '../reading/triage.ts'

const greetings =
  /^(?:\s*(?:hi|hello|hey|hiya|dear|there|team|good (?:morning|afternoon|evening|day)|你好|您好|请问一?下?|嗨|哈喽|亲)(?![\p{Script=Latin}'])[\s,.!，。！～~、]*)+/iu

/** What the visitor's messages ask, without the greetings and thanks around it: a question is searched for itself. */
export function askedText(messages: readonly string[]): string {
  const asked = messages.filter((each) => !isSmallTalk(each)).map(withoutGreeting)
  return asked.length > 0 ? asked.join('\n') : messages.join('\n')
}

/** A text without the greeting it opens with; the whole where nothing else is said. */
export function withoutGreeting(text: string): string {
  const rest = text.replace(greetings, '').trim()
  return rest === '' ? text : rest
}
