import { batch, computed, effect, signal } from '@preact/signals'
import type { LogEvent } from '#shared/conversation.ts'
import type { DefectKind } from '#shared/defect.ts'
import type { DeskSnapshot, InboxRow, ProgressState } from '#shared/protocol.ts'
import type { FailureResult, Result } from '#shared/result.ts'
import type { DeskConnection } from '../../connection.ts'
import type { Storage } from '../../shell/preferences.ts'
import { createApprovals } from '../approvals/approvals-model.ts'
import { createUploads } from '../attachments/uploads.ts'
import { createCaseActions } from '../case/case-actions.ts'
import { createCopilot } from '../copilot/copilot-model.ts'
import { createActs } from '../wrap-up/acts-model.ts'
import { createDrafts } from '../writing/drafts.ts'
import { createDeskOutbox, type DeskOutbox } from '../writing/outbox/outbox.ts'
import { createEarlier } from './earlier.ts'
import { applyDeskEvent } from './entries.ts'
import { createViewers } from './viewers/viewers-model.ts'

/** What the agent is told about the last thing they did; the view puts it in words. */
export type Notice =
  | { kind: 'accepted' | 'flagged' | 'decided-first' | 'above-limit' | 'case-changed' }
  | { kind: 'transferred' | 'transferred-to-team' | 'pulled-in'; name: string }
  | { kind: 'first'; name: string | undefined }
  | { kind: 'stale'; name: string | undefined }
  | { kind: 'failure'; failure: FailureResult }

export type ConversationModel = ReturnType<typeof createConversationModel>

interface Parts {
  connection: DeskConnection
  conversationId: string
  me: { id: string }
  storage: Storage
  /** Bytes of one file. */
  attachmentLimit?: number
  /** The desk's; without it the model has one of its own. */
  outbox?: DeskOutbox
}

/** One open conversation: the log, who owns it, and what the agent does. Always call `dispose`. */
export function createConversationModel(parts: Parts) {
  const { connection, conversationId, me, storage, attachmentLimit = 0 } = parts
  const snapshot = signal<DeskSnapshot | undefined>(undefined)
  const failure = signal<FailureResult | undefined>(undefined)
  const notice = signal<Notice | undefined>(undefined)
  const busy = signal<string | undefined>(undefined)
  const visitorTypes = signal(false)
  const progress = signal<ProgressState | undefined>(undefined)
  const selectedTurn = signal<string | undefined>(undefined)
  const isMine = computed(() => snapshot.value?.status === 'assigned' && snapshot.value.assigneeId === me.id)
  const deskOutbox = parts.outbox ?? createDeskOutbox({ connection, storage, me })
  const outbox = deskOutbox.open(conversationId, fence, (refusal) => void refuse(refusal))
  const drafts = createDrafts(storage, conversationId, me.id)
  const viewers = createViewers(connection, conversationId, me)
  const copilot = createCopilot({
    ...{ connection, conversationId, storage, personId: me.id, reply: drafts.reply },
    write: (text) => drafts.write('reply', text),
  })
  const uploads = createUploads(attachmentLimit)
  const earlier = createEarlier(connection, conversationId, () => snapshot.value)
  let syncing = false
  /** Up to where the server was told that it is before a person's eyes. */
  let seen = 0

  function fence(): number {
    return snapshot.value?.fence ?? 0
  }

  /** Joins the conversation, or joins it again: the answer is a whole, fresh snapshot (invariant 4). */
  async function open(): Promise<void> {
    const result = await connection.request('conversation:watch', { conversationId })
    batch(() => {
      failure.value = result.ok ? undefined : result
      if (result.ok) replace(result.conversation)
      // It was erased: what is still here must not stay on the screen either.
      else if (result.error === 'not-found') snapshot.value = undefined
    })
  }

  function replace(fresh: DeskSnapshot): void {
    if (snapshot.value !== undefined && fresh.head < snapshot.value.head) return
    const othersRead = Math.max(fresh.othersRead ?? 0, snapshot.value?.othersRead ?? 0)
    earlier.fit(fresh)
    snapshot.value = { ...fresh, othersRead }
    outbox.settle(fresh.events)
  }

  function append(event: LogEvent): void {
    const current = snapshot.value
    if (current === undefined || event.seq <= current.head) return
    if (event.seq > current.head + 1) {
      void sync()
      return
    }
    batch(() => {
      earlier.follow(current)
      snapshot.value = applyDeskEvent(current, event)
      outbox.settle([event])
      if (event.type === 'message:posted') {
        if (event.sender === 'visitor') visitorTypes.value = false
        else progress.value = undefined
      }
    })
  }

  /** Fills a gap; where the server cannot, it sends the whole. */
  async function sync(): Promise<void> {
    if (syncing || snapshot.value === undefined) return
    syncing = true
    const result = await connection.request('conversation:sync', {
      conversationId,
      after: snapshot.value.head,
    })
    syncing = false
    if (!result.ok) return
    if ('reload' in result) replace(result.reload)
    else for (const event of result.events) append(event)
  }

  /** The end of the log is before this person's eyes: the visitor may be told so (invariant 14). */
  async function look(): Promise<void> {
    const newest = snapshot.value?.events.findLast(isFromVisitor)?.seq ?? 0
    if (newest <= seen || connection.state.value !== 'online') return
    const before = seen
    seen = newest
    const result = await connection.request('conversation:read', { conversationId, seq: newest })
    // Tried again with whatever comes next.
    if (!result.ok) seen = before
  }

  /** A row knows the fence, which no event carries. */
  function rowChanged(row: InboxRow): void {
    const current = snapshot.value
    if (current === undefined || row.id !== conversationId || row.fence < current.fence) return
    const { fence: newFence, reason, assignee } = row
    // A row that is older than what is shown may come late.
    const clocks = row.head < current.head ? current.clocks : row.clocks
    snapshot.value = { ...current, fence: newFence, reason, assigneeId: assignee?.id, clocks }
  }

  async function refuse(refusal: FailureResult, told?: Notice): Promise<void> {
    if (refusal.error === 'conflict' || refusal.error === 'stale') await open()
    const name = snapshot.value?.assignee?.name
    if (told !== undefined) notice.value = told
    else if (refusal.error === 'conflict') notice.value = { kind: 'first', name }
    else if (refusal.error === 'stale') notice.value = { kind: 'stale', name }
    else notice.value = { kind: 'failure', failure: refusal }
  }

  async function act<Answer>(
    name: string,
    request: () => Promise<Result<Answer>>,
    done?: Notice,
    refusedAs?: (refusal: FailureResult) => Notice | undefined,
  ): Promise<boolean> {
    if (busy.value !== undefined) return false
    batch(() => {
      busy.value = name
      notice.value = undefined
    })
    const result = await request()
    busy.value = undefined
    if (!result.ok) {
      await refuse(result, refusedAs?.(result))
      return false
    }
    const newFence = (result as { fence?: number }).fence
    const current = snapshot.value
    if (newFence !== undefined && current !== undefined && newFence > current.fence) {
      snapshot.value = { ...current, fence: newFence }
    }
    notice.value = done
    return true
  }

  const owned = () => ({ conversationId, fence: fence() })
  const actions = {
    accept: () =>
      act('accept', () => connection.request('conversation:accept', owned()), { kind: 'accepted' }),
    handBack: () => act('hand-back', () => connection.request('conversation:hand-back', owned())),
    acts: createActs({ connection, conversationId, act, current: () => snapshot.value }),
    transfer: (to: { kind: 'person' | 'team'; id: string; name: string }, note: string) =>
      act(
        'transfer',
        () =>
          connection.request('conversation:transfer', {
            ...owned(),
            ...(to.kind === 'team' ? { teamId: to.id } : { personId: to.id }),
            ...(note.trim() !== '' && { note }),
          }),
        { kind: to.kind === 'team' ? 'transferred-to-team' : 'transferred', name: to.name },
      ),
    pullIn: (team: { id: string; name: string }) =>
      act('pull-in', () => connection.request('team:pull-in', { conversationId, teamId: team.id }), {
        kind: 'pulled-in',
        name: team.name,
      }),
    release: (team: string) =>
      act('release', () => connection.request('team:release', { conversationId, team })),
    addNote: (text: string, mentions: string[] = []) =>
      act('note', () => connection.request('note:add', { conversationId, text, mentions })),
    flag: (messageId: string, kind: DefectKind, comment: string) =>
      act(
        'flag',
        () =>
          connection.request('message:flag', {
            conversationId,
            messageId,
            kind,
            ...(comment.trim() !== '' && { comment }),
          }),
        { kind: 'flagged' },
      ),
    ...createApprovals(connection, conversationId, act),
    ...createCaseActions(connection, conversationId, act),
    setTyping: (typing: boolean) => void connection.request('typing:set', { conversationId, typing }),
  }

  const stops = [
    connection.listen('conversation:appended', (fact) => {
      if (fact.conversationId === conversationId) append(fact.event)
    }),
    connection.listen('conversation:erased', (fact) => {
      if (fact.conversationId !== conversationId) return
      batch(() => {
        snapshot.value = undefined
        failure.value = { ok: false, error: 'not-found', message: '' }
      })
    }),
    connection.listen('inbox:changed', (fact) => rowChanged(fact.conversation)),
    connection.listen('typing:changed', (fact) => {
      if (fact.conversationId === conversationId && fact.sender === 'visitor')
        visitorTypes.value = fact.typing
    }),
    connection.listen('read:changed', (fact) => {
      const current = snapshot.value
      if (fact.conversationId !== conversationId || current === undefined) return
      const othersRead = Math.max(fact.seq, current.othersRead ?? 0)
      if (othersRead !== current.othersRead) snapshot.value = { ...current, othersRead }
    }),
    connection.listen('answer:progress', (fact) => {
      if (fact.conversationId === conversationId) progress.value = fact.state
    }),
    // Runs at once where the connection is up, and again on each return.
    effect(() => {
      if (connection.state.value === 'online') void open().then(() => snapshot.value && viewers.begin())
    }),
  ]

  function dispose(): void {
    for (const stop of stops) stop()
    uploads.clear()
    copilot.dispose()
    actions.acts.dispose()
    drafts.dispose()
    viewers.dispose()
    outbox.close()
    if (parts.outbox === undefined) deskOutbox.dispose()
    if (connection.state.value === 'online')
      void connection.request('conversation:unwatch', { conversationId })
  }

  const state = { snapshot, failure, notice, busy, visitorTypes, progress, selectedTurn, isMine }
  return {
    conversationId,
    me,
    ...state,
    outbox,
    drafts,
    copilot,
    uploads,
    earlier,
    viewers,
    open,
    look,
    dispose,
    ...actions,
  }
}

function isFromVisitor(event: LogEvent): boolean {
  return event.type === 'message:posted' && event.sender === 'visitor'
}
