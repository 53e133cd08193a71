import type { ProgressState } from '#shared/protocol.ts'
import type { LaterTexts } from './later-en.ts'

type Direction = 'ltr' | 'rtl'

/** What an open chat says from the start; `later-en.ts` has what is only said in and under messages. */
export const texts = {
  direction: 'ltr' as Direction,
  /** The second part, fetched when a view first needs it. */
  later: (): Promise<LaterTexts> => import('./later-en.ts').then(({ laterTexts }) => laterTexts),
  assistantMark: 'AI',
  team: 'The team',
  chat: 'Chat',
  close: 'Close chat',
  more: 'More',
  talkToPerson: 'Talk to a person',
  wantPerson: 'I would like to talk to a person.',
  conversation: 'Conversation',
  placeholder: 'Write a message…',
  send: 'Send',
  attach: 'Attach files',
  emoji: 'Emoji',
  add: 'Add files or emoji',
  sending: 'Sending…',
  kept: 'Not sent yet',
  progress: {
    thinking: 'Thinking…',
    searching: 'Looking it up…',
    writing: 'Writing…',
    acting: 'Checking with the shop’s systems…',
  } satisfies Record<ProgressState, string> as Record<ProgressState, string>,
  status: {
    queued: 'Waiting for a person',
    assigned: (name: string) => `${name} is with you`,
    resolved: 'Ended',
  },
  offline: 'No connection. Your messages are kept and will be sent when it is back.',
  refused: 'The chat is not available here',
  loading: 'The chat is loading',
}

/** Every language has the same keys: the compiler checks it. */
export type Texts = typeof texts
