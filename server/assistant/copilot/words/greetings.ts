import { speaksToMachine } from '#shared/instructions.ts'

// A greeting with whom it names, up to the mark that ends it: "Hello there, …", "Dear Ms Clarke:", 王女士您好，…
// Names and the like are written large; whatever else follows is what the message says.
const english =
  /^\s*(?:[Hh]ello|HELLO|[Hh]i|HI|[Hh]ey|[Dd]ear|[Gg]reetings|[Gg]ood (?:[Mm]orning|[Aa]fternoon|[Ee]vening|[Dd]ay))(?: +(?:there|all|team|everyone|again|sir|madam|customer|\p{Lu}[\p{L}'’-]*\.?)){0,3}\s*(?:[,!:，！：]|\.(?=\s|$)|\n|$)\s*/u
const chinese =
  /^\s*(?:尊敬的|亲爱的)?[^\s，。！,!]{0,12}(?:您好|你好|早上好|下午好|晚上好)(?:[啊呀哦])?\s*(?:[，。！：～,!:~]+|\n|$)\s*|^\s*(?:尊敬的|亲爱的)[^，。！,!\n]{1,12}[，：:,]\s*/u

/** Whether a message begins with a greeting. */
export function greets(text: string): boolean {
  return english.test(text) || chinese.test(text)
}

/** The text without the greeting it begins with; the whole where it says nothing else. */
export function withoutSalutation(text: string): string {
  const rest = text.replace(chinese, '').replace(english, '')
  if (rest.trim() === '' || rest === text) return text
  return rest.charAt(0).toLocaleUpperCase('en') + rest.slice(1)
}

const longestName = 30
const name = /^\p{L}[\p{L}\p{M}'’.· -]*$/u

/** A name as a message may call it, or `undefined` where what is known is no name: who chats may call themselves anything. */
export function callableName(said: string | null | undefined): string | undefined {
  const line = said?.normalize('NFC').replaceAll(/\s+/g, ' ').trim() ?? ''
  const isName = line.length <= longestName && name.test(line) && line.split(' ').length <= 4
  return isName && !speaksToMachine(line) ? line : undefined
}
