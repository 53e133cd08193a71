import type { ErrorCode } from '#shared/result.ts'
import type { Texts } from './en.ts'

const refusals: Partial<Record<ErrorCode, string>> = {
  unavailable: '消息未能送达。',
  'too-large': '消息太长，请缩短后再发。',
  invalid: '消息内容无法识别，请修改后再发。',
  conflict: '这条消息已用其他内容发送过。',
}

export const zh: Texts = {
  assistantMark: '智能助手',
  team: '客服团队',
  you: '您',
  chat: '客服聊天',
  close: '关闭聊天',
  talkToPerson: '转人工',
  wantPerson: '我想转人工客服。',
  conversation: '对话',
  placeholder: '请输入消息…',
  send: '发送',
  tooLong: (over) => `超出 ${over} 字`,
  lengthOf: (length, most) => `${length} / ${most}`,
  sending: '发送中…',
  kept: '尚未发送',
  sent: '已发送',
  tryAgain: '重试',
  remove: '删除',
  newMessages: '有新消息',
  typing: (name) => `${name}正在输入…`,
  progress: {
    thinking: '正在思考…',
    searching: '正在查找资料…',
    writing: '正在回复…',
    acting: '正在查询商城系统…',
  },
  status: {
    queued: '正在等待人工客服',
    assigned: (name) => `${name}正在为您服务`,
    resolved: '已结束',
  },
  offline: '网络已断开。您的消息已保存，恢复连接后会自动发送。',
  failed: '操作没有成功。',
  refusal: (error) => refusals[error] ?? '消息未被接受。',
  refused: '这里暂时无法使用聊天',
  loading: '正在加载聊天',
}
