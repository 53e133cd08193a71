import type { SummaryTopic } from '#shared/copilot.ts'

/** What the copilot writes by itself, in each language. Both catalogues have the same keys by type. */
export interface CopilotWords {
  salutation(name: string | undefined): string
  sorry: string
  closing: string
  courtesy: Record<'greeting' | 'thanks' | 'goodbye', string>
  askProof(example: string | undefined): string
  /** Names the questions of a message that the knowledge does not answer. */
  unanswered(questions: readonly string[]): string
  warm: { opening: string; closing: string }
  formal: { salutation(name: string | undefined): string; closing: string }
  about: Record<SummaryTopic, string>
  order(number: string, status: string | undefined): string
  missed(title: string): string
  reply: string
  due(time: string): string
  broken: string
  approved(tool: string): string
  proposed(tool: string): string
  tools: Record<string, string>
  wishes: Record<string, string>
  nothingOpen: string
  join: string
}

const english: CopilotWords = {
  salutation: (name) => (name === undefined ? 'Hello,' : `Hello ${name},`),
  sorry: 'I am sorry about the trouble.',
  closing: 'If anything is still unclear, just tell me.',
  courtesy: {
    greeting: 'How can I help you?',
    thanks: 'You are welcome. Is there anything else I can help you with?',
    goodbye: 'Thank you for your visit, and goodbye.',
  },
  askProof: (example) =>
    `So that I can look at your order, please send me its number${example === undefined ? '' : ` (it looks like ${example})`} and the e-mail address you ordered with.`,
  unanswered: (questions) => `Still to be answered: ${questions.map((each) => `“${each}”`).join(', ')}`,
  warm: {
    opening: 'Thank you for your patience.',
    closing: 'If anything is unclear, write to me any time. I am happy to help.',
  },
  formal: {
    salutation: (name) => (name === undefined ? 'Dear customer,' : `Dear ${name},`),
    closing: 'Kind regards',
  },
  about: { wants: 'Wants', known: 'Known', tried: 'Tried', agreed: 'Agreed', open: 'Open' },
  order: (number, status) => `order ${number}${status === undefined ? '' : ` (${status})`}`,
  missed: (title) => `${title} (did not help)`,
  reply: 'a colleague answers',
  due: (time) => `due ${time}`,
  broken: 'overdue',
  approved: (tool) => `${tool} done`,
  proposed: (tool) => `${tool} waits for approval`,
  tools: { coupon: 'coupon', refund: 'refund', return: 'return', 'address-change': 'change of address' },
  wishes: {
    refund: 'a refund',
    exchange: 'an exchange',
    replacement: 'a replacement',
    return: 'to return something',
    cancellation: 'to cancel',
    information: 'to know something',
  },
  nothingOpen: 'Nothing is open.',
  join: '; ',
}

const chinese: CopilotWords = {
  salutation: (name) => (name === undefined ? '您好！' : `${name}，您好！`),
  sorry: '非常抱歉给您带来了不便。',
  closing: '如果还有不清楚的地方，请随时告诉我。',
  courtesy: {
    greeting: '请问有什么可以帮您？',
    thanks: '不客气，还有什么可以帮您的吗？',
    goodbye: '感谢您的光临，再见！',
  },
  askProof: (example) =>
    `为了帮您查看订单，请把订单号${example === undefined ? '' : `（例如 ${example}）`}和下单时用的邮箱发给我。`,
  unanswered: (questions) => `还需要回答：${questions.map((each) => `“${each}”`).join('、')}`,
  warm: { opening: '感谢您的耐心等待。', closing: '如果还有不清楚的地方，随时告诉我，很乐意为您效劳。' },
  formal: {
    salutation: (name) => (name === undefined ? '尊敬的顾客：' : `尊敬的${name}：`),
    closing: '此致\n敬礼',
  },
  about: { wants: '诉求', known: '已知', tried: '已尝试', agreed: '已约定', open: '未解决' },
  order: (number, status) => `订单 ${number}${status === undefined ? '' : `（${status}）`}`,
  missed: (title) => `${title}（没有帮上忙）`,
  reply: '同事回复访客',
  due: (time) => `${time} 到期`,
  broken: '已逾期',
  approved: (tool) => `${tool}已完成`,
  proposed: (tool) => `${tool}待审批`,
  tools: { coupon: '优惠券', refund: '退款', return: '退货', 'address-change': '修改地址' },
  wishes: {
    refund: '退款',
    exchange: '换货',
    replacement: '补发',
    return: '退货',
    cancellation: '取消订单',
    information: '了解信息',
  },
  nothingOpen: '没有未解决的问题。',
  join: '；',
}

export const copilotWords = { en: english, zh: chinese }
