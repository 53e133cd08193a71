import type { Triage } from '../../reading/triage.ts'
import { handOver } from '../../responsible.ts'
import type { Decision, TurnParts } from '../../turn.ts'

const missing =
  /\b(?:do ?n[o']?t|can ?(?:no|')?t|no longer|never) (?:actually |even |really )?(?:know|remember|recall|have|find|access|got|see)\b|\b(?:forgot|forgotten|lost|no idea|not sure (?:which|what))\b|不记得|记不(?:得|清|起)|忘(?:了|记|掉)|想不起|不知道|找不(?:到|着)|没(?:有)?(?:订单号|邮箱|邮件|收到确认)|不清楚|弄丢/i

/** Whether the visitor has not got what an order is proved by. Asked again they would have it no more than before. */
export function hasNoProof(text: string, { orderNumber, email }: Triage): boolean {
  if (email !== undefined || text.length > 300) return false
  // "Order 1042, I don't know where it is" lacks nothing; one whose e-mail address is forgotten does.
  if (orderNumber !== undefined && !/e-?mail|邮箱/i.test(text)) return false
  return missing.test(text.normalize('NFKC').replaceAll('’', "'"))
}

/** A person can find out otherwise whose order it is. */
export function withoutProof({ language }: Triage, parts: TurnParts): Decision {
  const decision = handOver('policy', language, parts)
  return { ...decision, facts: { ...decision.facts, operation: null }, rule: { name: 'no-proof' } }
}
