import { type Signal, signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import type { Connection } from './connection.ts'
import { type ConversationModel, createConversationModel } from './conversation-model.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createReadingModel, type ReadingModel } from './reading-model.ts'
import { createSessionModel, type SessionModel } from './session-model.ts'
import type { Storage } from './storage.ts'

/** Everything the views draw from and ask for. Works without a browser: the connection and the storage come in. */
export interface WidgetModel {
  connection: Connection
  session: SessionModel
  conversation: ConversationModel
  outbox: Outbox
  reading: ReadingModel
  /** The newest request that failed, until the next one. A message's own failure stands on the message instead. */
  failure: Signal<FailureResult | undefined>
  /** Asks for a person. Where there is no conversation yet, the sentence begins one. */
  askForPerson(sentence: string): Promise<void>
  rateMessage(messageId: string, rating: 'helpful' | 'unhelpful', comment?: string): Promise<boolean>
  rateConversation(score: number, comment?: string): Promise<boolean>
  /** Tells an agent that the visitor writes; says so at most every few seconds. */
  setTyping(typing: boolean): void
  close(): void
}

const typingRepeats = 3_000

export function createWidgetModel(options: {
  connection: Connection
  storage: Storage
  locale: string
}): WidgetModel {
  const { connection, storage, locale } = options
  const conversation = createConversationModel(connection)
  const session = createSessionModel({
    connection,
    storage,
    locale,
    opened: conversation.replace,
  })
  const outbox = createOutbox({
    connection,
    storage,
    ready: session.open,
    conversationId,
    acknowledged: (answer) => conversation.expect(answer.conversationId, answer.seq),
  })
  const reading = createReadingModel({ connection, storage, conversation, open: session.open })
  const failure = signal<FailureResult>()
  let typingTold = 0

  const stop = conversation.snapshot.subscribe((snapshot) => {
    // A message is the log's as soon as it stands there.
    for (const event of snapshot?.events.slice(-50) ?? []) {
      const id = event.type === 'message:posted' ? event.clientId : undefined
      if (id && outbox.messages.peek().some((message) => message.id === id)) outbox.remove(id)
    }
  })

  function conversationId(): string | undefined {
    return conversation.snapshot.peek()?.id
  }

  async function tried(request: Promise<Result<object>>): Promise<boolean> {
    const result = await request
    failure.value = result.ok ? undefined : result
    return result.ok
  }

  return {
    connection,
    session,
    conversation,
    outbox,
    reading,
    failure,
    async askForPerson(sentence) {
      const id = conversationId()
      if (!id || conversation.snapshot.peek()?.status === 'resolved') outbox.send(sentence)
      else await tried(connection.request('handover:request', { conversationId: id }))
    },
    rateMessage: (messageId, rating, comment) =>
      tried(
        connection.request('message:rate', {
          conversationId: conversationId() ?? '',
          messageId,
          rating,
          ...(comment ? { comment } : {}),
        }),
      ),
    rateConversation: (score, comment) =>
      tried(
        connection.request('conversation:rate', {
          conversationId: conversationId() ?? '',
          score,
          ...(comment ? { comment } : {}),
        }),
      ),
    setTyping(typing) {
      const id = conversationId()
      const now = Date.now()
      const person = conversation.snapshot.peek()?.status === 'assigned'
      if (
        !id ||
        !person ||
        !session.open.value ||
        (typing ? now - typingTold < typingRepeats : typingTold === 0)
      )
        return
      typingTold = typing ? now : 0
      void connection.request('typing:set', { conversationId: id, typing })
    },
    close() {
      stop()
      for (const part of [reading, outbox, session, conversation]) part.close()
    },
  }
}
