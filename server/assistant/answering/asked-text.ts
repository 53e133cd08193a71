import { isSmallTalk } from '../reading/triage.ts'

// "There is a hole in it", "hi-vis" and 亲子帐篷 begin like a greeting and are none.
const greetings =
  /^(?:\s*(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day))(?: (?:there|team|all|everyone|sir|madam))*(?![\p{Script=Latin}'-])|(?:您好|你好|早上好|下午好|晚上好|嗨|哈喽)(?!吗)|请问(?:一下)?|亲(?=[\s,.!，。！～~、]|$|请问|你|您|我|怎么|在吗))[\s,.!?，。！？～~、]*)+/iu

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
