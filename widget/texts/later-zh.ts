import type { LaterTexts } from './later-en.ts'

const handedOver = '已为您转接人工客服。'

export const zhLater: LaterTexts = {
  cancel: '暂不',
  sources: '参考来源',
  openSource: '查看原文',
  answerWith: '快捷回复',
  helpful: '有帮助',
  unhelpful: '没帮助',
  whatWasWrong: '哪里不对或缺少什么？（选填）',
  sendComment: '提交',
  rateTitle: '您对这次服务满意吗？',
  rate: (score) => `${score} 分（满分 5 分）`,
  rateComment: '愿意说说原因吗？（选填）',
  thanks: '感谢您的评价，我们会继续改进。',
  writeAgain: '还有其他问题？直接发消息即可继续对话。',
  refused: {
    outdated: '当前页面的聊天版本过旧，请刷新页面后再试。',
    other: '本店的在线客服设置有误，请通过其他方式联系商家。',
  },
  queue: {
    next: '下一位就是您。',
    ahead: (count) => `您前面还有 ${count} 人。`,
    waiting: '您正在排队。',
    estimate: (time) => `预计等待约 ${time}。`,
    noEstimate: '暂时无法估计等待时间。',
    opensAt: (time) => `人工客服现在不在线，${time}恢复服务，会为您保留排队位置。`,
    closed: '人工客服现在不在线，会为您保留排队位置。',
    canLeave: '您可以继续留言，也可以关闭窗口稍后再来。',
  },
  notice: {
    queued: {
      'visitor-request': '已收到您的转人工请求，正在排队。',
      'low-confidence': '这个问题我没有十足把握，已为您转接人工客服。',
      'no-knowledge': '我暂时没有这个问题的答案，已为您转接人工客服。',
      'negative-sentiment': '人工客服将为您跟进处理。',
      policy: '这件事需要人工处理，已为您转接。',
      safety: '人工客服会马上为您查看。',
      'repeated-failure': '没能帮上您，已为您转接人工客服。',
      'tool-failure': '我没能完成这项操作，已为您转接人工客服。',
      'assistant-failure': '智能助手暂时无法使用，将由人工客服回复您。',
      'agent-takeover': handedOver,
    },
    queuedOther: handedOver,
    assigned: (name) => `客服${name}已加入对话。`,
    handedBack: (name) => `${name}继续为您服务。`,
    resolved: '本次对话已标记为解决。',
    unresolved: '本次对话已结束，发消息即可继续。',
    reopened: '对话已继续。',
  },
}
