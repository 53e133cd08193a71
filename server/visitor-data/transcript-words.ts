import type { Language } from '#shared/knowledge.ts'

/** What a transcript and the mail that brings it say. */
export interface TranscriptWords {
  title(shop: string): string
  zone(name: string): string
  cut: string
  you: string
  files: string
  queued: string
  assigned(name: string): string
  handedBack: string
  resolved: string
  reopened: string
  fileName(day: string): string
  mail: { subject(shop: string): string; body(shop: string): string }
}

export const transcriptWords: Record<Language, TranscriptWords> = {
  en: {
    title: (shop) => `Conversation with ${shop}`,
    zone: (name) => `Times: ${name}`,
    cut: '(The beginning is left out, for the conversation is very long.)',
    you: 'You',
    files: 'Files',
    queued: 'Passed on to our team',
    assigned: (name) => `${name} joined`,
    handedBack: 'The assistant took over again',
    resolved: 'Ended',
    reopened: 'Went on',
    fileName: (day) => `conversation-${day}.txt`,
    mail: {
      subject: (shop) => `Your conversation with ${shop}`,
      body: (shop) =>
        `Hello,\n\nthe transcript of your conversation with ${shop} is attached, as you asked in the chat.\n\nIf you did not ask for it, somebody has mistyped their address: you can delete this message, and nothing else follows.\n`,
    },
  },
  zh: {
    title: (shop) => `与 ${shop} 的对话记录`,
    zone: (name) => `时区：${name}`,
    cut: '（对话过长，开头部分已省略。）',
    you: '您',
    files: '文件',
    queued: '已转接人工客服',
    assigned: (name) => `${name} 加入了对话`,
    handedBack: '智能助手继续接待',
    resolved: '对话已结束',
    reopened: '对话继续',
    fileName: (day) => `对话记录-${day}.txt`,
    mail: {
      subject: (shop) => `您与 ${shop} 的对话记录`,
      body: (shop) =>
        `您好！\n\n您在聊天窗口中申请的与 ${shop} 的对话记录见附件。\n\n如果您没有申请过，可能是有人填错了邮箱地址，直接删除本邮件即可，我们不会再向您发送其他内容。\n`,
    },
  },
}
