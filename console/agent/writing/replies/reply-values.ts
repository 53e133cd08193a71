import type { CannedReply } from '#shared/canned-reply.ts'
import { factOf } from '#shared/case/known-fact.ts'
import type { DeskToolAnswers } from '#shared/desk-tools.ts'
import type { Language } from '#shared/knowledge.ts'
import type { DeskSnapshot } from '#shared/protocol.ts'
import { fillReply, type ReplyValues } from '#shared/reply-variables.ts'

export type ShopValues = DeskToolAnswers['reply:values']

/** What is known for a text in this language: the case file first, then what the shop's page claims. */
export function replyValues(
  snapshot: Pick<DeskSnapshot, 'caseFile' | 'visitor'>,
  agent: string,
  shop: ShopValues | undefined,
  language: Language,
): ReplyValues {
  const { caseFile, visitor } = snapshot
  return {
    visitor: visitor.name ?? factText(caseFile.facts, 'name', language),
    order: factText(caseFile.facts, 'order-number', language) ?? visitor.order,
    agent,
    shop: shop?.shop[language],
    hours: shop?.hours?.[language],
  }
}

/** The text for a visitor of this language, or the one there is, and in which language it is. */
export function textFor(
  { texts }: Pick<CannedReply, 'texts'>,
  language: Language,
): { text: string; language: Language } {
  const other = language === 'en' ? 'zh' : 'en'
  const text = texts[language]
  return text === undefined ? { text: texts[other] ?? '', language: other } : { text, language }
}

/** A reply as it goes into the composer; what nobody knows is left open. */
export function filledReply(
  reply: Pick<CannedReply, 'texts'>,
  snapshot: Pick<DeskSnapshot, 'caseFile' | 'visitor' | 'language'>,
  agent: string,
  shop: ShopValues | undefined,
): string {
  const { text, language } = textFor(reply, snapshot.language)
  return fillReply(text, replyValues(snapshot, agent, shop, language), language)
}

function factText(
  facts: DeskSnapshot['caseFile']['facts'],
  name: 'name' | 'order-number',
  language: Language,
): string | undefined {
  const value = factOf(facts, name)
  return typeof value === 'object' ? value[language] : value
}
