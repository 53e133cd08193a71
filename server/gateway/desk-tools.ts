import type { DeskToolAnswers, Doing, deskToolRequests } from '#shared/desk-tools.ts'
import { hoursInWords } from '#shared/hours-words.ts'
import { may } from '#shared/people.ts'
import type { DeskAnswers } from '#shared/protocol.ts'
import {
  addNote,
  type ConversationParts,
  type ConversationRow,
  conversationOfWorkspace,
} from '../conversation/index.ts'
import {
  countUnread,
  keepMentions,
  listMentions,
  readMention,
  readMentions,
} from '../desk/mentions/mentions.ts'
import { listPeople, type SignedIn } from '../people/index.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from './acknowledge.ts'
import type { Report } from './answer.ts'
import { type DeskNamespace, type Live, rooms } from './live.ts'
import { readSite } from './sites.ts'

type DeskSocket = Parameters<Parameters<DeskNamespace['on']>[1]>[0]
type NoteRequest = { conversationId: string; text: string; mentions: string[] }
type Requests = typeof deskToolRequests

export interface ToolGatewayParts extends ConversationParts {
  live: Live
  report: Report
}

/** So many conversations one connection says it has open; more is no person. */
const mostOpen = 50

/** Ready-made texts, notes that call somebody, and who else has a conversation open. */
export function toolHandlers(
  socket: DeskSocket,
  parts: ToolGatewayParts,
): Handlers<Requests, DeskToolAnswers> & {
  'note:add'(request: NoteRequest): Promise<DeskAnswers['note:add']>
} {
  const { read } = parts.store
  const open = new Set<string>()

  function signedIn(): SignedIn {
    const current = socket.data.signedIn
    if (!may(current.person.role, 'conversations'))
      throw new Refusal('forbidden', 'Your role may not do this.')
    return current
  }

  async function ours(conversationId: string): Promise<ConversationRow> {
    return conversationOfWorkspace(read, conversationId, signedIn().workspaceId)
  }

  function tellViewers(conversationId: string, doing: Doing, isNew: boolean): void {
    const { id, name } = socket.data.signedIn.person
    socket
      .to(rooms.conversation(conversationId))
      .emit('viewer:changed', { conversationId, viewer: { id, name }, doing, isNew })
  }

  // Whatever ends the socket, on whichever node: who looked looks no more.
  socket.on('disconnect', () => {
    for (const conversationId of open) tellViewers(conversationId, 'gone', false)
  })

  return {
    'reply:values': async ({ conversationId }) => {
      const row = await ours(conversationId)
      const settings = (await readSite(read, row.site_key))?.settings
      if (settings === undefined) throw new Refusal('not-found', 'The site of this conversation is gone.')
      const { title, hours } = settings
      const en = hours && hoursInWords(hours, 'en')
      const zh = hours && hoursInWords(hours, 'zh')
      return {
        shop: { en: title.en || settings.name, zh: title.zh || settings.name },
        ...(en !== undefined && zh !== undefined && { hours: { en, zh } }),
      }
    },
    'viewer:set': async ({ conversationId, doing }) => {
      signedIn()
      const isNew = !open.has(conversationId)
      if (doing === 'gone') {
        if (open.delete(conversationId)) tellViewers(conversationId, doing, false)
        return {}
      }
      // Who is in the room was looked at when they came in.
      if (!socket.rooms.has(rooms.conversation(conversationId)))
        throw new Refusal('conflict', 'Only who watches a conversation can be seen in it.')
      if (isNew && open.size >= mostOpen)
        throw new Refusal('invalid', `A connection has at most ${mostOpen} conversations open.`)
      open.add(conversationId)
      tellViewers(conversationId, doing, isNew)
      return {}
    },
    'note:add': async ({ conversationId, text, mentions }) => {
      const { person, workspaceId } = signedIn()
      await ours(conversationId)
      const people = mentions.length === 0 ? [] : await listPeople(read, workspaceId)
      const called = mentions.map((id) => {
        const found = people.find((each) => each.id === id)
        if (found === undefined) {
          const message = 'A note calls people of this workspace only.'
          throw new Refusal('invalid', message, { issues: [{ path: 'mentions', message }] })
        }
        return { personId: found.id, name: found.name }
      })
      const note = { conversationId, text, name: person.name, mentions: called }
      const added = await addNote(parts, note, (log, seq) =>
        keepMentions(log, { seq, byId: person.id, people: called }),
      )
      const others = called.filter(({ personId }) => personId !== person.id)
      // The note is durable: whoever is not told now sees it in their list.
      for (const { personId } of others)
        tellMention(parts, personId, { conversationId, seq: added.seq, workspaceId })
      return added
    },
    'mention:list': async (request) => {
      const { person, workspaceId } = signedIn()
      const [page, unread] = await Promise.all([
        listMentions(read, { ...request, workspaceId, personId: person.id }),
        countUnread(read, person.id),
      ])
      return { ...page, unread }
    },
    'mention:read': async ({ conversationId }) => {
      const { person } = signedIn()
      await ours(conversationId)
      const isNews = await readMentions(parts.store, { personId: person.id, conversationId, at: parts.now() })
      const unread = await countUnread(read, person.id)
      // Their other windows count along.
      if (isNews) parts.live.desk.to(rooms.person(person.id)).emit('mentions:changed', { unread })
      return { unread }
    },
  }
}

/** Tells somebody, in every window of theirs, that a note calls them. It is kept: whoever is not told now sees it later. */
export function tellMention(
  parts: Pick<ToolGatewayParts, 'store' | 'live' | 'report'>,
  personId: string,
  note: { conversationId: string; seq: number; workspaceId: string },
): void {
  const { read } = parts.store
  Promise.all([readMention(read, { ...note, personId }), countUnread(read, personId)])
    .then(([mention, unread]) =>
      parts.live.desk.to(rooms.person(personId)).emit('mentions:changed', { unread, mention }),
    )
    .catch((reason) => parts.report(reason, 'telling whom a note calls'))
}
