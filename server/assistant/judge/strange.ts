import { isDenied, reworded } from './contradiction.ts'
import { type Evidence, type Unit, unitsOf } from './evidence.ts'

// What no shop asks for in a chat.
const secret =
  /(?<![a-z])(?:passwords?|passcodes?|pin(?: code)?|cvv|cvc|(?:card|account|iban|social security|passport) numbers?|numbers? (?:of|on) (?:your|the) card|card details|(?:verification|security|one-time) codes?)(?![a-z])|密码|验证码|校验码|卡号|安全码|身份证|银行账户/gu
const toUs =
  /(?<![a-z])(?:(?:send|give|tell|forward|text|message|show) (?:us|me)|reply with|what(?:'s| is| are) your|(?:share|provide|confirm|send|post|write|type|enter|give)(?![a-z])[^.!?]{0,60}(?:(?:with|to) (?:us|me)|here|in (?:this|the) chat))(?![a-z])|(?:发|告诉|提供|报|回复|交|说)(?:给|一下|送给|送)?(?:我们?|客服|本店)|是多少|是什么/u

/** Whether a sentence would have the visitor tell us a secret, whatever the sources say of passwords and cards. */
export function wantsSecret(plain: string, { language }: Evidence): boolean {
  return plain.search(secret) >= 0 && toUs.test(plain) && !isDenied(reworded(plain), language)
}

/** "Never send us your password" may always be said. */
export function warnsOfSecrets(plain: string, { language }: Evidence): boolean {
  return (
    !/[,;:，；：—]/u.test(plain) &&
    plain.search(secret) >= 0 &&
    toUs.test(plain) &&
    isDenied(reworded(plain), language)
  )
}

/** Whether a sentence names a secret that no source names. */
export function asksForSecret(plain: string, { plain: said }: Evidence): boolean {
  return (plain.match(secret) ?? []).some((each) => !said.includes(each))
}

/** A question states nothing, but it can ask for what nobody should tell, or be about another world altogether. */
export function isStrange(
  plain: string,
  evidence: Evidence,
  coverage: (unit: Unit, evidence: Evidence) => number,
): boolean {
  if (asksForSecret(plain, evidence)) return true
  const units = unitsOf(plain, evidence.language)
  const strange = units.filter(
    (unit) => coverage(unit, evidence) === 0 && !evidence.visitorWords.has(unit.word),
  )
  return strange.length > 2 && strange.length > units.length / 2
}

/** So little of a Chinese sentence of some length stands together in its sources that its characters are in disorder. */
const inOrder = 0.12

/** Whether the characters of a Chinese sentence stand in another order than in its sources. */
export function isScrambled(plain: string, { language, isSameLanguage, known }: Evidence): boolean {
  if (language !== 'zh' || !isSameLanguage) return false
  const pairs = (plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const letters = [...run]
    return letters.slice(1).map((letter, place) => `${letters[place]}${letter}`)
  })
  return pairs.length >= 8 && pairs.filter((pair) => known.includes(pair)).length < pairs.length * inOrder
}

// Letters, then digits or marks, then letters again: "L#m3n".
const garbled = /[a-z]+[#@$\d]+[a-z][a-z#@$\d]*/g

/** Whether a word has digits and marks in the place of letters, and nobody wrote it so. */
export function isGarbled(plain: string, { known }: Evidence): boolean {
  return (plain.match(garbled) ?? []).some((word) => !known.includes(word))
}
