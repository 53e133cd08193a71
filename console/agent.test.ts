import { expect, test } from 'vitest'
import { emptyCase } from '#shared/case/case-file.ts'
import type { LogEvent } from '#shared/conversation.ts'
import type { DeskSnapshot, InboxRow } from '#shared/protocol.ts'
import { createConversationModel } from './agent/conversation/conversation-model.ts'
import { applyDeskEvent, entriesOf } from './agent/conversation/entries.ts'
import { createInboxModel } from './agent/inbox/inbox-model.ts'
import { createFakePort, createFakeStorage, failure, settled } from './fake-port.ts'

const me = { id: 'mei' }

function posted(seq: number, text: string, clientId?: string): LogEvent {
  return {
    type: 'message:posted',
    seq,
    at: seq,
    messageId: `m${seq}`,
    sender: 'visitor',
    text,
    locale: 'en',
    clientId,
  }
}

function snapshotOf(change: Partial<DeskSnapshot> = {}): DeskSnapshot {
  const events = change.events ?? [posted(1, 'Hello')]
  const visitor = { id: 'v-3f2a', locale: 'en-GB', lastSeenAt: 0, online: true }
  const head = events.length
  return {
    id: 'c',
    status: 'queued',
    head,
    events,
    fence: 3,
    attention: [],
    helpers: [],
    clocks: [],
    language: 'en',
    createdAt: 0,
    caseFile: emptyCase(),
    visitor,
    ...change,
  }
}

function mine(): DeskSnapshot {
  return snapshotOf({ status: 'assigned', assignee: { name: 'Mei' }, assigneeId: 'mei' })
}

async function opened(conversation = snapshotOf()) {
  const port = createFakePort()
  port.answers('conversation:watch', { ok: true, conversation } as never)
  const storage = createFakeStorage()
  const model = createConversationModel({ connection: port, conversationId: 'c', me, storage })
  await settled()
  return { port, model, storage }
}

test('an agent who accepts second is told who was first and sees the newest state', async () => {
  const { port, model } = await opened()
  port.answers('conversation:accept', failure('conflict'))
  const taken = { status: 'assigned', assignee: { name: 'Jonas' }, assigneeId: 'jonas', fence: 4 } as const
  port.answers('conversation:watch', { ok: true, conversation: snapshotOf(taken) } as never)
  expect(await model.accept()).toBe(false)
  expect(model.notice.value).toEqual({ kind: 'first', name: 'Jonas' })
  expect(model.snapshot.value?.fence).toBe(4)
  expect(model.isMine.value).toBe(false)
})

test('a gap in the log is filled by a sync and nothing is drawn twice (invariant 4)', async () => {
  const { port, model } = await opened()
  port.answers('conversation:sync', {
    ok: true,
    events: [posted(2, 'two'), posted(3, 'three')],
    head: 3,
  } as never)
  port.tell('conversation:appended', { conversationId: 'c', event: posted(3, 'three') })
  await settled()
  port.tell('conversation:appended', { conversationId: 'c', event: posted(3, 'three') })
  expect(port.sent.find((each) => each.name === 'conversation:sync')?.payload).toMatchObject({ after: 1 })
  expect(model.snapshot.value?.events.map((event) => event.seq)).toEqual([1, 2, 3])
})

test('a sync that cannot fill the gap replaces the whole conversation', async () => {
  const { port, model } = await opened()
  const events = [posted(7, 'seven'), posted(8, 'eight')]
  port.answers('conversation:sync', { ok: true, reload: snapshotOf({ events, head: 8 }) } as never)
  port.tell('conversation:appended', { conversationId: 'c', event: posted(8, 'eight') })
  await settled()
  expect(model.snapshot.value?.head).toBe(8)
})

test('a draft survives leaving the conversation', async () => {
  const { model, storage, port } = await opened(mine())
  model.drafts.write('reply', '您好，我来帮您')
  model.dispose()
  const again = createConversationModel({ connection: port, conversationId: 'c', me, storage })
  expect(again.drafts.reply.value).toBe('您好，我来帮您')
})

test('a reply is pending until the log holds it, also after the acknowledgement (invariant 14)', async () => {
  const { port, model } = await opened(mine())
  model.outbox.send('On its way', [], '5f0c6a0e-0000-4000-8000-000000000001')
  await settled()
  expect(model.outbox.pending.value).toHaveLength(1)
  const event = posted(2, 'On its way', '5f0c6a0e-0000-4000-8000-000000000001')
  port.tell('conversation:appended', { conversationId: 'c', event })
  expect(model.outbox.pending.value).toHaveLength(0)
})

test('a reply without a connection goes out once the connection is back, under the same id', async () => {
  const { port, model } = await opened(mine())
  port.state.value = 'offline'
  model.outbox.send('Back soon')
  await settled()
  expect(model.outbox.pending.value[0]?.state).toBe('waiting')
  port.state.value = 'online'
  await settled()
  const sends = port.sent.filter((each) => each.name === 'message:send')
  expect(sends).toHaveLength(2)
  expect(sends[0]?.payload).toEqual(sends[1]?.payload)
})

test('a reply of a stale owner is refused and kept for editing (invariant 6)', async () => {
  const { port, model } = await opened(mine())
  port.answers('message:send', failure('stale'))
  model.outbox.send('Too late')
  await settled()
  expect(model.outbox.pending.value[0]).toMatchObject({ state: 'refused', text: 'Too late' })
  expect(model.notice.value?.kind).toBe('stale')
})

test('an answer shows with the confidence of its turn', () => {
  const answer: LogEvent = { ...posted(2, 'Yes'), sender: 'assistant' } as LogEvent
  const turn = {
    type: 'turn:decided',
    turnId: 't',
    outcome: 'answered',
    confidence: 0.9,
    question: 1,
    replyId: 'm2',
  }
  const entries = entriesOf([
    posted(1, 'Hi'),
    answer,
    { ...turn, steps: [], took: 1, seq: 3, at: 3 } as LogEvent,
  ])
  expect(entries.map((entry) => entry.kind)).toEqual(['day', 'message', 'message'])
  expect(entries[2]).toMatchObject({ turn: { confidence: 0.9 } })
})

function rowOf(id: string, change: Partial<InboxRow> = {}): InboxRow {
  const visitor = { id: `v-${id}` }
  const times = { createdAt: 0, updatedAt: 0, queuedAt: 0 }
  const waiting = { proposals: 0, promisesWarned: 0, promisesBroken: 0 }
  const text = {
    preview: 'Hello',
    previewSender: 'visitor',
    priority: 0,
    attention: [],
    helpers: [],
    clocks: [],
  }
  return {
    id,
    status: 'queued',
    head: 1,
    fence: 1,
    visitor,
    language: 'en',
    ...text,
    ...times,
    ...waiting,
    ...change,
  }
}

async function inboxWith(...conversations: InboxRow[]) {
  const port = createFakePort()
  const counts = { automated: 0, waiting: conversations.length, mine: 0, resolved: 0, approvals: 0 }
  port.answers('inbox:list', { ok: true, conversations, counts } as never)
  const model = createInboxModel(port, me)
  await model.show('waiting')
  return { port, model }
}

test('the longest wait stands first', async () => {
  const { model } = await inboxWith(rowOf('new', { queuedAt: 20 }), rowOf('old', { queuedAt: 10 }))
  expect(model.rows.value.map((row) => row.id)).toEqual(['old', 'new'])
  model.dispose()
})

test('a conversation that somebody accepts leaves Waiting, and an older row does not bring it back', async () => {
  const { port, model } = await inboxWith(rowOf('c'))
  const accepted = rowOf('c', {
    status: 'assigned',
    head: 2,
    fence: 2,
    assignee: { id: 'jonas', name: 'Jonas' },
  })
  port.tell('inbox:changed', { conversation: accepted })
  port.tell('inbox:changed', { conversation: rowOf('c') })
  expect(model.rows.value).toEqual([])
  model.dispose()
})

test('an urgent one goes before who waits longer, and of two alike the longer wait', async () => {
  const risk = { name: 'risk', value: 1, threshold: 1, detail: 'legal-threat' } as const
  const { model } = await inboxWith(
    rowOf('old', { queuedAt: 10 }),
    rowOf('older', { queuedAt: 5 }),
    rowOf('urgent', { queuedAt: 20, priority: 2, attention: [risk] }),
  )
  expect(model.rows.value.map((row) => row.id)).toEqual(['urgent', 'older', 'old'])
  await model.show('attention')
  expect(model.rows.value.map((row) => row.id)).toEqual(['urgent'])
  model.dispose()
})

test('what needs attention follows the log: noted, settled by a reply, over with the resolution', () => {
  const wait = { name: 'visitor-waiting', value: 5, threshold: 5 } as const
  const risk = { name: 'risk', value: 1, threshold: 1, detail: 'violence' } as const
  const noted: LogEvent = { type: 'watch:noted', signals: [wait, risk], acts: [], seq: 2, at: 2 }
  const joined: LogEvent = { type: 'team:joined', team: 'supervisor', reason: 'risk', seq: 3, at: 3 }
  const reply = { ...posted(4, 'Hello'), sender: 'agent' } as LogEvent
  const steps = [noted, joined, reply].reduce(
    (seen, event) => seen.concat(applyDeskEvent(seen.at(-1) as DeskSnapshot, event)),
    [snapshotOf()],
  )
  expect(steps.map(({ attention }) => attention.map(({ name }) => name))).toEqual([
    [],
    ['visitor-waiting', 'risk'],
    ['visitor-waiting', 'risk'],
    ['risk'],
  ])
  const resolved = applyDeskEvent(steps[3] as DeskSnapshot, { type: 'conversation:resolved', seq: 5, at: 5 })
  expect([steps[2]?.helpers, resolved.helpers, resolved.attention]).toEqual([
    [{ name: 'supervisor' }],
    [],
    [],
  ])
})
