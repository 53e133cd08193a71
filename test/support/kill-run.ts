import { randomUUID } from 'node:crypto'
import type { LogEvent } from '#shared/conversation.ts'
import type { Untyped } from './app.ts'
import { copyTemplate } from './app.ts'
import { connectVisitor, type TestVisitor } from './clients.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** What one kill found, against invariants 1 to 4 and 7. */
export interface KillFindings {
  acked: number
  lost: number
  doubled: number
  reordered: number
  gaps: number
  turnsWithoutEnd: number
  /** From the start of the next process to the end of every turn, in milliseconds. */
  recovery: number
}

/** Nothing found yet; also what several kills are summed up in. */
export function noFindings(): KillFindings {
  return { acked: 0, lost: 0, doubled: 0, reordered: 0, gaps: 0, turnsWithoutEnd: 0, recovery: 0 }
}

const questions = [
  'How long does delivery take?',
  'Can I return a jacket after three weeks?',
  '怎么开发票？',
  '优惠券用不了怎么办？',
  'Which payment methods do you accept?',
]

interface Writer {
  token: string
  conversationId: string
  /** What was acknowledged, in the order of sending. */
  acked: { id: string; text: string; seq: number }[]
  /** What was sent and not answered: it may be there once, or not at all. */
  open: { id: string; text: string }[]
}

/**
 * Lets `visitors` write as fast as they are acknowledged, kills the server after `killAfter` milliseconds, starts it
 * again on the same store, and compares the log with what was acknowledged.
 */
export async function killOnce(
  store: Record<string, string>,
  options: { visitors: number; killAfter: number },
): Promise<{ findings: KillFindings; server: ServerProcess }> {
  if (store.DATA_DIR) await copyTemplate(store.DATA_DIR)
  // What is proved here is the record; loading an encoder at every start would only take time.
  const variables = { BATON_ENCODER: 'off', ...store }
  const first = await startServerProcess(variables)
  const writers = await Promise.all(Array.from({ length: options.visitors }, () => startWriting(first.base)))
  await new Promise((resolve) => setTimeout(resolve, options.killAfter))
  await first.kill()
  const written = await Promise.all(writers.map((writer) => writer.stop()))
  const began = performance.now()
  const server = await startServerProcess(variables)
  const findings = noFindings()
  for (const writer of written) {
    if (writer.acked.length > 0) await compare(writer, server.base, findings)
  }
  findings.recovery = performance.now() - began
  return { findings, server }
}

async function startWriting(base: string): Promise<{ stop(): Promise<Writer> }> {
  const visitor = await connectVisitor(base)
  const writer: Writer = { token: visitor.token, conversationId: '', acked: [], open: [] }
  let isStopped = false
  const done = (async () => {
    for (let index = 0; !isStopped; index += 1) {
      const message = { id: randomUUID(), text: `${questions[index % questions.length]} (${index})` }
      writer.open = [message]
      const result = await visitor.ask('message:send', message).catch(() => undefined)
      if (!result?.ok) {
        // The limit on messages answers honestly; the writer goes on when it may.
        if (result?.error !== 'rate-limited') return
        await new Promise((resolve) => setTimeout(resolve, 50))
        continue
      }
      writer.conversationId = result.conversationId
      writer.acked.push({ ...message, seq: result.seq })
      writer.open = []
    }
  })()
  // A killed server ends the socket; what waits for an answer then never gets one.
  visitor.socket.on('disconnect', () => {
    isStopped = true
  })
  return {
    async stop() {
      isStopped = true
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 500))])
      visitor.close()
      return writer
    },
  }
}

async function compare(writer: Writer, base: string, findings: KillFindings): Promise<void> {
  const visitor = await connectVisitor(base, { token: writer.token })
  const ids = new Set(writer.acked.map((message) => message.id))
  const events = await settled(visitor, writer.conversationId)
  findings.acked += writer.acked.length
  const places = new Map<string, number[]>()
  for (const event of events) {
    if (event.type !== 'message:posted' || event.sender !== 'visitor' || !event.clientId) continue
    places.set(event.clientId, [...(places.get(event.clientId) ?? []), event.seq])
  }
  for (const message of writer.acked) {
    const found = places.get(message.id) ?? []
    if (found.length === 0) findings.lost += 1
    else if (found[0] !== message.seq) findings.reordered += 1
  }
  for (const [id, found] of places) {
    if (found.length > 1) findings.doubled += 1
    const isKnown = ids.has(id) || writer.open.some((message) => message.id === id)
    if (!isKnown) findings.lost += 1
  }
  const seqs = events.map((event) => event.seq)
  if (seqs.some((seq, index) => seq !== (seqs[0] ?? 0) + index)) findings.gaps += 1
  if (!isEnded(events)) findings.turnsWithoutEnd += 1
  // What was not acknowledged is sent again with the same id, as the widget does: it must be there once.
  for (const message of writer.open) {
    await visitor.ask('message:send', { ...message, conversationId: writer.conversationId })
    const again = await visitor.ask('message:send', { ...message, conversationId: writer.conversationId })
    if (!again.ok && again.error !== 'rate-limited') findings.lost += 1
  }
  visitor.close()
}

/** The log once every turn has ended, or as it is after ten seconds. */
async function settled(visitor: TestVisitor, conversationId: string): Promise<(LogEvent & Untyped)[]> {
  const until = performance.now() + 10_000
  for (;;) {
    const { conversation } = await visitor.ask('session:open', { locale: 'en' })
    const events: (LogEvent & Untyped)[] = conversation?.id === conversationId ? conversation.events : []
    if (isEnded(events) || performance.now() > until) return events
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Whether the last visitor message was followed by an answer, or a person leads. */
function isEnded(events: (LogEvent & Untyped)[]): boolean {
  const lastQuestion = events.findLast(
    (event) => event.type === 'message:posted' && event.sender === 'visitor',
  )
  if (lastQuestion === undefined) return false
  if (events.some((event) => event.type === 'conversation:queued')) return true
  return events.some((event) => event.seq > lastQuestion.seq && event.sender === 'assistant')
}
