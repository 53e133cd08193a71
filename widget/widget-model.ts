import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { FailureResult, Result } from '#shared/result.ts'
import type { PublicSite } from '#shared/site.ts'
import { type BeforeModel, createBeforeModel } from './before-model.ts'
import type { Teased } from './boot/shell.ts'
import type { Connection } from './connection.ts'
import { type ConversationModel, createConversationModel } from './conversation-model.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createReadingModel, type ReadingModel } from './reading-model.ts'
import { createSessionModel, type SessionModel, visitorToken } from './session-model.ts'
import type { Storage } from './storage.ts'

/** Everything the views draw from and ask for. Works without a browser: the connection and the storage come in. */
export interface WidgetModel {
  connection: Connection
  session: SessionModel
  conversation: ConversationModel
  outbox: Outbox
  /** What the shop said by itself, and the visitor opened the chat to. */
  teased: Signal<Teased | undefined>
  reading: ReadingModel
  before: BeforeModel
  /** By what the server knows this visitor: for files, which go by HTTP. */
  token(): string | undefined
  /** The newest request that failed, until the next one. A message's own failure stands on the message instead. */
  failure: Signal<FailureResult | undefined>
  /** Asks for a person. Where there is no conversation yet, the sentence begins one. */
  askForPerson(sentence: string): Promise<void>
  rateMessage(messageId: string, rating: 'helpful' | 'unhelpful', comment?: string): Promise<boolean>
  rateConversation(score: number, comment?: string): Promise<boolean>
  /** The visitor has been helped. */
  endConversation(): Promise<boolean>
  /** Tells an agent that the visitor writes; says so at most every few seconds. */
  setTyping(typing: boolean): void
  close(): void
}

const typingRepeats = 3_000

export function createWidgetModel(options: {
  connection: Connection
  storage: Storage
  locale: string
  /** Of the site, and whether they are as known as they will be. */
  settings?: ReadonlySignal<PublicSite | undefined>
  isKnown?: ReadonlySignal<boolean>
}): WidgetModel {
  const { connection, storage, locale, settings = signal(), isKnown = signal(true) } = options
  const conversation = createConversationModel(connection)
  const session = createSessionModel({
    connection,
    storage,
    locale,
    opened: conversation.replace,
    left() {
      for (const { id } of outbox.messages.peek()) outbox.remove(id)
    },
  })
  const before = createBeforeModel({ settings, isKnown, session, conversation, storage })
  const outbox = createOutbox({
    connection,
    storage,
    ready: computed(() => session.open.value && before.passed.value),
    conversationId,
    answers: () => before.answers.peek(),
    answered: () => teased.peek()?.id,
    acknowledged(answer) {
      before.answers.value = undefined
      conversation.expect(answer.conversationId, answer.seq)
      if (!personWanted) return
      personWanted = false
      void tried(connection.request('handover:request', { conversationId: answer.conversationId }))
    },
  })
  const reading = createReadingModel({ connection, storage, conversation, open: session.open })
  const failure = signal<FailureResult>()
  const teased = signal<Teased>()
  let typingTold = 0
  let personWanted = false

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
    teased,
    reading,
    before,
    token: visitorToken(storage),
    failure,
    async askForPerson(sentence) {
      const id = conversationId()
      if (!id || conversation.snapshot.peek()?.status === 'resolved') {
        // The assistant does not read every language in which the sentence may be; the request is understood in all.
        personWanted = true
        outbox.send(sentence)
      } else await tried(connection.request('handover:request', { conversationId: id }))
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
    endConversation: () =>
      tried(connection.request('conversation:end', { conversationId: conversationId() ?? '' })),
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
