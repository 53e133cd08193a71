import { effectivePriority } from '#shared/acts.ts'
import { caseAfter } from '#shared/case/case-after.ts'
import type { CaseFile } from '#shared/case/case-file.ts'
import { openPromises } from '#shared/case/promise.ts'
import { type LogEvent, type MessagePosted, transition } from '#shared/conversation.ts'
import type { HelpingTeam } from '#shared/team.ts'
import { attentionAfter, helpersAfter, priorityOf, type Signal, teamAfter } from '#shared/watch.ts'
import { Refusal } from '../../refusal.ts'
import { fromJson, toJson } from '../../store/json.ts'
import { actsOf, keepActs } from './acts.ts'
import { caseOf } from './case-file.ts'
import { keepFloor } from './floor.ts'
import type { ConversationRow } from './log.ts'

/** Keeps the row what a fold over the log would make of it. */
export function project(conversation: ConversationRow, event: LogEvent): void {
  const status = transition(conversation.status as Parameters<typeof transition>[0], event.type)
  if (status === undefined) {
    throw new Refusal(
      'conflict',
      `This conversation is ${conversation.status}; that is not possible any more.`,
    )
  }
  if (event.type === 'conversation:reopened' && conversation.merged_into !== null) {
    throw new Refusal('conflict', 'This conversation became a part of another one, and goes on there.')
  }
  conversation.status = status
  conversation.head = event.seq
  keepActs(conversation, event)
  keepAttention(conversation, event)
  keepTeams(conversation, event)
  keepFloor(conversation, event)
  switch (event.type) {
    case 'message:posted':
      conversation.preview = oneLine(previewOf(event))
      conversation.preview_sender = event.sender
      conversation.updated_at = event.at
      // The assistant read the whole message, or several, before it chose the language of its reply.
      if (event.sender === 'visitor' || event.sender === 'assistant') conversation.language = event.locale
      if (event.sender === 'agent') conversation.answered_seq = event.seq
      keepWait(conversation, event)
      break
    case 'turn:decided':
      // A superseded turn said nothing: whoever leads next still owes the answer.
      if (event.outcome !== 'superseded') {
        conversation.answered_seq = Math.max(conversation.answered_seq, event.question)
      }
      break
    case 'case:updated':
    case 'action:done':
      keepCase(conversation, event)
      break
    case 'action:proposed':
      conversation.open_proposals += 1
      break
    case 'action:approved':
    case 'action:refused':
      conversation.open_proposals -= 1
      break
    case 'conversation:queued':
      keepCase(conversation, event)
      keepWait(conversation, event)
      conversation.reason = event.reason
      conversation.summary = event.summary ?? conversation.summary
      if (event.summary) {
        // A row that waits shows what the visitor wants, not that somebody will come.
        conversation.preview = oneLine(event.summary)
        conversation.preview_sender = 'visitor'
      }
      changeOwner(conversation, null, null)
      conversation.queued_at = event.since ?? event.at
      conversation.place_at = conversation.queued_at
      keepReturn(conversation, event)
      conversation.updated_at = event.at
      break
    case 'conversation:assigned':
      if (conversation.queued_at !== null) conversation.waited = event.at - conversation.queued_at
      // As urgent as it was when it was taken, it comes back if it must.
      if (conversation.queued_at !== null) conversation.place_priority = conversation.priority
      changeOwner(conversation, event.personId ?? null, event.name)
      conversation.last_agent_id = conversation.assignee_id
      conversation.assigned_at = event.at
      conversation.updated_at = event.at
      break
    case 'conversation:resolved':
      // Whatever was still open is settled: it must not come back with the visitor's next question.
      conversation.answered_seq = event.seq
      conversation.outcome = event.outcome ?? 'resolved'
      conversation.promises_broken = 0
      leavePlace(conversation)
      changeOwner(conversation, null, null)
      conversation.updated_at = event.at
      break
    case 'conversation:handed-back':
      leavePlace(conversation)
      changeOwner(conversation, null, null)
      conversation.updated_at = event.at
      break
    case 'conversation:reopened':
      conversation.outcome = null
      conversation.reason = null
      conversation.summary = null
      conversation.updated_at = event.at
      break
    default:
      break
  }
  // A promise that was broken comes before whatever else waits.
  const urgent = conversation.promises_broken > 0 ? 2 : 0
  conversation.priority = Math.max(urgent, priorityOf(attentionOf(conversation)))
  if (conversation.status === 'queued')
    conversation.priority = Math.max(conversation.priority, conversation.place_priority)
  const byHand = actsOf(conversation).priority
  if (byHand) conversation.priority = effectivePriority(conversation.priority, byHand.level)
}

/** Since when the visitor waits for the word of a person: from being promised one, or from writing to one, on. */
function keepWait(conversation: ConversationRow, event: LogEvent): void {
  if (event.type === 'conversation:queued') {
    // Nobody was promised to a visitor whose conversation somebody takes over unasked; they wait if they wrote last.
    const waits = event.reason !== 'agent-takeover' || conversation.preview_sender === 'visitor'
    if (waits && !event.returned) conversation.waiting_since ??= event.at
  } else if (event.type === 'message:posted') {
    if (event.sender === 'agent') conversation.waiting_since = null
    const isWithPeople = conversation.status === 'queued' || conversation.status === 'assigned'
    if (event.sender === 'visitor' && isWithPeople) conversation.waiting_since ??= event.at
  }
}

/** Who let it lie is not given it again at once; who was merely gone may have it again. */
function keepReturn(
  conversation: ConversationRow,
  { returned, at }: LogEvent & { type: 'conversation:queued' },
): void {
  const isLetLie = returned !== undefined && returned.why !== 'gone'
  conversation.returned_from = isLetLie ? returned.personId : null
  conversation.returned_at = isLetLie ? at : null
}

/** It stands in no queue any more and is with nobody. */
function leavePlace(conversation: ConversationRow): void {
  conversation.place_at = null
  conversation.place_priority = 0
  conversation.waiting_since = null
  conversation.returned_from = null
  conversation.returned_at = null
}

/** The case file, and what lists and the queue need of it in columns of their own. */
function keepCase(conversation: ConversationRow, event: LogEvent): void {
  const before = caseOf(conversation)
  const caseFile = caseAfter(before, event)
  if (caseFile === before) return
  conversation.case_file = toJson(caseFile)
  if (caseFile.promises === before.promises) return
  const open = openPromises(caseFile.promises)
  // That a person will answer everybody who waits is promised; a list of promises names it once it is nearly broken.
  const listed = open.find(({ subject, warnedAt }) => subject === 'deed' || warnedAt !== undefined)
  conversation.promise_due_at = listed?.dueAt ?? null
  conversation.promises_warned = open.filter(({ warnedAt }) => warnedAt !== undefined).length
  // Counted from the last resolution on: what broke before it no longer brings the conversation forward.
  const more = brokenIn(caseFile) - brokenIn(before)
  conversation.promises_broken = Math.min(
    brokenIn(caseFile),
    Math.max(0, conversation.promises_broken + more),
  )
}

function brokenIn({ promises }: CaseFile): number {
  return promises.filter(({ state }) => state === 'broken').length
}

/** What needs attention: it follows from the log alone. */
function keepAttention(conversation: ConversationRow, event: LogEvent): void {
  if (conversation.attention === null && event.type !== 'watch:noted') return
  const attention = attentionAfter(attentionOf(conversation), event)
  conversation.attention = attention.length === 0 ? null : toJson(attention)
}

/** In whose queue it is, and who helps: from the log alone as well. */
function keepTeams(conversation: ConversationRow, event: LogEvent): void {
  conversation.team_id = teamAfter(conversation.team_id, event)
  if (conversation.helpers === null && event.type !== 'team:joined') return
  const helpers = helpersAfter(helpersOf(conversation), event)
  conversation.helpers = helpers.length === 0 ? null : toJson(helpers)
}

/** The teams that help with a conversation beside its owner. */
export function helpersOf({ helpers }: Pick<ConversationRow, 'helpers'>): HelpingTeam[] {
  return helpers === null ? [] : fromJson(helpers)
}

export function attentionOf({ attention }: Pick<ConversationRow, 'attention'>): Signal[] {
  return attention === null ? [] : fromJson(attention)
}

/** Every change of owner raises the fence, so that whoever owned it before cannot send any more (invariant 6). */
function changeOwner(conversation: ConversationRow, id: string | null, name: string | null): void {
  conversation.assignee_id = id
  conversation.assignee_name = name
  conversation.queued_at = null
  conversation.fence += 1
}

/** The words of a message, or the names of its files where it has no words. */
function previewOf({ text, attachments = [] }: MessagePosted): string {
  return text.trim() === '' ? `📎 ${attachments.map((each) => each.name).join(', ')}` : text
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`
}
