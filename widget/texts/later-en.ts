import type { HandoverReason } from '#shared/conversation.ts'

const ordinary = new Intl.PluralRules('en')

function counted(count: number, one: string, other: string): string {
  return `${count} ${ordinary.select(count) === 'one' ? one : other}`
}

const handedOver = 'You have been put through to our team.'

/** Comes with the views in `views/later`. */
export const enLater = {
  cancel: 'Not now',
  sources: 'Sources',
  openSource: 'Open the article',
  answerWith: 'Suggested answers',
  helpful: 'Helpful',
  unhelpful: 'Not helpful',
  whatWasWrong: 'What was wrong or missing? (optional)',
  sendComment: 'Send comment',
  rateTitle: 'How was it?',
  rate: (score: number) => `${score} of 5`,
  rateComment: 'Would you like to say why? (optional)',
  thanks: 'Thank you. That helps us get better.',
  writeAgain: 'Something else? Just write, and the conversation goes on.',
  refused: {
    outdated: 'This page has an older version of the chat. Reload the page to use it.',
    other: 'This shop’s chat is not set up correctly. Please use another way to contact the shop.',
  },
  queue: {
    next: 'You are next.',
    ahead: (count: number) => `${counted(count, 'person is', 'people are')} ahead of you.`,
    waiting: 'You are in line.',
    estimate: (time: string) => `The wait is about ${time}.`,
    noEstimate: 'There is no estimate yet.',
    opensAt: (time: string) => `Our team is away and back ${time}. Your place is kept.`,
    closed: 'Our team is away right now. Your place is kept.',
    canLeave: 'You can go on writing, or close this and come back.',
  },
  notice: {
    queued: {
      'visitor-request': 'You asked for a person and are in line.',
      'low-confidence': 'I am not sure enough of this, so a person will answer.',
      'no-knowledge': 'I have no answer to this, so a person will help.',
      'negative-sentiment': 'A person will take care of this.',
      policy: 'A person decides about this. You have been put through.',
      safety: 'A person will look at this right away.',
      'repeated-failure': 'That did not help, so a person will take over.',
      'tool-failure': 'I could not finish this, so a person will.',
      'assistant-failure': 'The assistant is not working right now. A person will answer.',
      'agent-takeover': handedOver,
    } as Record<HandoverReason, string>,
    queuedOther: handedOver,
    assigned: (name: string) => `${name} joined the conversation.`,
    handedBack: (name: string) => `${name} is with you again.`,
    resolved: 'This conversation was marked as resolved.',
    unresolved: 'This conversation has ended. Write to go on with it.',
    reopened: 'The conversation goes on.',
  },
}

export type LaterTexts = typeof enLater
