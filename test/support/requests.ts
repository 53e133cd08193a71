import { randomUUID } from 'node:crypto'
import type { DeskRequests, VisitorRequests } from '#shared/protocol.ts'
import type { Untyped } from './app.ts'

/** A good payload of every request, to be made bad in one place at a time. */
export function visitorSamples(
  conversationId: string,
  messageId: string,
): Record<keyof VisitorRequests, Untyped> {
  return {
    'session:open': { locale: 'en', page: { url: '/', title: 'Shop', referrer: '' } },
    'message:send': { id: randomUUID(), conversationId, text: 'Hello' },
    'conversation:sync': { conversationId, after: 0 },
    'conversation:read': { conversationId, seq: 1 },
    'handover:request': { conversationId },
    'conversation:end': { conversationId },
    'message:rate': { conversationId, messageId, rating: 'helpful', comment: 'good' },
    'conversation:rate': { conversationId, score: 5, comment: 'good' },
    'typing:set': { conversationId, typing: true },
    'page:view': { url: '/', title: 'Shop' },
    'visitor:identify': { identity: 'a.b.c' },
    'visitor:logout': { visitor: 'a token of before' },
    'visitor:context': { context: { cart: 49.9 } },
    'visitor:order': { number: 'NL-100201' },
    'visitor:track': { name: 'added to cart', data: { sku: 'A1' } },
    'visitor:consent': { version: '00000000', locale: 'en' },
    'visitor:erase': { confirm: true },
    'conversation:transcript': { conversationId, locale: 'en', timeZone: 'Europe/Berlin' },
    'transcript:mail': {
      conversationId,
      locale: 'en',
      timeZone: 'Europe/Berlin',
      address: 'mia@example.com',
    },
  }
}

export function deskSamples(conversationId: string, messageId: string): Record<keyof DeskRequests, Untyped> {
  return {
    'inbox:list': { view: 'open', cursor: `1~${conversationId}`, limit: 10 },
    'inbox:search': { text: 'delivery', status: 'queued', cursor: '1', limit: 10 },
    'conversation:earlier': { conversationId, before: 2 },
    'conversation:watch': { conversationId },
    'conversation:unwatch': { conversationId },
    'conversation:read': { conversationId, seq: 1 },
    'conversation:sync': { conversationId, after: 0 },
    'conversation:accept': { conversationId, fence: 0 },
    'conversation:transfer': { conversationId, fence: 0, personId: randomUUID(), note: 'please' },
    'conversation:hand-back': { conversationId, fence: 0 },
    'conversation:resolve': { conversationId, fence: 0, outcome: 'solved', cause: 'policy' },
    'message:send': { id: randomUUID(), conversationId, text: 'Hello', fence: 0 },
    'note:add': { conversationId, text: 'a note' },
    'reply:values': { conversationId },
    'viewer:set': { conversationId, doing: 'looking' },
    'mention:list': { cursor: `1~${conversationId}`, limit: 10 },
    'mention:read': { conversationId },
    'action:propose': {
      conversationId,
      action: { tool: 'coupon', percent: 10, reason: 'a late parcel' },
      order: { number: 'NL-100201', email: 'emma@example.com' },
      why: 'a late parcel',
    },
    'action:decide': { proposalId: randomUUID(), version: 1, decision: 'approve', comment: 'gladly' },
    'case:correct': { conversationId, name: 'size', value: 'M', seen: 0 },
    'promise:track': { conversationId, promiseId: randomUUID(), text: 'a refund', dueAt: 4_000_000_000_000 },
    'promise:settle': { conversationId, promiseId: randomUUID(), outcome: 'kept' },
    'conversation:tag': { conversationId, add: [randomUUID()] },
    'conversation:prioritise': { conversationId, level: 'high' },
    'conversation:snooze': { conversationId, fence: 0, until: 4_000_000_000_000 },
    'conversation:wake': { conversationId, fence: 0 },
    'conversation:duplicates': { conversationId },
    'conversation:merge': { conversationId, fence: 0, otherId: randomUUID(), otherFence: 0 },
    'visitor:block': { conversationId, reason: 'spam', until: 4_000_000_000_000 },
    'visitor:unblock': { conversationId },
    'message:flag': { conversationId, messageId, kind: 'wrong', comment: 'no' },
    'typing:set': { conversationId, typing: true },
    'presence:set': { presence: 'online' },
    'presence:list': {},
    'team:pull-in': { conversationId, teamId: conversationId },
    'team:release': { conversationId, team: 'Returns' },
    'copilot:abilities': {},
    'copilot:draft': { conversationId },
    'copilot:rewrite': { conversationId, text: 'We will look at it.', style: 'warmer' },
    'copilot:summarise': { conversationId, language: 'en' },
    'copilot:next-step': { conversationId, language: 'en' },
    'copilot:articles': { conversationId, query: 'delivery', language: 'en' },
    'copilot:translate': { conversationId, messageId, to: 'zh' },
    'floor:read': { since: 1 },
    'floor:step-in': { conversationId, fence: 0 },
    'floor:reassign': { conversationId, fence: 0, teamId: conversationId },
    'floor:whisper': { conversationId, text: 'Offer a refund' },
  }
}

const optional = new Set([
  'outcome in conversation:resolve',
  'cause in conversation:resolve',
  'until in visitor:block',
  'status in inbox:search',
  'since in floor:read',
  'language in copilot:summarise',
  'language in copilot:next-step',
  'language in copilot:articles',
  'query in copilot:articles',
  'page',
  'comment',
  'note',
  'cursor',
  'limit',
  'data',
  'visitor',
  'view',
  'conversationId in message:send',
])

/** What a page claims may be nothing. */
const mayBeEmpty = new Set(['context', 'data'])

/** Every way this payload is malformed in one place, each with what was done to it. */
export function malformed(
  name: string,
  sample: Record<string, unknown>,
): { why: string; payload: unknown }[] {
  const bad = [null, [], [sample], 'text', 7, true].map((payload) => ({
    why: JSON.stringify(payload),
    payload,
  }))
  for (const [field, value] of Object.entries(sample)) {
    const without: Record<string, unknown> = { ...sample }
    delete without[field]
    const mayMiss = optional.has(field) || optional.has(`${field} in ${name}`)
    if (!mayMiss) bad.push({ why: `without ${field}`, payload: without as never })
    const wrong: unknown[] = [
      null,
      ...(mayBeEmpty.has(field) ? [] : [{}]),
      [],
      12.5,
      typeof value === 'boolean' ? 'yes' : true,
    ]
    if (typeof value === 'string') wrong.push(`${value}\0`, `${value}\ud800`, value.padEnd(20_000, 'x'))
    if (typeof value === 'number') wrong.push(-1, String(value), 2 ** 60)
    for (const each of wrong) {
      const shown = JSON.stringify(each).slice(0, 60)
      bad.push({ why: `${field}: ${shown}`, payload: { ...sample, [field]: each } as never })
    }
  }
  return bad
}
