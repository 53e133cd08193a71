import { z } from 'zod'
import { type ActAnswers, actRequests, wrapUpFields } from './act-requests.ts'
import { shopAction } from './action.ts'
import type { Acts, BlockReason } from './acts.ts'
import { mostAttachments } from './attachment.ts'
import type { CaseFile } from './case/case-file.ts'
import { longestName, longestValue } from './case/known-fact.ts'
import { longestPromise } from './case/promise.ts'
import type { ClockView } from './clock-view.ts'
import type { ConversationStatus, HandoverReason, LogEvent, Snapshot } from './conversation.ts'
import type { CopilotAnswers, CopilotState } from './copilot.ts'
import { copilotRequests, copilotShare } from './copilot-requests.ts'
import { defectKinds } from './defect.ts'
import { type DeskToolAnswers, type DeskToolFacts, deskToolRequests, noteMentions } from './desk-tools.ts'
import type { FloorAnswers } from './floor.ts'
import { floorRequests } from './floor-requests.ts'
import type { Language } from './knowledge.ts'
import { orderClaim, type PageContext, type PageEvent, pageContext, pageEvent } from './page-claims.ts'
import { type Colleague, type Presence, presenceChoices } from './presence.ts'
import type { ProposalState } from './proposal.ts'
import type { Result } from './result.ts'
import { inboxFilters, inboxOrders, type SearchAnswers, searchRequests } from './search.ts'
import type { LevelName } from './service-levels.ts'
import type { SiteView } from './site.ts'
import type { HelpingTeam } from './team.ts'
import { plain } from './text.ts'
import type { Signal } from './watch.ts'

export type { SiteView }

/** What is wrong in a refused request, and where. */
export interface Issue {
  path: string
  message: string
}

/** Longest message a person or visitor may send, in UTF-16 code units. */
export const longestText = 10_000

const anId = plain(64).min(1)
const conversationId = anId
const seq = z.int().min(0)
const fence = z.int().min(0)
const comment = plain(2_000).trim().optional()
const written = plain(longestText, `A message is at most ${longestText} characters.`)
const empty = 'A message is not empty.'
const text = written.refine((value) => value.trim().length > 0, empty)
/** Ids of uploads, in the order in which they are shown. */
const attachments = z
  .array(anId)
  .max(mostAttachments, `A message has at most ${mostAttachments} files.`)
  .refine((ids) => new Set(ids).size === ids.length, 'A file goes into a message once.')
  .default([])

/** A message whose files say it all needs no words. */
function saysSomething(message: { text: string; attachments: string[] }): boolean {
  return message.text.trim().length > 0 || message.attachments.length > 0
}
const address = plain(2_000)

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
/** A JWT of the shop's server. */
const signedIdentity = plain(4_000).min(1)
const page = z.object({ url: address, title: plain(500), referrer: address.default('') })

export const handshake = {
  /** Looked at first: the rest of another version's handshake may have another shape. */
  version: z.object({ protocol: z.int().optional() }),
  visitor: z.object({
    protocol: z.int(),
    site: plain(100).min(1),
    visitor: plain(200).optional(),
    identity: signedIdentity.optional(),
  }),
  desk: z.object({ protocol: z.int().optional(), token: plain(200).optional() }),
}

/** In whose language and time a conversation is written down. `timeZone` is a name such as Europe/Berlin. */
const transcriptRequest = z.object({
  conversationId,
  locale: plain(35).min(2),
  timeZone: plain(60).min(1).refine(isTimeZone, 'This is no time zone.'),
})

export const visitorRequests = {
  'session:open': z.object({ locale: plain(35).min(2), page: page.optional() }),
  'message:send': z
    .object({
      id: z.uuid(),
      conversationId: conversationId.optional(),
      text: written,
      attachments,
      /** What was answered before the first message, by the ids of the site's questions. */
      answers: z.record(plain(40), plain(longestValue).trim()).optional(),
      /** The id of the site's message that it answers; one that the site has no more is left out. */
      proactive: plain(40).optional(),
    })
    .refine(saysSomething, { path: ['text'], message: empty }),
  'conversation:sync': z.object({ conversationId, after: seq }),
  'conversation:read': z.object({ conversationId, seq }),
  'handover:request': z.object({ conversationId }),
  /** The visitor was helped, and says so. */
  'conversation:end': z.object({ conversationId }),
  'message:rate': z.object({
    conversationId,
    messageId: anId,
    rating: z.enum(['helpful', 'unhelpful']),
    comment,
  }),
  'conversation:rate': z.object({ conversationId, score: z.int().min(1).max(5), comment }),
  'typing:set': z.object({ conversationId, typing: z.boolean() }),
  'page:view': z.object({ url: address, title: plain(500) }),
  /** The shop says who this is. What is answered replaces the visitor's token: the one before has stopped working. */
  'visitor:identify': z.object({ identity: signedIdentity }),
  /** Ends the visitor's session and every socket of it, this one too; or the session of another token, by the token. */
  'visitor:logout': z.object({ visitor: plain(200).min(1).optional() }),
  /** Replaces what the page claimed before. */
  'visitor:context': z.object({ context: pageContext }),
  'visitor:order': orderClaim,
  'visitor:track': pageEvent,
  /** Agrees to the site's notice: to the wording with this version (`consentVersion`), read in this locale. */
  'visitor:consent': z.object({ version: plain(20).min(1), locale: plain(35).min(2) }),
  /** Erases this visitor and everything of theirs, and ends every socket of theirs after the answer. */
  'visitor:erase': z.object({ confirm: z.literal(true) }),
  'conversation:transcript': transcriptRequest,
  /** Sends the transcript to an address of the visitor's. */
  'transcript:mail': transcriptRequest.extend({ address: plain(200).pipe(z.email()) }),
}
export type VisitorRequests = typeof visitorRequests

export const inboxViews = [
  'automated',
  'waiting',
  'mine',
  'resolved',
  'approvals',
  'attention',
  'promises',
  'snoozed',
  'helping',
  'open',
  'all',
] as const
export type InboxView = (typeof inboxViews)[number]

export const deskRequests = {
  'inbox:list': z.object({
    view: z.enum(inboxViews).default('open'),
    /** `since` and `until` are about the last message. */
    ...inboxFilters.shape,
    /** By the last message; left out, as the view has it. */
    order: z.enum(inboxOrders).optional(),
    cursor: plain(200).optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  ...searchRequests,
  'conversation:watch': z.object({ conversationId }),
  'conversation:unwatch': z.object({ conversationId }),
  /** A person has it before their eyes; only of a conversation that this connection watches. */
  'conversation:read': z.object({ conversationId, seq }),
  'conversation:sync': z.object({ conversationId, after: seq }),
  /** What stands in front of what a snapshot carries. */
  'conversation:earlier': z.object({ conversationId, before: z.int().min(1) }),
  'conversation:accept': z.object({ conversationId, fence }),
  /** To a person, or into the queue of a team. */
  'conversation:transfer': z
    .object({ conversationId, fence, personId: anId.optional(), teamId: anId.optional(), note: comment })
    .refine(({ personId, teamId }) => (personId === undefined) !== (teamId === undefined), {
      path: ['personId'],
      message: 'It goes to one person or to one team.',
    }),
  /** Asks a team to help beside the owner: its people see it and may write notes. */
  'team:pull-in': z.object({ conversationId, teamId: anId }),
  /** Lets a team go that helped, by the name it was asked under. */
  'team:release': z.object({ conversationId, team: plain(200).min(1) }),
  'conversation:hand-back': z.object({ conversationId, fence }),
  'conversation:resolve': z.object({ conversationId, fence, ...wrapUpFields }),
  'message:send': z
    .object({ id: z.uuid(), conversationId, text: written, attachments, fence, ...copilotShare })
    .refine(saysSomething, { path: ['text'], message: empty }),
  ...copilotRequests,
  'note:add': z.object({ conversationId, text, mentions: noteMentions }),
  /** `order` is what the visitor proved: the shop is asked whether it knows the two together. */
  'action:propose': z.object({
    conversationId,
    action: shopAction,
    order: z.object({ number: plain(60).min(1), email: plain(200).min(3) }),
    why: plain(500).trim().min(1),
  }),
  'action:decide': z.object({
    proposalId: anId,
    version: z.int().min(1),
    decision: z.enum(['approve', 'refuse']),
    /** The proposed action with another amount, reason or address: what is approved instead. */
    action: shopAction.optional(),
    comment: plain(500).trim().optional(),
  }),
  /**
   * An empty `value` removes the fact. `seen` is the `seq` of the fact as it was shown, 0 where there was none: a newer
   * one is not overwritten unseen.
   */
  'case:correct': z.object({
    conversationId,
    name: plain(longestName).trim().min(1),
    value: plain(longestValue).trim(),
    seen: seq,
  }),
  /** Follows up on a promise: a suggested one under its id, or a new one under an id of the client's. */
  'promise:track': z.object({
    conversationId,
    promiseId: z.uuid(),
    text: plain(longestPromise).trim().min(1),
    dueAt: z.int().min(1),
  }),
  'promise:settle': z.object({ conversationId, promiseId: z.uuid(), outcome: z.enum(['kept', 'dropped']) }),
  'message:flag': z.object({
    conversationId,
    messageId: anId,
    kind: z.enum(defectKinds),
    comment,
  }),
  'typing:set': z.object({ conversationId, typing: z.boolean() }),
  'presence:set': z.object({ presence: z.enum(presenceChoices) }),
  'presence:list': z.object({}),
  ...deskToolRequests,
  ...actRequests,
  ...floorRequests,
}
export type DeskRequests = typeof deskRequests

/** What a visitor's chat is told of the visitor, whenever it is said who they are. */
export interface VisitorTold {
  /** The version of the site's notice that they have agreed to. */
  agreed?: string | undefined
  /** The shop has told their e-mail address: nobody has to ask for it. */
  emailKnown?: boolean | undefined
  /** Transcripts can be sent by e-mail. */
  mail?: boolean | undefined
}

export interface VisitorAnswers {
  'session:open': {
    visitor: string
    visitorId: string
    /** A signed identity said who this is. */
    identified?: boolean | undefined
    site: SiteView
    /** The most bytes of one file. */
    attachmentLimit: number
    conversation: Snapshot | null
  } & VisitorTold
  'message:send': { conversationId: string; messageId: string; seq: number; at: number }
  'conversation:sync': { events: LogEvent[]; head: number } | { reload: Snapshot }
  'conversation:read': { seq: number }
  'handover:request': { seq: number }
  'conversation:end': { seq: number }
  'message:rate': { seq: number }
  'conversation:rate': { seq: number }
  'typing:set': object
  'page:view': object
  'visitor:identify': { visitor: string; visitorId: string; conversation: Snapshot | null } & VisitorTold
  'visitor:logout': object
  'visitor:context': object
  'visitor:order': object
  'visitor:track': object
  'visitor:consent': { at: number }
  /** How many conversations are gone. */
  'visitor:erase': { conversations: number }
  /** A text file: its name and what is in it. */
  'conversation:transcript': { name: string; text: string }
  'transcript:mail': object
}

/** One line of the inbox. */
export interface InboxRow {
  id: string
  status: ConversationStatus
  head: number
  fence: number
  reason?: HandoverReason | undefined
  assignee?: { id: string; name: string } | undefined
  visitor: { id: string; name?: string | undefined }
  language: Language
  /** The newest message, cut to one line. */
  preview: string
  previewSender: string
  createdAt: number
  updatedAt: number
  /** Since when it waits for a person. */
  queuedAt?: number | undefined
  /** How many proposed actions wait for a person. */
  proposals: number
  /** It ended with nothing that shows that the visitor was helped. */
  outcome?: 'unresolved' | undefined
  /** When the first open promise is due. */
  promiseDueAt?: number | undefined
  /** Open promises that are nearly due, and promises that were broken. */
  promisesWarned: number
  promisesBroken: number
  /** -1 to 2, as `effectivePriority` has it: the queue goes by it before the wait. */
  priority: number
  /** Why it needs attention; empty where it needs none. */
  attention: Signal[]
  /** In whose queue it is; absent is the general one. */
  teamId?: string | undefined
  /** Teams that were pulled in beside its owner. */
  helpers: HelpingTeam[]
  /** Its service levels: the first due in front. By the clock of the server, which `inbox:list` tells. */
  clocks: ClockView[]
  /** What people did to it; absent where nobody did anything. */
  acts?: Acts | undefined
}

/**
 * `promises`: conversations with an open one; `promisesWarned`: promises that are nearly due. True up to `mostCounted`;
 * one more than that is "more".
 */
export type InboxCounts = Record<
  | 'automated'
  | 'waiting'
  | 'mine'
  | 'resolved'
  | 'approvals'
  | 'attention'
  | 'promises'
  | 'promisesWarned'
  | 'snoozed'
  | 'helping',
  number
>

export interface DeskSnapshot extends Snapshot {
  fence: number
  reason?: HandoverReason | undefined
  summary?: string | undefined
  assigneeId?: string | undefined
  attention: Signal[]
  teamId?: string | undefined
  helpers: HelpingTeam[]
  /** As they were then: hours are the server's to know, and `inbox:changed` brings newer ones. */
  clocks: ClockView[]
  acts?: Acts | undefined
  language: Language
  createdAt: number
  caseFile: CaseFile
  visitor: {
    id: string
    /** With `email` and `customer`, the shop's own id of them: as a signed identity said, so verified. */
    name?: string | undefined
    email?: string | undefined
    customer?: string | undefined
    locale: string
    page?: { url: string; title: string } | undefined
    lastSeenAt: number
    online: boolean
    /** What the shop's page claims: whoever sits before the browser can change it, so nobody acts on it unproved. */
    context?: PageContext | undefined
    order?: string | undefined
    /** Newest first. */
    events?: PageEvent[] | undefined
    /** They may not write. */
    blocked?: { reason: BlockReason; until?: number | undefined; by: string } | undefined
  }
}

export interface DeskAnswers
  extends DeskToolAnswers,
    ActAnswers,
    SearchAnswers,
    CopilotAnswers,
    FloorAnswers {
  'inbox:list': {
    conversations: InboxRow[]
    counts: InboxCounts
    next?: string | undefined
    /** The server's own time: nobody else's counts. */
    at: number
  }
  'conversation:watch': { conversation: DeskSnapshot }
  'conversation:unwatch': object
  'conversation:read': { seq: number }
  'conversation:sync': { events: LogEvent[]; head: number } | { reload: DeskSnapshot }
  /** In `seq` order, up to the one before. */
  'conversation:earlier': { events: LogEvent[] }
  'conversation:accept': { fence: number }
  'conversation:transfer': { fence: number }
  'team:pull-in': { helpers: HelpingTeam[] }
  'team:release': { helpers: HelpingTeam[] }
  'conversation:hand-back': { fence: number }
  'conversation:resolve': { fence: number }
  'message:send': { conversationId: string; messageId: string; seq: number; at: number }
  'note:add': { seq: number }
  'action:propose': { proposalId: string; state: ProposalState }
  'action:decide': { state: ProposalState }
  'case:correct': { seq: number }
  'promise:track': { seq: number }
  'promise:settle': { seq: number }
  'message:flag': { defectId: string }
  'typing:set': object
  'presence:set': object
  /** Everybody of the workspace, oneself included, and the teams of it, by name. */
  'presence:list': { people: Colleague[]; teams: { id: string; name: string }[] }
}

export type ProgressState = 'thinking' | 'searching' | 'writing' | 'acting'

/** What a visitor is told. Only `conversation:appended` is durable. */
export interface VisitorFacts {
  'conversation:appended': (fact: { conversationId: string; event: LogEvent }) => void
  'answer:progress': (fact: {
    conversationId: string
    turnId: string
    state: ProgressState
    delta?: string | undefined
  }) => void
  'queue:changed': (fact: {
    conversationId: string
    position: number
    etaSeconds: number | null
    open: boolean
    opensAt?: number | undefined
  }) => void
  'typing:changed': (fact: { conversationId: string; sender: 'visitor' | 'agent'; typing: boolean }) => void
  /** A person at the desk has seen everything up to `seq`. It only grows; a snapshot carries it too. */
  'read:changed': (fact: { conversationId: string; seq: number }) => void
  'presence:changed': (fact: { agentsOnline: number }) => void
}

/** What the desk is told. `inbox:changed` carries a whole row; a row may be older than one already seen: compare `head`. */
export interface DeskFacts extends DeskToolFacts {
  'conversation:appended': (fact: { conversationId: string; event: LogEvent }) => void
  'inbox:changed': (fact: { conversation: InboxRow }) => void
  /** Its visitor was erased: there is no such conversation any more. */
  'conversation:erased': (fact: { conversationId: string }) => void
  'typing:changed': (fact: { conversationId: string; sender: 'visitor' | 'agent'; typing: boolean }) => void
  /** The visitor has seen everything up to `seq`. */
  'read:changed': (fact: { conversationId: string; seq: number }) => void
  /** Name, address or role of whoever is signed in here: `GET /session` says which. */
  'session:changed': (fact: object) => void
  'presence:changed': (fact: { personId: string; presence: Presence }) => void
  /** Of what this connection asked the copilot for. */
  'copilot:progress': (fact: { conversationId: string; state: CopilotState }) => void
  /** To the owner and the people of its teams: a service level is near, or was missed. */
  'level:noted': (fact: {
    conversationId: string
    level: LevelName
    state: 'near' | 'breached'
    teamId?: string | undefined
  }) => void
  'evaluation:progressed': (fact: {
    evaluationId: string
    done: number
    total: number
    passed: number
  }) => void
  'answer:progress': VisitorFacts['answer:progress']
}

/** The shape of every request on a Socket.IO connection: a payload and a callback with a Result. */
export type Requests<Schemas extends Record<string, z.ZodType>, Answers> = {
  [Name in keyof Schemas & keyof Answers]: (
    payload: z.input<Schemas[Name]>,
    acknowledge: (result: Result<Answers[Name]>) => void,
  ) => void
}

export type VisitorSocketRequests = Requests<VisitorRequests, VisitorAnswers>
export type DeskSocketRequests = Requests<DeskRequests, DeskAnswers>
