import { plainText } from './judge/promises/plain-text.ts'
import { handOver } from './responsible.ts'
import type { Decision, TurnParts } from './turn.ts'

const claims = [
  // "I'll connect you with a colleague", "let me pass this on to the team", "I have forwarded it to an agent".
  /(?<![a-z])(?:(?:i|we)(?:'ll| will|'m| am|'re| are|'ve| have)|let me|let us)(?: just| now| already| going to)* (?:connect|transfer|pass|put|hand|forward|get|bring|escalate)(?:t?ing|s?ed|r?ing|r?ed)? [^.!?;]{0,60}?(?<![a-z])(?:person|human|agent|colleague|team|representative|someone|somebody|specialist|supervisor|manager)(?![a-z])/,
  // "A colleague will be with you shortly", "you are in the queue for an agent".
  /(?<![a-z])(?:person|human|agent|colleague|representative|someone|somebody|specialist)(?: from [a-z ]{1,20})? (?:will be with you|will join|is joining|has joined|is on (?:the|his|her|their) way|will take over|is taking over)/,
  /(?<![a-z])you(?:'re| are)(?: now)? (?:in|on) (?:the )?(?:queue|line) (?:for|to)/,
  // 我马上为您转接人工；正在帮您转给同事。
  /(?<!可以)(?<!能)(?<!要)(?<!可)(?:为|帮|给)您(?:转接|转到|转给|转人工|接通)/,
  /(?:已|已经|正在|马上|这就)(?:转接|转人工|转给|通知)[^。！？!?]{0,6}(?:同事|人工|客服|主管)?/,
  /(?:客服|同事|人工)(?:马上|很快|稍后|随后)(?:就)?(?:来|到|接入|为您)/,
]
/** Who asks or offers has claimed nothing. */
const offers =
  /[?？]|(?<![a-z])(?:if|whenever|would you like|shall i)(?![a-z])|如果|如需|需要的话|需要人工时|只要|说一声|吗|要不要|是否/

/** Whether a text says that a person is on the way: only a handover makes that true. */
export function claimsHandover(text: string): boolean {
  const sentences = text.match(/[^.!?。！？\n]+[.!?。！？]*/g) ?? []
  return sentences.some((sentence) => {
    const plain = plainText(sentence)
    return !offers.test(plain) && claims.some((claim) => claim.test(plain))
  })
}

/**
 * What the assistant has said it does: whoever reads that they are being connected is, whatever wrote that sentence, a
 * model or an article.
 */
export function keepingItsWord(decision: Decision, parts: Pick<TurnParts, 'isDeskOpen'>): Decision {
  if (decision.outcome === 'handed-over' || decision.proposal || !claimsHandover(decision.text))
    return decision
  const { text, facts, ...handover } = handOver('policy', decision.language, parts)
  return { ...decision, ...handover, facts: { ...decision.facts, ...facts }, rule: { name: 'said-so' } }
}
