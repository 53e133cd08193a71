import type { PromiseSubject } from '#shared/case/promise.ts'
import type { Language } from '#shared/knowledge.ts'

/** What a visitor reads when the time of a promise has passed. It names no new time: nobody knows one. */
interface PromiseWords {
  broken: Record<PromiseSubject, string>
}

const english: PromiseWords = {
  broken: {
    reply:
      'A colleague should have answered you by now, and nobody has. We are sorry. Your conversation now stands at the front of the queue.',
    deed: 'We promised you something by now, and it is not confirmed as done. We are sorry. Your conversation is with our colleagues again, at the front of the queue.',
  },
}

const chinese: PromiseWords = {
  broken: {
    reply: '按说同事现在应该已经回复您了，但还没有，非常抱歉。您的对话已经排到队伍最前面。',
    deed: '我们答应您的事情到时间了，但还没有确认办好，非常抱歉。您的对话已经重新交给同事，并排到队伍最前面。',
  },
}

export const promiseWords: Record<Language, PromiseWords> = { en: english, zh: chinese }
