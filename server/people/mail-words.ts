import type { Language } from '#shared/knowledge.ts'

interface LetterWords {
  subject(workspace: string): string
  body(about: { name: string; workspace: string; by: string; link: string }): string
}

/** What mails to people say. */
export const mailWords: Record<Language, { invitation: LetterWords; password: LetterWords }> = {
  en: {
    invitation: {
      subject: (workspace) => `Your invitation to the desk of ${workspace}`,
      body: ({ name, workspace, by, link }) =>
        `Hello ${name},\n\n${by} invites you to the customer service desk of ${workspace}. Open this link to choose how you sign in:\n\n${link}\n\nIt works once, for seven days. If you expected no invitation, you can delete this message, and nothing follows.\n`,
    },
    password: {
      subject: (workspace) => `A new password for the desk of ${workspace}`,
      body: ({ name, link }) =>
        `Hello ${name},\n\nsomebody, most likely you, asked for a new password. Choose it here:\n\n${link}\n\nThe link works once, for an hour. If it was not you, delete this message: your password stays as it is.\n`,
    },
  },
  zh: {
    invitation: {
      subject: (workspace) => `邀请您加入 ${workspace} 客服工作台`,
      body: ({ name, workspace, by, link }) =>
        `${name}，您好！\n\n${by} 邀请您加入 ${workspace} 的客服工作台。请打开以下链接，设置您的登录方式：\n\n${link}\n\n链接仅可使用一次，七天内有效。如果您并不知道这次邀请，直接删除本邮件即可，我们不会再做任何处理。\n`,
    },
    password: {
      subject: (workspace) => `重设 ${workspace} 客服工作台的密码`,
      body: ({ name, link }) =>
        `${name}，您好！\n\n有人（应该是您本人）申请重设密码。请在这里设置新密码：\n\n${link}\n\n链接仅可使用一次，一小时内有效。如果不是您本人申请，请删除本邮件，您的密码不会改变。\n`,
    },
  },
}
