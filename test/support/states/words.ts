import type { Language } from '#shared/knowledge.ts'

/** What is said in a conversation that is looked at, in the visitor's language and with the shop's in it. */
export interface Words {
  /** Of what the shop says: it writes in two languages. */
  locale: Language
  teaser: string
  assistant: string
  agent: string
  draft: string
  question: string
  answer: string
  sources: string[]
  asked: string
  order: string
  products: [string, string]
  facts: [string, string][]
  more: string
  compared: string
  choices: string[]
  consent: string
  email: string
  topic: string
  topics: string[]
  hello: string
  thanks: string
}

const en: Words = {
  locale: 'en',
  teaser: 'Unsure about the size? We are happy to help you choose.',
  assistant: 'Northlight Assistant',
  agent: 'Ana Ruiz',
  draft: 'I would like to change the address of my order, because I move next week.\nIs that still possible?',
  question: 'What does a return cost, and how long may it take?',
  answer:
    'A return is **free** within 30 days:\n\n1. Open your order.\n2. Choose the items.\n3. Hand the parcel in at any counter.\n\nThe money is back within 5 business days.',
  sources: ['Returns and refunds', 'How long a refund takes, and where the money goes'],
  asked: 'Where is my order NL-100201?',
  order: 'It is on its way and should be with you on Monday or Tuesday.',
  products: ['Aurora 2 tent', 'Wisp 1 ultralight trekking-pole tent'],
  facts: [
    ['Weight', '1.9 kg'],
    ['Packed size', '45 × 15 cm'],
  ],
  more: 'Tell me more about the Aurora 2 tent.',
  compared: 'These two are the lightest that we have.',
  choices: ['Only the lightest', 'Which one is best in rain?', 'Show me all of them'],
  consent:
    'We keep what you write to us, to answer you and to get better. You can have it erased at any time.',
  email: 'Your e-mail address',
  topic: 'What is it about?',
  topics: ['Delivery', 'A return'],
  hello: 'Hello, this is Ana. I am looking at your order now.',
  thanks: 'Thank you, Ana!',
}

const zh: Words = {
  locale: 'zh',
  teaser: '尺码拿不准？我们很乐意帮您挑选。',
  assistant: '北极光助手',
  agent: 'Ana Ruiz',
  draft: '我下周要搬家，想改一下订单的收货地址。\n现在还来得及吗？',
  question: '退货要花多少钱？多久能退款？',
  answer:
    '30 天内退货**免费**：\n\n1. 打开您的订单。\n2. 选择要退的商品。\n3. 把包裹交到任一网点。\n\n款项会在 5 个工作日内退回。',
  sources: ['退货与退款', '退款多久到账，款项退到哪里'],
  asked: '我的订单 NL-100201 到哪了？',
  order: '包裹正在路上，预计周一或周二送达。',
  products: ['极光 Aurora 2 双人帐篷', '轻语 Wisp 1 超轻登山杖帐篷'],
  facts: [
    ['重量', '1.9 公斤'],
    ['收纳尺寸', '45 × 15 厘米'],
  ],
  more: '我想了解极光 Aurora 2。',
  compared: '这两款是我们最轻的帐篷。',
  choices: ['只看最轻的', '哪一款更防雨？', '看看全部'],
  consent: '为了回复您并改进服务，我们会保存您发送的内容。您可以随时要求删除。',
  email: '您的邮箱',
  topic: '您想咨询什么？',
  topics: ['配送', '退货'],
  hello: '您好，我是 Ana，正在查看您的订单。',
  thanks: '谢谢您，Ana！',
}

/** An Arabic visitor of a shop that writes English: both directions in one conversation. */
const ar: Words = {
  ...en,
  teaser: 'هل أنت غير متأكد من المقاس؟ يسعدنا مساعدتك في الاختيار.',
  draft: 'أريد تغيير عنوان طلبي لأنني سأنتقل الأسبوع القادم.\nهل ما زال ذلك ممكنًا؟',
  question: 'كم تكلفة الإرجاع وكم يستغرق؟',
  asked: 'أين طلبي NL-100201؟',
  choices: ['الأخف فقط', 'أيهما أفضل في المطر؟', 'Show me all of them'],
  consent: 'نحتفظ بما تكتبه لنا كي نجيبك ونحسّن خدمتنا. يمكنك طلب حذفه في أي وقت.',
  email: 'بريدك الإلكتروني',
  topic: 'ما موضوع سؤالك؟',
  topics: ['التوصيل', 'إرجاع'],
  hello: 'مرحبًا، معك آنا. أراجع طلبك NL-100201 الآن.',
  thanks: 'شكرًا لك يا Ana!',
}

export const wordsIn = { en, zh, ar }
