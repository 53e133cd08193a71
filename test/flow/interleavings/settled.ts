import { expect } from 'vitest'
import { eventsBetween } from '#server/conversation/index.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { Run } from './run.ts'

/** How often each end was seen, so that a generator which never gets anywhere does not pass. */
export const seen: Record<string, number> = {}

/** Everything that was proposed has one end, told once, with the effect on the shop that the record says. */
export async function settled({ world, conversationId, made, approved, prefix }: Run): Promise<void> {
  const { read } = world.store
  const row = await read
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const events: LogEvent[] = await eventsBetween(read, conversationId, 0, row.head)
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  expect(row.open_proposals).toBe(0)
  const given = world.given(prefix)
  const all = await read
    .selectFrom('proposal')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .execute()
  expect(all.length).toBe(made.length)
  for (const { id, key, reason } of made) {
    const proposal = all.find((each) => each.id === id)
    const effects = given.filter((each) => each === reason).length
    const its = events.filter((event) => 'proposalId' in event && event.proposalId === id)
    const types = its.map((event) => event.type).join(' ')
    const about = `${reason}, ${proposal?.state}: ${types}`
    seen[proposal?.state ?? ''] = (seen[proposal?.state ?? ''] ?? 0) + 1
    if (approved.has(key)) {
      expect(types, about).toBe('action:proposed action:approved action:done')
      expect(proposal?.state, about).toMatch(/^(?:done|failed)$/)
      const failure = proposal?.failure ? JSON.parse(proposal.failure) : undefined
      if (proposal?.state === 'done') expect(effects, about).toBe(1)
      else if (!failure.isUncertain) expect(effects, about).toBe(0)
      expect(effects, about).toBeLessThanOrEqual(1)
    } else {
      expect(types, about).toBe('action:proposed action:refused')
      expect(proposal?.state, about).toMatch(/^(?:refused|expired)$/)
      expect(effects, about).toBe(0)
    }
  }
  expect(given.length, 'nothing but what was proposed').toBe(
    given.filter((each) => made.some(({ reason }) => reason === each)).length,
  )
  toldOnce(events)
  nothingDropped(events)
}

/** After every end comes one message to the visitor, and none says it twice. */
function toldOnce(events: LogEvent[]): void {
  const ends = events.filter(({ type }) => type === 'action:done' || type === 'action:refused')
  for (const end of ends) {
    const following = events.slice(end.seq).filter((event) => event.type !== 'conversation:reopened')
    expect(following[0]?.type, `what follows ${end.type}`).toBe('message:posted')
  }
  const messages = events.flatMap((event) => (event.type === 'message:posted' ? [event.text] : []))
  const waiting = messages.filter((message) => message.includes('has to confirm this first'))
  expect(messages.length - waiting.length, 'messages that tell an end').toBe(ends.length)
  for (const end of ends) {
    if (end.type !== 'action:done' || end.outcome === undefined) continue
    const { outcome } = end
    const mark = outcome.tool === 'coupon' ? outcome.code : 'id' in outcome ? outcome.id : ''
    expect(messages.filter((message) => message.includes(mark)).length, mark).toBe(1)
  }
}

/** Whatever ends without anybody's decision, or fails, waits for a person or has one. */
function nothingDropped(events: LogEvent[]): void {
  let isWithPeople = false
  for (const [place, event] of events.entries()) {
    if (event.type === 'conversation:queued' || event.type === 'conversation:assigned') isWithPeople = true
    if (/^conversation:(?:handed-back|resolved|reopened)$/.test(event.type)) isWithPeople = false
    const isExpired = event.type === 'action:refused' && event.by === 'expiry'
    const hasFailed = event.type === 'action:done' && event.failure !== undefined
    if (!(isExpired || hasFailed) || isWithPeople) continue
    const next = events.slice(place + 1).filter(({ type }) => type !== 'conversation:reopened')
    expect(next[1], `what follows the message after ${event.type}`).toMatchObject({
      type: 'conversation:queued',
      summary: expect.stringContaining('the parcel is late'),
      reply: { dueAt: expect.any(Number) },
    })
  }
}
