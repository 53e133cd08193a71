import { facetTerms } from '#server/desk/search/entries/facets.ts'
import { numberAt } from '#server/desk/search/entries/scope.ts'
import { scoped } from '#server/desk/search/entries/write-entry.ts'
import { searchTermsOf, termsVersion } from '#server/desk/search/terms.ts'
import { madeUpTalk, type Random, seeded } from './texts.ts'

/** Everything that one conversation leaves in the store, in rows of the shapes that the server writes. */
export interface MadeUpRows {
  visitor: Record<string, unknown>
  conversation: Record<string, unknown>
  events: Record<string, unknown>[]
  messages: Record<string, unknown>[]
  tags: Record<string, unknown>[]
  entry: Record<string, unknown>
}

export const workspaceId = 'bench'
export const agents = Array.from({ length: 20 }, (_, index) => `person-${index}`)
const teams = ['team-delivery', 'team-returns', 'team-technical', 'team-vip']
/** One in ten has the first, one in five thousand the second. */
export const tags = ['tag-often', 'tag-seldom']
const reasons = ['visitor-request', 'low-confidence', 'no-knowledge', 'negative-sentiment']
const year = 365 * 24 * 3_600_000
const minute = 60_000

/** `count` conversations over a year up to `until`, oldest first, one at a time. The newest few are not over yet. */
export function* madeUpConversations(
  count: number,
  until: number,
  dialect: 'sqlite' | 'postgres',
): Generator<MadeUpRows> {
  const random = seeded(count)
  const open = Math.min(5_000, Math.ceil(count / 20))
  const used = { number: 0 }
  for (let index = 0; index < count; index += 1) {
    const beganAt = Math.floor(until - year + ((index + random()) / count) * year)
    const isOpen = index >= count - open
    yield rowsOf(random, index, beganAt, isOpen, dialect, used)
  }
}

function idOf(random: Random): string {
  const part = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  const all = part() + part() + part() + part()
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`
}

function rowsOf(
  random: Random,
  index: number,
  beganAt: number,
  isOpen: boolean,
  dialect: 'sqlite' | 'postgres',
  used: { number: number },
): MadeUpRows {
  const talk = madeUpTalk(random, index)
  const id = idOf(random)
  const visitorId = idOf(random)
  const events: Record<string, unknown>[] = []
  const messages: Record<string, unknown>[] = []
  let at = beganAt
  function append(type: string, payload: object): void {
    at += Math.floor(random() * 2 * minute)
    events.push({ conversation_id: id, seq: events.length + 1, at, type, payload: JSON.stringify(payload) })
  }
  const learned = [
    { name: 'order-number', value: talk.order, source: 'visitor' },
    ...(random() < 0.3 ? [{ name: 'name', value: talk.name, source: 'verified' }] : []),
  ]
  const agent = agents[Math.floor(random() * agents.length)] ?? ''
  const isWithPeople = talk.messages.some(({ sender }) => sender === 'agent')
  for (const [place, { sender, text }] of talk.messages.entries()) {
    if (sender === 'note') {
      append('note:added', { name: agent, text })
      continue
    }
    const messageId = idOf(random)
    const senderId = sender === 'visitor' ? visitorId : sender === 'agent' ? agent : 'assistant'
    append('message:posted', { messageId, clientId: idOf(random), sender, text, locale: talk.language })
    messages.push({
      ...{ id: messageId, conversation_id: id, sender_id: senderId, client_id: messageId },
      ...{ seq: events.length, at, text_digest: messageId.slice(0, 22) },
    })
    if (place === 0) append('case:updated', { facts: {}, learned, turn: messageId })
    if (sender === 'assistant')
      append('turn:decided', {
        turnId: messageId,
        replyId: messageId,
        question: 1,
        outcome: 'answered',
        confidence: 0.9,
        release: 3,
        steps: [],
        tookMs: 12,
      })
  }
  const status = isOpen ? pickStatus(random) : 'resolved'
  if (isWithPeople || status === 'queued' || status === 'assigned')
    append('conversation:queued', { reason: reasons[index % 4] })
  if (status === 'assigned') append('conversation:assigned', { name: agent, personId: agent })
  if (!isOpen) append('conversation:resolved', {})
  const last = talk.messages.findLast(({ sender }) => sender !== 'note')
  const assignee = status === 'assigned' ? agent : null
  const team =
    isWithPeople && random() < 0.6 ? (teams[Math.floor(random() ** 2 * teams.length)] ?? null) : null
  const tagIds = tags.filter((_, place) => random() < (place === 0 ? 0.1 : 0.0002))
  const facets = facetTerms({
    tagIds,
    status,
    language: talk.language,
    assigneeId: assignee ?? undefined,
    teamId: team ?? undefined,
  })
  used.number = Math.max(used.number + 1, numberAt(beganAt))
  const words = searchTermsOf([
    ...talk.messages.map(({ text }) => text),
    ...learned.map(({ value }) => value),
  ])
  return {
    visitor: {
      ...{ id: visitorId, workspace_id: workspaceId, site_key: 'bench', token_digest: visitorId },
      ...{ token_expires_at: at, locale: talk.language, created_at: beganAt, seen_at: at, order_guesses: 0 },
    },
    conversation: {
      ...{ id, workspace_id: workspaceId, site_key: 'bench', visitor_id: visitorId, status },
      ...{ head: events.length, fence: 1, assignee_id: assignee, assignee_name: assignee },
      ...{ reason: isWithPeople ? reasons[index % 4] : null, summary: null, language: talk.language },
      ...{
        preview: last?.text ?? '',
        preview_sender: last?.sender ?? 'visitor',
        read_seq: 1,
        answered_seq: 1,
      },
      case_file: JSON.stringify({
        facts: learned.map((fact) => ({ ...fact, seq: 2, at: beganAt, others: [] })),
        intents: [
          {
            intent: 'question',
            asked: talk.messages[0]?.text,
            outcome: 'answered',
            articles: [],
            seq: 1,
            at: beganAt,
          },
        ],
        ...{ promises: [], mood: [{ satisfaction: 0.7, seq: 1, at: beganAt }], memory: {} },
      }),
      ...{ created_at: beganAt, updated_at: at, queued_at: status === 'queued' ? at : null },
      assigned_at: assignee === null ? null : at,
      waited: isWithPeople ? 4 * minute : null,
      open_proposals: isOpen && random() < 0.02 ? 1 : 0,
      priority: isOpen && random() < 0.1 ? 1 : 0,
      attention: isOpen && random() < 0.1 ? '[]' : null,
      promise_due_at: isOpen && random() < 0.05 ? at + 60 * minute : null,
      team_id: team,
      acts: tagIds.length > 0 ? JSON.stringify({ tags: tagIds }) : null,
    },
    events,
    messages,
    tags: tagIds.map((tag) => ({ conversation_id: id, tag_id: tag, at })),
    entry: {
      ...{ conversation_id: id, workspace_id: workspaceId, number: used.number, head: events.length },
      ...{ version: termsVersion, facets: facets.join(' ') },
      terms: scoped(dialect, workspaceId, used.number, [...words, ...facets]),
    },
  }
}

function pickStatus(random: Random): string {
  const chance = random()
  return chance < 0.6 ? 'automated' : chance < 0.7 ? 'queued' : 'assigned'
}
