import { expect } from 'vitest'
import { eventsBetween } from '#server/conversation/index.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { DeskWorld } from '../../support/desk-world.ts'

/** Something that people were told they did. */
export interface Done {
  what: 'accepted' | 'transferred' | 'sent'
  /** Who did it, and whose it is now. */
  by: string
  person: string
  /** The fence that was shown for it, and the one that was answered. */
  shown: number
  fence: number
  /** Of the message. */
  seq?: number
}

/** How often each thing was seen, so that races in which nothing ever happens do not pass. */
export const seen: Record<string, number> = {}

function saw(what: string): void {
  seen[what] = (seen[what] ?? 0) + 1
}

/** Whose a conversation was after each event of its log, read anew from the log alone. */
interface State {
  owner: string | undefined
  status: 'automated' | 'queued' | 'assigned' | 'resolved'
  fence: number
  /** Since when it stands in line, however often a person had it meanwhile. */
  place: number | undefined
}

/** What must hold of every conversation whatever happened in it. */
export async function checkConversation(world: DeskWorld, id: string, done: readonly Done[]): Promise<void> {
  const { read } = world.store
  const row = await read.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const events: LogEvent[] = await eventsBetween(read, id, 0, row.head)
  const messages = await read.selectFrom('message').selectAll().where('conversation_id', '=', id).execute()
  const senderAt = new Map(messages.map((each) => [each.seq, each.sender_id]))
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const owners = new Map<number, string>()
  const stateAt = new Map<number, State>()
  let state: State = { owner: undefined, status: 'automated', fence: 0, place: undefined }
  for (const event of events) {
    stateAt.set(event.seq, state)
    if (event.type === 'message:posted' && event.sender === 'agent') {
      saw('reply of a person')
      expect(state.owner, `who owned it when ${event.seq} was sent`).toBe(senderAt.get(event.seq))
    }
    if (event.type === 'message:posted' && event.sender === 'assistant') {
      saw('reply of the assistant')
      expect(state.status, `who led when the assistant said ${event.seq}`).toBe('automated')
    }
    if (event.type === 'turn:decided' && event.outcome === 'superseded') saw('turn that came too late')
    if (event.type === 'conversation:assigned') rightfully(event, state, done)
    state = after(state, event)
    if (state.owner !== undefined) {
      expect(owners.get(state.fence) ?? state.owner, `who owned it at fence ${state.fence}`).toBe(state.owner)
      owners.set(state.fence, state.owner)
    }
  }
  expect({ status: row.status, fence: row.fence, assignee: row.assignee_id ?? undefined }).toEqual({
    status: state.status,
    fence: state.fence,
    assignee: state.owner,
  })
  expect(row.queued_at ?? undefined).toBe(state.status === 'queued' ? state.place : undefined)
  for (const { what, person, fence, seq } of done) {
    // Who was told that it is theirs had it at that fence, and nobody else did.
    expect(owners.get(fence), `who owned it at fence ${fence}`).toBe(person)
    if (what === 'sent')
      expect(stateAt.get(seq ?? 0), `how it was before ${seq}`).toMatchObject({ owner: person, fence })
  }
  oneReplyATurn(events)
}

/** A conversation that somebody has changes hands by their own will alone; else whoever takes it knew how it was. */
function rightfully(
  event: LogEvent & { type: 'conversation:assigned' },
  before: State,
  done: readonly Done[],
): void {
  const fence = before.fence + 1
  const acts = done.filter((each) => each.fence === fence && each.person === event.personId)
  if (event.given) expect(before.status, 'what is given').toBe('queued')
  else if (before.owner !== undefined) {
    const transfer = acts.find(({ what, by, shown }) => {
      return what === 'transferred' && by === before.owner && shown === before.fence
    })
    expect(transfer, `who gave ${event.seq} away`).toBeDefined()
  } else {
    // What the assistant had goes through the queue at the same moment.
    const accept = acts.find(
      ({ what, shown }) => what === 'accepted' && (shown === fence - 1 || shown === fence - 2),
    )
    expect(accept, `who accepted ${event.seq}`).toBeDefined()
  }
}

function after(state: State, event: LogEvent): State {
  switch (event.type) {
    case 'conversation:queued': {
      if (event.returned) {
        saw(`return: ${event.returned.why}`)
        expect(event.returned.personId, 'who lost it').toBe(state.owner)
        expect(event.since, 'the place it comes back to').toBe(state.place)
      }
      return { owner: undefined, status: 'queued', fence: state.fence + 1, place: event.since ?? event.at }
    }
    case 'conversation:assigned':
      if (event.given) saw(`given: ${event.given}`)
      return { ...state, owner: event.personId, status: 'assigned', fence: state.fence + 1 }
    case 'conversation:handed-back':
      saw('handed back')
      return { owner: undefined, status: 'automated', fence: state.fence + 1, place: undefined }
    case 'conversation:resolved':
      saw('resolved')
      return { owner: undefined, status: 'resolved', fence: state.fence + 1, place: undefined }
    case 'conversation:reopened':
      return { ...state, status: 'automated' }
    default:
      return state
  }
}

/** A turn gives at most one final reply, and two turns none to the same message. */
function oneReplyATurn(events: readonly LogEvent[]): void {
  const turns = events.filter((event) => event.type === 'turn:decided')
  expect(new Set(turns.map(({ turnId }) => turnId)).size).toBe(turns.length)
  const answered = turns.filter(({ outcome }) => outcome !== 'superseded').map(({ question }) => question)
  expect(new Set(answered).size, 'messages that were answered twice').toBe(answered.length)
}
