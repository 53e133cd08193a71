import type { Language } from '#shared/knowledge.ts'

/** What a visitor reads who does not answer a question of ours. */
interface SilenceWords {
  chase: string
  /** Stands before the end: it says that nothing was solved. */
  close: string
}

const english: SilenceWords = {
  chase:
    'Are you still there? Whenever you are ready, just answer the question above. If you would rather talk to a person, say so.',
  close:
    'I have not heard from you, so I am ending this chat for now without an answer. Nothing is lost: write at any time and we go on from here.',
}

const chinese: SilenceWords = {
  chase: '您还在吗？方便的时候回复上面的问题就好。如果想转人工，也可以直接告诉我。',
  close: '一直没有收到您的回复，问题还没有解决，我先结束这次对话。内容都已保留，您随时留言，我们接着聊。',
}

export const silenceWords: Record<Language, SilenceWords> = { en: english, zh: chinese }
