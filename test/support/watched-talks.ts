import type { EventDraft, LogEvent } from '#shared/conversation.ts'
import type { Language } from '#shared/knowledge.ts'
import type { SignalName } from '#shared/watch.ts'

/**
 * A made-up conversation, a step a line: `v` the visitor says, `a` the assistant answers (with its confidence where it
 * is low), `ask` it asks back, `queue`, `take`, `p` the person says, `owe` they have promised to do something, `back`,
 * `done`, or a pause in minutes.
 */
export interface Talk {
  name: string
  language: Language
  steps: (string | number)[]
  /** What must come up; nothing in a calm one. */
  signals: SignalName[]
}

const minute = 60_000
/** How long people take between two steps, and the assistant, in milliseconds. */
const pace = 20_000
const turnPace = 30

/** The log that a talk leaves; `endsAt` is after its last pause. */
export function logOf({ steps, language }: Pick<Talk, 'steps' | 'language'>): {
  events: LogEvent[]
  endsAt: number
} {
  const events: LogEvent[] = []
  let at = 0
  function add(draft: EventDraft): void {
    events.push({ ...draft, seq: events.length + 1, at })
  }
  function say(sender: 'visitor' | 'assistant' | 'agent', text: string): void {
    add({ type: 'message:posted', messageId: `m${events.length}`, sender, text, locale: language })
  }
  for (const step of steps) {
    if (typeof step === 'number') {
      at += step * minute
      continue
    }
    const [, kind = '', confidence, text = ''] = step.match(/^(\w+)(?:\(([\d.]+)\))? ?(.*)$/) ?? []
    at += kind === 'a' || kind === 'ask' || kind === 'queue' ? turnPace : pace
    if (kind === 'v') say('visitor', text)
    else if (kind === 'p') say('agent', text)
    else if (kind === 'a' || kind === 'ask') {
      say('assistant', text)
      const outcome = kind === 'a' ? 'answered' : 'asked'
      const sure = Number(confidence ?? 0.92)
      add({ type: 'turn:decided', turnId: 't', outcome, confidence: sure, question: 1, steps: [], took: 9 })
    } else if (kind === 'queue') add({ type: 'conversation:queued', reason: 'visitor-request' })
    else if (kind === 'take') add({ type: 'conversation:assigned', name: 'Ana', personId: 'ana' })
    else if (kind === 'owe') {
      const promise = {
        id: 'p1',
        change: 'make',
        subject: 'deed',
        by: 'agent',
        dueAt: at + 10_000 * minute,
      } as const
      add({ type: 'case:updated', facts: {}, person: 'Ana', promises: [promise] })
    } else if (kind === 'back') add({ type: 'conversation:handed-back' })
    else if (kind === 'done') add({ type: 'conversation:resolved' })
    else throw new Error(`no such step: ${step}`)
  }
  return { events, endsAt: at }
}

function talk(language: Language, name: string, steps: Talk['steps'], ...signals: SignalName[]): Talk {
  return { name, language, steps, signals }
}

const returns = 'a You have 30 days to return it. Start the return in your account and print the label.'
const delivery = 'a Delivery takes 3 to 5 business days.'
const 退货 = 'a 签收后 30 天内可以退货，在账户里申请并打印面单即可。'
const 配送 = 'a 一般 3 到 5 个工作日送达。'

/** Ordinary service: some of it about trouble, told calmly and helped. */
export const calmTalks: Talk[] = [
  talk('en', 'one question', ['v How long does delivery take?', delivery, 30]),
  talk('en', 'one question and thanks', [
    'v How do I return an item?',
    returns,
    'v thanks, that helps',
    'a You are welcome.',
    60,
  ]),
  talk('en', 'three questions', [
    'v Do you ship to Norway?',
    'a Yes, to all of Scandinavia.',
    'v And to Iceland?',
    'a Yes, in 7 days.',
    'v How much is it?',
    'a It is 12 EUR.',
    20,
  ]),
  talk('en', 'a broken zip, calmly', [
    'v Hi, the zip of my jacket broke after a month',
    'a That is covered by the warranty: send us a picture.',
    'v Where do I send the picture?',
    'a To the repair page of your account.',
    'v ok, will do',
    'a Good, we look at it within two days.',
    15,
  ]),
  talk('en', 'a parcel that is late', [
    'v My parcel was supposed to be here yesterday',
    'ask Which order number is it?',
    'v NL-100234',
    'a It is at the depot and comes tomorrow.',
    'v great, thank you',
    'a You are welcome.',
  ]),
  talk('en', 'a greeting twice', [
    'v hello',
    'a Hello! How can I help?',
    'v hello?',
    'a Hello! How can I help?',
    'v what is the weight of the Ridge tent?',
    'a 2.1 kg.',
  ]),
  talk('en', 'order numbers tried one by one', [
    'v where is my order',
    'ask Which order number?',
    'v NL-100111',
    'ask I do not find it with this address. Please check the number.',
    'v NL-100112',
    'ask I do not find it with this address. Please check the number.',
    'v NL-100113',
    'a It is on the way.',
  ]),
  talk('en', 'two products compared', [
    'v which is warmer, Fjell or Tarn?',
    'a The Fjell, to minus 10.',
    'v and lighter?',
    'a The Tarn, 780 g.',
    'v and cheaper?',
    'a The Tarn too.',
  ]),
  talk('en', 'an idiom', [
    'v this price is killing me, any sale soon?',
    'a The autumn sale starts on Monday.',
    'v awesome',
    'a See you then.',
  ]),
  talk('en', 'a person, quickly', [
    'v can I talk to someone',
    'queue',
    2,
    'take',
    'p Hi, Ana here. What can I do?',
    'v I need an invoice with our VAT number',
    'p Sent to your mailbox.',
    'v perfect, thanks',
    1,
    'done',
  ]),
  talk('en', 'a person, and a visitor who thinks it over', [
    'v I would like advice on a tent',
    'queue',
    3,
    'take',
    'p For how many people?',
    25,
    'v for three, and a dog',
    'p The Ridge 4, then.',
    'v I will take it',
    'p Good choice.',
    'done',
  ]),
  talk('en', 'a wrong size', [
    'v the boots are too small, can I swap them?',
    'a Yes: start an exchange in your account.',
    'v does it cost anything?',
    'a Exchanges are free.',
    'v good',
    'a Glad to help.',
    45,
  ]),
  talk('en', 'a cancelled order', [
    'v I ordered by mistake, can I cancel?',
    'a Yes, until it is packed.',
    'v how do I see that?',
    'a The order page shows the state.',
  ]),
  talk('en', 'a short yes and no', [
    'v is it waterproof',
    'a Yes, to 5000 mm.',
    'v ok',
    'a Anything else?',
    'v no',
    'a Have a good day.',
  ]),
  talk('en', 'handed back', [
    'v I want a person',
    'queue',
    1,
    'take',
    'p I am on it. Done, and back to the assistant.',
    'back',
    'v how long does delivery take?',
    delivery,
    40,
  ]),
  talk('en', 'a discount asked for', [
    'v do students get a discount?',
    'a Yes, 10 % with a student card.',
    'v how do I get it?',
    'a Register with your student address.',
  ]),
  talk('en', 'the same sent five times at once', [
    'v How do I return an item?',
    'v How do I return an item?',
    'v How do I return an item?',
    'v How do I return an item?',
    'v How do I return an item?',
    returns,
    20,
  ]),
  talk('zh', '一个问题', ['v 下单后多久能收到货？', 配送, 30]),
  talk('zh', '问完道谢', ['v 怎么退货？', 退货, 'v 谢谢，明白了', 'a 不客气。', 60]),
  talk('zh', '三个问题', [
    'v 发顺丰吗',
    'a 默认发顺丰。',
    'v 偏远地区呢',
    'a 改发邮政。',
    'v 运费多少',
    'a 满 99 元包邮。',
    20,
  ]),
  talk('zh', '拉链坏了，平静地说', [
    'v 你好，外套拉链用了一个月坏了',
    'a 在保修范围内，请上传照片。',
    'v 照片传到哪里',
    'a 账户的售后页面。',
    'v 好的，我去传',
    'a 两天内会答复。',
    15,
  ]),
  talk('zh', '包裹晚了', [
    'v 快递说昨天到的，还没收到',
    'ask 请问订单号是多少？',
    'v NL-100234',
    'a 包裹在网点，明天派送。',
    'v 好的谢谢',
    'a 不客气。',
  ]),
  talk('zh', '打了两次招呼', [
    'v 在吗',
    'a 您好，请问有什么可以帮您？',
    'v 你好',
    'a 您好，请问有什么可以帮您？',
    'v 帐篷多重',
    'a 2.1 公斤。',
  ]),
  talk('zh', '一个个试订单号', [
    'v 我的订单到哪了',
    'ask 请问订单号是多少？',
    'v NL-100111',
    'ask 没有查到，请核对订单号。',
    'v NL-100112',
    'ask 没有查到，请核对订单号。',
    'v NL-100113',
    'a 正在派送。',
  ]),
  talk('zh', '两款对比', [
    'v Fjell 和 Tarn 哪个更暖',
    'a Fjell，适合零下 10 度。',
    'v 哪个更轻',
    'a Tarn，780 克。',
    'v 价格呢',
    'a Tarn 便宜 200 元。',
  ]),
  talk('zh', '口头语', ['v 笑死，这颜色也太好看了，还有货吗', 'a 还有货。', 'v 太好了', 'a 欢迎选购。']),
  talk('zh', '很快接通人工', [
    'v 转人工',
    'queue',
    2,
    'take',
    'p 您好，我是小林，请讲。',
    'v 想开一张公司抬头的发票',
    'p 已经发到您的邮箱。',
    'v 收到，谢谢',
    1,
    'done',
  ]),
  talk('zh', '人工接待，访客想了很久', [
    'v 想请人推荐一款帐篷',
    'queue',
    3,
    'take',
    'p 几个人用？',
    25,
    'v 三个人加一条狗',
    'p 推荐四人款。',
    'v 就它了',
    'p 好眼光。',
    'done',
  ]),
  talk('zh', '尺码不合', [
    'v 鞋小了一码，能换吗',
    'a 可以，在账户里申请换货。',
    'v 要运费吗',
    'a 换货免运费。',
    'v 好',
    'a 很高兴帮到您。',
    45,
  ]),
  talk('zh', '拍错了', [
    'v 拍错了，能取消吗',
    'a 打包之前都可以取消。',
    'v 在哪里看',
    'a 订单页会显示状态。',
  ]),
  talk('zh', '简短回答', [
    'v 防水吗',
    'a 防水 5000 毫米。',
    'v 嗯',
    'a 还有别的问题吗？',
    'v 没有了',
    'a 祝您愉快。',
  ]),
  talk('zh', '交回助手', [
    'v 找人工',
    'queue',
    1,
    'take',
    'p 已经处理好了，交回助手。',
    'back',
    'v 多久能送到',
    配送,
    40,
  ]),
  talk('zh', '同一句连发几次', ['v 怎么退货？', 'v 怎么退货？', 'v 怎么退货？', 'v 怎么退货？', 退货, 20]),
  talk('zh', '问优惠', ['v 学生有优惠吗', 'a 凭学生证九折。', 'v 怎么用', 'a 用学校邮箱注册即可。']),
]

/** Conversations that go wrong, each in one way or two. */
export const troubledTalks: Talk[] = [
  talk(
    'en',
    'the same answer again and again',
    [
      'v How do I return a gift?',
      returns,
      'v But how do I return a gift?',
      returns,
      'v How do I return a gift without the order?',
      returns,
    ],
    'going-in-circles',
  ),
  talk(
    'en',
    'the same question word for word',
    [
      'v Where is my refund?',
      'a Refunds take 5 days.',
      'v Where is my refund?',
      'a Refunds take 5 days.',
      'v Where is my refund?',
      'a Refunds take 5 days.',
    ],
    'going-in-circles',
  ),
  talk(
    'en',
    'disappointed step by step',
    [
      'v I ordered two weeks ago and nothing came',
      delivery,
      'v I have been waiting far longer and nobody replies to my mails, really disappointing',
      'a I am sorry. Parcels can be late.',
      'v this is the third time it goes wrong, I am very unhappy with your service',
      'a I am sorry to hear that.',
    ],
    'mood-falling',
    'anger',
  ),
  talk(
    'en',
    'left after a doubtful answer',
    ['v can the stove burn alcohol indoors in a van', 'a(0.55) The stove burns gas.', 12],
    'silence-after-answer',
  ),
  talk(
    'en',
    'nobody takes it',
    ['v I need a person please', 'queue', 20],
    'visitor-waiting',
    'unassigned-too-long',
  ),
  talk(
    'en',
    'nobody for half an hour',
    ['v a person please', 'queue', 35],
    'visitor-waiting',
    'unassigned-too-long',
    'service-level-near',
    'service-level-breached',
  ),
  talk(
    'en',
    'an agent goes silent',
    ['v a person please', 'queue', 1, 'take', 'p Hi, let me look.', 'v thanks, the order is NL-100234', 12],
    'service-level-near',
    'service-level-breached',
    'visitor-waiting',
    'agent-silent',
  ),
  talk(
    'en',
    'a lawyer while waiting',
    ['v a person please', 'queue', 'v my lawyer will write to you tomorrow'],
    'risk',
  ),
  talk(
    'en',
    'a card number to an agent',
    [
      'v a person please',
      'queue',
      1,
      'take',
      'p How would you like to pay?',
      'v my card is 4111 1111 1111 1111',
    ],
    'risk',
  ),
  talk(
    'en',
    'despair to an agent',
    ['v a person please', 'queue', 1, 'take', 'p What happened?', "v I can't go on, I want to kill myself"],
    'risk',
  ),
  talk(
    'en',
    'a threat to an agent',
    [
      'v a person please',
      'queue',
      1,
      'take',
      'p I am afraid we cannot.',
      'v then I will come and beat you up',
    ],
    'risk',
  ),
  talk(
    'en',
    'furious while waiting',
    ['v a person please', 'queue', 1, 'v THIS IS AN ABSOLUTE DISGRACE, YOU ARE THIEVES AND LIARS!!!'],
    'anger',
  ),
  talk(
    'en',
    'furious with an agent',
    [
      'v a person please',
      'queue',
      1,
      'take',
      'p It will take a week.',
      'v are you kidding me?! you useless idiots, this is outrageous!!!',
    ],
    'anger',
  ),
  talk(
    'en',
    'open for a day',
    [
      'v a person please',
      'queue',
      1,
      'take',
      'p We ask the maker.',
      'owe',
      1300,
      'p They have not answered yet.',
      200,
    ],
    'service-level-near',
    'service-level-breached',
  ),
  talk(
    'en',
    'three cold replies',
    [
      'v a person please',
      'queue',
      1,
      'take',
      'p No.',
      'v the tent leaked on the first night and we were soaked',
      'p Read the terms.',
      'v I read them and you are simply wrong, very poor service',
      'p As I said.',
      'v terrible, I regret ever buying from you',
    ],
    'mood-falling',
  ),
  talk(
    'en',
    'waiting after a question',
    ['v a person please', 'queue', 1, 'take', 'p Hello.', 'v is my warranty still valid?', 7],
    'service-level-near',
    'service-level-breached',
    'visitor-waiting',
  ),
  talk(
    'zh',
    '一直同样的回答',
    ['v 礼物怎么退', 退货, 'v 我是问礼物怎么退', 退货, 'v 没有订单的礼物怎么退货', 退货],
    'going-in-circles',
  ),
  talk(
    'zh',
    '一字不差地再问',
    [
      'v 我的退款什么时候到账？',
      'a 退款需要 5 天。',
      'v 我的退款什么时候到账？',
      'a 退款需要 5 天。',
      'v 我的退款什么时候到账？',
      'a 退款需要 5 天。',
    ],
    'going-in-circles',
  ),
  talk(
    'zh',
    '越来越失望',
    [
      'v 两周前下的单，到现在什么都没收到',
      配送,
      'v 早就超时了，发邮件也没人理，太让人失望了',
      'a 很抱歉，包裹可能延误。',
      'v 第三次出问题了，服务真的很差，非常不满意',
      'a 很抱歉给您带来不便。',
    ],
    'mood-falling',
  ),
  talk(
    'zh',
    '得到没把握的回答后离开',
    ['v 炉头在车里能烧酒精吗', 'a(0.55) 炉头使用气罐。', 12],
    'silence-after-answer',
  ),
  talk('zh', '一直没人接', ['v 转人工', 'queue', 20], 'visitor-waiting', 'unassigned-too-long'),
  talk(
    'zh',
    '半小时没人接',
    ['v 转人工', 'queue', 35],
    'visitor-waiting',
    'unassigned-too-long',
    'service-level-near',
    'service-level-breached',
  ),
  talk(
    'zh',
    '客服不说话',
    ['v 转人工', 'queue', 1, 'take', 'p 您好，我看一下。', 'v 好的，订单是 NL-100234', 12],
    'service-level-near',
    'service-level-breached',
    'visitor-waiting',
    'agent-silent',
  ),
  talk('zh', '等待时说要找律师', ['v 转人工', 'queue', 'v 明天我的律师会联系你们'], 'risk'),
  talk(
    'zh',
    '把卡号告诉客服',
    ['v 转人工', 'queue', 1, 'take', 'p 您想怎么付款？', 'v 卡号是 4111 1111 1111 1111'],
    'risk',
  ),
  talk(
    'zh',
    '对客服说不想活',
    ['v 转人工', 'queue', 1, 'take', 'p 请问怎么了？', 'v 我真的不想活了'],
    'risk',
  ),
  talk(
    'zh',
    '威胁客服',
    ['v 转人工', 'queue', 1, 'take', 'p 抱歉不能退。', 'v 信不信我拿着刀去你们店里'],
    'risk',
    'anger',
  ),
  talk('zh', '等待时大怒', ['v 转人工', 'queue', 1, 'v 你们就是骗子！垃圾公司，太气人了！！！'], 'anger'),
  talk(
    'zh',
    '对客服大怒',
    ['v 转人工', 'queue', 1, 'take', 'p 需要一周。', 'v 你们是不是有病！一群废物，恶心死了！！！'],
    'anger',
  ),
  talk(
    'zh',
    '一整天没有结果',
    ['v 转人工', 'queue', 1, 'take', 'p 我们问一下厂家。', 'owe', 1300, 'p 还没有回复。', 200],
    'service-level-near',
    'service-level-breached',
  ),
  talk(
    'zh',
    '三次冷淡的回复',
    [
      'v 转人工',
      'queue',
      1,
      'take',
      'p 不行。',
      'v 帐篷第一晚就漏水，我们全湿透了',
      'p 请看条款。',
      'v 我看了，是你们不对，服务太差',
      'p 就是这样。',
      'v 太糟糕了，后悔在你们家买东西',
    ],
    'mood-falling',
  ),
  talk(
    'zh',
    '问完一直等',
    ['v 转人工', 'queue', 1, 'take', 'p 您好。', 'v 我的保修还有效吗？', 7],
    'service-level-near',
    'service-level-breached',
    'visitor-waiting',
  ),
]
