import type { OrderView } from '../connectors/index.ts'

/** What the assistant says by itself, in each language. Both catalogues have the same keys by type. */
export interface Words {
  greeting: string
  /** Instead of it, where a person was here before: who is greeted anew thinks that all is forgotten. */
  here: string
  thanks: string
  goodbye: string
  unclear: string
  /** A picture or file came without a word. */
  fileUnread: string
  /** Stands under the reply to words that came with one. */
  fileBeside: string
  declined: string
  person: string
  whichOne: string
  /** Stands before the quoted passage of an article that is likely and not sure. */
  isItThis: string
  /** The same, after an answer that the visitor says was not it. */
  notThat: string
  /** The same, of the article that was sent already, where the visitor asks again. */
  closest: string
  doesItAnswer: string
  yes: string
  no: string
  /** Names the questions of a message that nothing answers, as the visitor wrote them. */
  unanswered(questions: readonly string[]): string
  otherLanguage: string
  orderNotFound: string
  orderLocked: string
  order(order: OrderView): string
  handover: Record<'asked' | 'unsure' | 'upset' | 'sensitive' | 'trouble', string>
  deskClosed: string
}

/** How a reply ends that leaves the next word to the visitor: a "no" to it denies nothing. */
export const anythingElse = { en: 'Is there anything else?', zh: '还有什么可以帮您的吗？' } as const

const english: Words = {
  greeting: 'Hello! What can I do for you? You can ask about orders, delivery, returns or any product.',
  here: 'I am with you again and can read everything above. How shall we go on?',
  thanks: `You are welcome. ${anythingElse.en}`,
  goodbye: 'Goodbye, and thank you for your visit.',
  fileUnread:
    'I cannot look at pictures or files: tell me in a few words what it is about, or talk to a person, who can see it.',
  fileBeside: 'I cannot look at the attached file. A colleague can, if it matters here.',
  unclear: 'I did not quite get that. Could you say in a few words what you would like to know?',
  declined:
    'That is outside what I can help with here. I know this shop: orders, delivery, returns, payment and our products. A colleague can help you too.',
  person: 'Talk to a person',
  whichOne: 'Which of these do you mean?',
  isItThis: 'This may be what you are looking for:',
  notThat: 'Sorry, that was not what you were asking. Perhaps this is closer:',
  closest: 'Sorry that this was not clear. What comes closest to your question is this part:',
  doesItAnswer: 'Does that answer your question?',
  yes: 'Yes',
  no: 'No',
  unanswered: (questions) =>
    `I have no sure answer to ${questions.map((each) => `“${each}”`).join(' and ')}. A colleague can help you with that.`,
  otherLanguage: 'This is only written in Chinese so far; here is the original:',
  orderNotFound:
    'I cannot find an order with that number and e-mail address. Please check both; the number is in your confirmation e-mail.',
  orderLocked:
    'That was too many tries, so I cannot look up orders in this chat any more. A colleague will help you.',
  order: (order) => {
    const items = order.items.map((item) => `${item.quantity} × ${item.name.en}`).join(', ')
    return `**Order ${order.number}** (${items})\n\n${orderSentence(order)}`
  },
  handover: {
    asked: 'I am passing you to a colleague, who can read everything above.',
    unsure: 'I am not sure enough to answer that, so I am asking a colleague, who can read everything above.',
    upset:
      'I am sorry about this. I am passing you to a colleague who can put it right and can read everything above.',
    sensitive: 'This belongs with a person. I am passing you to a colleague, who can read everything above.',
    trouble:
      'Something went wrong on our side, so I am passing you to a colleague, who can read everything above.',
  },
  deskClosed: 'Nobody is at the desk right now. Your message is kept, and a colleague will answer here.',
}

function orderSentence(order: OrderView): string {
  const date = (day: string | undefined) =>
    day &&
    new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    })
  const expected =
    order.expectedUntil &&
    (order.expectedFrom === undefined || order.expectedFrom === order.expectedUntil
      ? ` It is expected on ${date(order.expectedUntil)}.`
      : ` It is expected between ${date(order.expectedFrom)} and ${date(order.expectedUntil)}.`)
  const tracking = order.trackingNumber && ` Tracking number: ${order.trackingNumber}.`
  switch (order.status) {
    case 'placed':
      return 'It has been placed; the payment is not confirmed yet.'
    case 'paid':
      return `It is paid and will be packed next.${expected ?? ''}`
    case 'packed':
      return `It is packed and waits for the carrier.${expected ?? ''}`
    case 'shipped':
      return `It is on its way${order.carrier ? ` with ${order.carrier}` : ''}.${expected ?? ''}${tracking ?? ''}`
    case 'delivered':
      return `It was delivered${order.deliveredOn ? ` on ${date(order.deliveredOn)}` : ''}.${tracking ?? ''}`
    case 'cancelled':
      return 'It was cancelled.'
    case 'returned':
      return 'It came back to us and is being checked.'
    case 'refunded':
      return 'It was refunded.'
  }
}

const chinese: Words = {
  greeting: '您好！请问有什么可以帮您？订单、配送、退换货或任何商品都可以问我。',
  here: '我在，前面的内容我都看得到。接下来需要我做什么？',
  thanks: `不客气。${anythingElse.zh}`,
  goodbye: '感谢您的光临，再见！',
  fileUnread: '我看不了图片和文件，请用几个字说说是什么事，也可以转人工，同事能看到您发的内容。',
  fileBeside: '附件的内容我看不了；如果需要，可以请同事查看。',
  unclear: '我没太明白您的意思，能用几个字说说您想了解什么吗？',
  declined: '这个问题超出了我能帮忙的范围。我了解本店的订单、配送、退换货、支付和商品，也可以为您转人工。',
  person: '转人工',
  whichOne: '您想问的是下面哪一个？',
  isItThis: '您要找的可能是这个：',
  notThat: '抱歉，刚才没有答到点上。您要找的可能是这个：',
  closest: '抱歉，刚才没有说清楚。与您的问题最接近的是这一段：',
  doesItAnswer: '这回答了您的问题吗？',
  yes: '是的',
  no: '不是',
  unanswered: (questions) =>
    `关于${questions.map((each) => `“${each}”`).join('、')}，我没有把握回答，可以为您转人工。`,
  otherLanguage: '这部分内容目前只有英文，原文如下：',
  orderNotFound: '没有找到与这个订单号和邮箱相符的订单。请核对一下，订单号在确认邮件里。',
  orderLocked: '尝试次数过多，本次对话里我不能再查询订单了。同事会继续帮您处理。',
  order: (order) => {
    const items = order.items.map((item) => `${item.name.zh} × ${item.quantity}`).join('、')
    return `**订单 ${order.number}**（${items}）\n\n${orderSentenceChinese(order)}`
  },
  handover: {
    asked: '正在为您转人工，同事可以看到以上全部内容。',
    unsure: '这个问题我没有把握，已经请同事来回答，同事可以看到以上全部内容。',
    upset: '非常抱歉给您带来不好的体验。正在为您转给可以处理的同事，同事可以看到以上全部内容。',
    sensitive: '这件事需要由人来处理。正在为您转人工，同事可以看到以上全部内容。',
    trouble: '我们这边出了点问题，正在为您转人工，同事可以看到以上全部内容。',
  },
  deskClosed: '现在没有同事在线。您的消息已经保存，同事会在这里回复您。',
}

function orderSentenceChinese(order: OrderView): string {
  const date = (day: string | undefined) =>
    day &&
    new Date(`${day}T00:00:00Z`).toLocaleDateString('zh-CN', {
      month: 'long',
      day: 'numeric',
      timeZone: 'UTC',
    })
  const expected =
    order.expectedUntil &&
    (order.expectedFrom === undefined || order.expectedFrom === order.expectedUntil
      ? `预计 ${date(order.expectedUntil)}送达。`
      : `预计 ${date(order.expectedFrom)}至 ${date(order.expectedUntil)}之间送达。`)
  const tracking = order.trackingNumber && `运单号：${order.trackingNumber}。`
  switch (order.status) {
    case 'placed':
      return '订单已提交，付款还没有确认。'
    case 'paid':
      return `订单已付款，即将打包。${expected ?? ''}`
    case 'packed':
      return `订单已打包，等待承运商取件。${expected ?? ''}`
    case 'shipped':
      return `订单正在路上${order.carrier ? `，承运商：${order.carrier}` : ''}。${expected ?? ''}${tracking ?? ''}`
    case 'delivered':
      return `订单已${order.deliveredOn ? `于 ${date(order.deliveredOn)}` : ''}送达。${tracking ?? ''}`
    case 'cancelled':
      return '订单已取消。'
    case 'returned':
      return '退货已经寄回，正在检查。'
    case 'refunded':
      return '订单已退款。'
  }
}

export const words = { en: english, zh: chinese }
