import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyEvent,
  asSeenByVisitor,
  type ConversationStatus,
  type EventDraft,
  type EventType,
  emptySnapshot,
  type LogEvent,
  type Snapshot,
  snapshotLength,
  transition,
} from './conversation.ts'

const statuses: ConversationStatus[] = ['automated', 'queued', 'assigned', 'resolved']

// One draft of each type, with a secret in every field that is for the desk only.
const secret = 'for-the-desk-only'
const drafts: { [Type in EventType]: Extract<EventDraft, { type: Type }> } = {
  'message:posted': {
    type: 'message:posted',
    messageId: 'm1',
    sender: 'visitor',
    text: 'Hello',
    locale: 'en',
  },
  'conversation:queued': { type: 'conversation:queued', reason: 'visitor-request', summary: secret },
  'conversation:assigned': { type: 'conversation:assigned', name: 'Ana', personId: secret },
  'conversation:handed-back': { type: 'conversation:handed-back' },
  'conversation:resolved': {
    type: 'conversation:resolved',
    wrapUp: { ending: 'spam', cause: 'assistant-mistake' },
    name: secret,
  },
  'conversation:reopened': { type: 'conversation:reopened' },
  'conversation:rated': { type: 'conversation:rated', score: 5 },
  'message:rated': { type: 'message:rated', messageId: 'm1', rating: 'helpful' },
  'turn:decided': {
    type: 'turn:decided',
    turnId: secret,
    outcome: 'answered',
    question: 1,
    steps: [
      { specialist: 'judge', took: 1, detail: { faults: [{ kind: 'leaked-prompt', sentence: secret }] } },
    ],
    took: 1,
  },
  'note:added': { type: 'note:added', name: secret, text: secret },
  'note:whispered': {
    type: 'note:whispered',
    name: secret,
    text: secret,
    to: { personId: secret, name: secret },
  },
  'defect:reported': { type: 'defect:reported', defectId: secret, kind: 'wrong', name: secret },
  'case:updated': { type: 'case:updated', facts: { orderEmail: secret } },
  'action:proposed': {
    type: 'action:proposed',
    proposalId: secret,
    version: 1,
    action: { tool: 'coupon', percent: 10, reason: secret },
    customer: { email: secret },
    why: secret,
    by: 'assistant',
    limit: {},
    expiresAt: 1,
  },
  'action:approved': {
    type: 'action:approved',
    proposalId: secret,
    version: 2,
    name: secret,
    action: { tool: 'coupon', percent: 10, reason: secret },
    isChanged: false,
  },
  'action:refused': { type: 'action:refused', proposalId: secret, version: 2, by: 'person', comment: secret },
  'action:done': { type: 'action:done', tool: secret, summary: secret },
  'watch:noted': {
    type: 'watch:noted',
    signals: [{ name: 'risk', value: 1, threshold: 1, detail: secret }],
    acts: ['raise-priority'],
  },
  'team:joined': { type: 'team:joined', team: secret, reason: 'risk' },
  'team:left': { type: 'team:left', team: secret, name: secret },
  'team:assigned': { type: 'team:assigned', teamId: secret, team: secret, name: secret },
  'sla:breached': { type: 'sla:breached', level: 'answer', since: 1, limit: 1 },
  'tags:changed': { type: 'tags:changed', added: [{ id: secret, name: secret }], removed: [], by: secret },
  'priority:set': { type: 'priority:set', level: 'high', by: secret },
  'conversation:snoozed': { type: 'conversation:snoozed', until: 1, by: secret },
  'conversation:woken': { type: 'conversation:woken', why: 'person', by: secret },
  'conversation:merged': { type: 'conversation:merged', into: 'c2', by: secret },
  'visitor:blocked': { type: 'visitor:blocked', reason: 'spam', by: secret },
  'visitor:unblocked': { type: 'visitor:unblocked', by: secret },
  'event:withheld': { type: 'event:withheld' },
}
const types = Object.keys(drafts) as EventType[]
const visible: EventType[] = [
  'message:posted',
  'conversation:queued',
  'conversation:assigned',
  'conversation:handed-back',
  'conversation:resolved',
  'conversation:reopened',
  'conversation:rated',
  'conversation:merged',
  'message:rated',
]

/** What each status becomes, in the order automated, queued, assigned, resolved; `-` is not allowed, `=` stays. */
const table: Record<EventType, string> = {
  'message:posted': '= = = -',
  'conversation:queued': 'queued - queued -',
  'conversation:assigned': '- assigned assigned -',
  'conversation:handed-back': '- automated automated -',
  'conversation:resolved': 'resolved resolved resolved -',
  'conversation:reopened': '- - - automated',
  'conversation:rated': '= = = =',
  'message:rated': '= = = =',
  'turn:decided': '= = = =',
  'note:added': '= = = =',
  'note:whispered': '= = = =',
  'defect:reported': '= = = =',
  'case:updated': '= = = =',
  'action:proposed': '= = = =',
  'action:approved': '= = = =',
  'action:refused': '= = = =',
  'action:done': '= = = =',
  'watch:noted': '= = = =',
  'team:joined': '= = = =',
  'team:left': '= = = =',
  'team:assigned': '= = = =',
  'sla:breached': '= = = =',
  'tags:changed': '= = = =',
  'priority:set': '= = = =',
  'conversation:snoozed': '= = = =',
  'conversation:woken': '= = = =',
  'conversation:merged': '= = = =',
  'visitor:blocked': '= = = =',
  'visitor:unblocked': '= = = =',
  'event:withheld': '= = = =',
}

describe('transition', () => {
  const rows = types.flatMap((type) =>
    table[type].split(' ').map((cell, index) => {
      const from = statuses[index] as ConversationStatus
      return { type, from, to: cell === '-' ? undefined : cell === '=' ? from : cell }
    }),
  )
  test.each(rows)('$type turns $from into $to', ({ type, from, to }) => {
    expect(transition(from, type)).toBe(to)
  })

  test('an event nobody knows is an error, not a silent pass', () => {
    expect(() => transition('automated', 'made:up' as EventType)).toThrow(TypeError)
  })
})

/** A log that the rules allow: each picked event that fits the status it meets, with the next `seq`. */
const logs = fc.array(fc.constantFrom(...types), { maxLength: 60 }).map((picked) => {
  const events: LogEvent[] = []
  let status: ConversationStatus = 'automated'
  for (const type of picked) {
    const next = transition(status, type)
    if (next === undefined) continue
    status = next
    events.push({ ...drafts[type], seq: events.length + 1, at: 1_000 + events.length })
  }
  return events
})

const fold = (snapshot: Snapshot, events: LogEvent[]) =>
  events.reduce((before, each) => applyEvent(before, each), snapshot)

describe('applyEvent', () => {
  test('a snapshot plus the events after it equals a fresh snapshot, wherever it is cut (invariant 4)', () => {
    fc.assert(
      fc.property(logs, fc.nat(60), (events, cut) => {
        const early = fold(emptySnapshot('c'), events.slice(0, cut))
        expect(fold(early, events.slice(cut))).toEqual(fold(emptySnapshot('c'), events))
      }),
    )
  })

  test('the visitor’s fold has the status, head and assignee of the desk’s (invariant 3)', () => {
    fc.assert(
      fc.property(logs, (events) => {
        const desk = fold(emptySnapshot('c'), events)
        const visitor = fold(emptySnapshot('c'), events.map(asSeenByVisitor))
        expect({ ...visitor, events: [] }).toEqual({ ...desk, events: [] })
        expect(visitor.events.map((each) => each.seq)).toEqual(desk.events.map((each) => each.seq))
      }),
    )
  })

  test('an event that is not the next one throws: twice, or after a gap (invariant 4)', () => {
    fc.assert(
      fc.property(logs, fc.integer(), (events, seq) => {
        const snapshot = fold(emptySnapshot('c'), events)
        fc.pre(seq !== snapshot.head + 1)
        expect(() => applyEvent(snapshot, { ...drafts['note:added'], seq, at: 0 })).toThrow(RangeError)
      }),
    )
  })

  test('the snapshot it was given stays as it was', () => {
    fc.assert(
      fc.property(logs, fc.constantFrom(...types), (events, type) => {
        const snapshot = fold(emptySnapshot('c'), events)
        const before = structuredClone(snapshot)
        applyEvent(snapshot, { ...drafts[type], seq: snapshot.head + 1, at: 0 })
        expect(snapshot).toEqual(before)
      }),
    )
  })

  test('somebody is named as in charge only while assigned, and a queue only while queued', () => {
    const steps: EventType[] = [
      'conversation:queued',
      'conversation:assigned',
      'note:added',
      'conversation:resolved',
    ]
    let snapshot: Snapshot = { ...emptySnapshot('c'), queue: { position: 9, etaSeconds: null, open: false } }
    const seen = steps.map((type) => {
      snapshot = applyEvent(snapshot, { ...drafts[type], seq: snapshot.head + 1, at: 0 })
      return [snapshot.status, snapshot.assignee?.name, snapshot.queue?.position]
    })
    expect(seen).toEqual([
      ['queued', undefined, 9],
      ['assigned', 'Ana', undefined],
      ['assigned', 'Ana', undefined],
      ['resolved', undefined, undefined],
    ])
  })

  test(`a snapshot keeps the newest ${snapshotLength} events (invariant 15)`, () => {
    const all = Array.from({ length: snapshotLength + 3 }, (_, index) => ({
      ...drafts['note:added'],
      seq: index + 1,
      at: index,
    }))
    const full = fold(emptySnapshot('c'), all.slice(0, snapshotLength))
    expect(full.events).toHaveLength(snapshotLength)
    const more = fold(full, all.slice(snapshotLength))
    expect(more.head).toBe(snapshotLength + 3)
    expect(more.events).toEqual(all.slice(3))
  })
})

describe('what a visitor sees', () => {
  test.each(types)('%s leaks nothing that is for the desk', (type) => {
    const event: LogEvent = { ...drafts[type], seq: 7, at: 8 }
    const seen = asSeenByVisitor(event)
    expect(JSON.stringify(seen)).not.toContain(secret)
    // Both ends of the wire look: what was seen is seen as it was.
    expect(asSeenByVisitor(seen)).toEqual(seen)
    expect(seen).toMatchObject({ seq: 7, at: 8 })
    if (visible.includes(type)) expect(seen.type).toBe(type)
    else expect(seen).toEqual({ type: 'event:withheld', seq: 7, at: 8 })
  })
})
