/** How many characters a password has; the longest is a bound for the server's work, not for people. */
export const passwordBounds = { shortest: 12, longest: 200 }

/** Why a password is refused: `common` – among the first a guesser tries; `own` – the person's own name or address. */
export type PasswordProblem = 'short' | 'long' | 'common' | 'own'

/**
 * What the passwords that people choose most are made of: after the ornaments at both ends are taken off, what is left
 * is one of these, alone or repeated.
 */
const commonWords = new Set(
  `password passwort passw0rd motdepasse contrasena wachtwoord parola senha mima qwerty qwertz azerty qwertyuiop
  asdfghjkl zxcvbnm qazwsx qazwsxedc letmein welcome willkommen admin administrator root test tester guest user
  login master dragon monkey football baseball basketball superman batman princess sunshine shadow michael jordan
  iloveyou trustno woaini woaiwojia abc abcd abcdef abcdefg changeme secret default temp temporary baton support
  service customer customerservice company summer winter spring autumn january december starwars pokemon computer
  internet samsung google facebook whatever nothing freedom hello helloworld hello world`.split(/\s+/),
)

/** Rows of keys and the alphabet, in which a guesser runs a finger to and fro. */
const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
]

/** Letters that are written as figures and signs. */
const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** What is wrong with a password that this person wants; `undefined` where nothing is. */
export function passwordProblem(
  password: string,
  person: { name: string; email: string },
): PasswordProblem | undefined {
  const length = [...password].length
  if (length < passwordBounds.shortest) return 'short'
  if (length > passwordBounds.longest) return 'long'
  const plain = password.toLowerCase()
  if (isCommon(plain)) return 'common'
  return ownWords(person).some((word) => squeezed(plain).includes(word)) ? 'own' : undefined
}

function isCommon(password: string): boolean {
  // Few different characters are a pattern, however long.
  if (new Set(password).size < 5) return true
  const bare = squeezed(password)
  const back = [...bare].reverse().join('')
  if (runs.some((run) => `${run}${run}`.includes(bare) || `${run}${run}`.includes(back))) return true
  const unadorned = password.replace(/^[^\p{Letter}]+|[^\p{Letter}]+$/gu, '')
  return [bare, disguised(unadorned)].some((each) => {
    const word = each.replace(/^\d+|\d+$/g, '')
    return word === '' || commonWords.has(once(word)) || startsCommon(word)
  })
}

/** A common word with another one or a row of keys behind it: `passwordpassword`, `welcomeadmin`. */
function startsCommon(word: string): boolean {
  for (let end = 3; end < word.length; end += 1) {
    const rest = word.slice(end)
    if (
      commonWords.has(word.slice(0, end)) &&
      (commonWords.has(rest) || runs.some((run) => run.includes(rest)))
    )
      return true
  }
  return false
}

/** `abcabc` is `abc`. */
function once(word: string): string {
  for (let length = 1; length <= word.length / 2; length += 1) {
    const part = word.slice(0, length)
    if (part.repeat(Math.ceil(word.length / length)).slice(0, word.length) === word) return part
  }
  return word
}

/** Letters and figures alone, in small letters. */
function squeezed(text: string): string {
  return text.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '')
}

function disguised(text: string): string {
  return squeezed([...text.toLowerCase()].map((sign) => disguises[sign] ?? sign).join(''))
}

/** Parts of name and address that are long enough to be meant. */
function ownWords({ name, email }: { name: string; email: string }): string[] {
  const [local = '', host = ''] = email.split('@')
  const parts = [...name.split(/\s+/), name, local, ...local.split(/[._+-]/), host.split('.')[0] ?? '']
  return parts.map(squeezed).filter((part) => part.length >= (/\p{Script=Han}/u.test(part) ? 2 : 4))
}
