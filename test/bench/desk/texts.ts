/** What visitors of a made-up outdoor shop write, in both languages: frequent topics, rare ones, orders and names. */

export type Random = () => number

/** Numbers from 0 to 1 that are the same for the same seed (Mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Words {
  products: string[]
  details: string[]
  asked: string[]
  answered: string[]
  more: string[]
  thanks: string[]
  notes: string[]
}

const english: Words = {
  products: [
    'rain jacket',
    'down jacket',
    'hiking boots',
    'backpack',
    'tent',
    'sleeping bag',
    'headlamp',
    'fleece',
    'trekking poles',
    'water bottle',
    'gloves',
    'camping stove',
    'dry bag',
    'merino shirt',
    'trail shoes',
    'hammock',
  ],
  details: [
    'size M',
    'size L',
    'the blue one',
    'in black',
    'with the broken zip',
    'from the spring sale',
    'as a gift',
    'for my son',
    'with a scratch',
    'two of them',
    'the newest model',
    'with the wrong label',
    'for the winter',
  ],
  asked: [
    'Where is my order {order}? I bought the {product}, {detail}.',
    'How long does delivery of the {product} take?',
    'I would like to return the {product}, {detail}.',
    'Can I exchange the {product} for another size?',
    'The {product} from order {order} arrived damaged.',
    'Do you have the {product} in stock, {detail}?',
    'Which payment methods do you accept for the {product}?',
    'My refund for {order} has not arrived yet.',
    'Is the {product} waterproof, and how do I wash it?',
    'I entered the wrong address for order {order}.',
  ],
  answered: [
    'Your order {order} is on its way and arrives within three working days.',
    'You can return the {product} within 30 days; delivery back is free of charge.',
    'I am sorry about the {product}. We send you a new one and you need not return the old one.',
    'The {product} is in stock and leaves our warehouse tomorrow.',
    'The refund goes back to your card and takes up to five working days.',
    'You can change the address until the parcel was handed to the carrier.',
  ],
  more: [
    'And what does it cost?',
    'That is too long for me, I need it by Friday.',
    'Could you check with {name} again?',
    'I paid by card on Monday.',
    'It is {detail}.',
    'I also have a question about the {product}.',
  ],
  thanks: ['Thank you, that helps!', 'Great, thanks.', 'Okay, I will wait then.', 'Perfect.'],
  notes: [
    'Called the carrier: parcel of {order} is at the depot.',
    'Customer is a regular, be generous with the {product}.',
  ],
}

const chinese: Words = {
  products: [
    '冲锋衣',
    '羽绒服',
    '登山鞋',
    '双肩包',
    '帐篷',
    '睡袋',
    '头灯',
    '抓绒衣',
    '登山杖',
    '保温杯',
    '手套',
    '露营炉',
    '防水袋',
    '速干衣',
    '越野跑鞋',
    '吊床',
  ],
  details: [
    'M码',
    'L码',
    '蓝色的那款',
    '黑色',
    '拉链坏了',
    '春季促销买的',
    '送朋友的',
    '给孩子买的',
    '有一道划痕',
    '买了两件',
    '最新款',
    '标签贴错了',
    '冬天穿的',
  ],
  asked: [
    '我的订单{order}到哪里了？买的是{product}，{detail}。',
    '{product}下单后多久能收到货？',
    '我想退货，{product}，{detail}。',
    '{product}可以换一个尺码吗？',
    '订单{order}里的{product}收到时已经破损了。',
    '请问{product}还有库存吗？{detail}。',
    '买{product}支持哪些付款方式？',
    '订单{order}的退款还没有到账。',
    '{product}防水吗？应该怎么清洗？',
    '订单{order}的收货地址填错了。',
  ],
  answered: [
    '您的订单{order}正在配送，三个工作日内送达。',
    '{product}支持三十天内无理由退货，运费由我们承担。',
    '非常抱歉，{product}我们给您补发一件，旧的不用寄回。',
    '{product}有现货，明天从仓库发出。',
    '退款会原路退回，最多需要五个工作日。',
    '包裹交给快递之前都可以修改地址。',
  ],
  more: [
    '那要多少钱？',
    '太久了，我周五之前要用。',
    '能再帮我问一下{name}吗？',
    '我周一用信用卡付的款。',
    '是{detail}。',
    '我还想问一下{product}。',
  ],
  thanks: ['谢谢，帮大忙了！', '好的，谢谢。', '那我再等等。', '太好了。'],
  notes: ['已联系快递，订单{order}的包裹在网点。', '老顾客，{product}可以从宽处理。'],
}

const names = {
  en: [
    'Anna Keller',
    'James Porter',
    'Maria Lopez',
    'Tom Becker',
    'Sofia Rossi',
    'Liam Murphy',
    'Emma Clark',
    'Noah Fischer',
  ],
  zh: ['王芳', '李伟', '张敏', '刘洋', '陈静', '杨磊', '赵雪', '黄强'],
}
const rareEnglish = [
  'carabiner',
  'gaiters',
  'balaclava',
  'crampons',
  'bivouac',
  'ultralight',
  'groundsheet',
  'titanium',
]
const rareChinese = ['冰爪', '雪套', '快挂', '地席', '钛杯', '护目镜', '雪铲', '登山绳']

export interface MadeUpMessage {
  sender: 'visitor' | 'assistant' | 'agent' | 'note'
  text: string
}

export interface MadeUpTalk {
  language: 'en' | 'zh'
  order: string
  name: string
  messages: MadeUpMessage[]
}

/**
 * One conversation: a question, what was answered, often more of both. A third is Chinese. One in five thousand names a
 * thing that hardly anybody asks for.
 */
export function madeUpTalk(random: Random, number: number): MadeUpTalk {
  const language = random() < 0.35 ? 'zh' : 'en'
  const words = language === 'zh' ? chinese : english
  const rare = language === 'zh' ? rareChinese : rareEnglish
  // Shop customers ask for few things often and many things seldom.
  const pick = (list: readonly string[]) => list[Math.floor(random() ** 1.8 * list.length)] ?? ''
  const order = `BT-${String(10_000_000 + number)}`
  const name = pick(names[language])
  const product = random() < 0.0002 ? (rare[Math.floor(random() * rare.length)] ?? '') : pick(words.products)
  const detail = pick(words.details)
  const fill = (template: string) =>
    template
      .replaceAll('{order}', order)
      .replaceAll('{product}', product)
      .replaceAll('{detail}', detail)
      .replaceAll('{name}', name)
  const byPerson = random() < 0.3
  const messages: MadeUpMessage[] = []
  for (let round = 0; round === 0 || (round < 4 && random() < 0.4); round += 1) {
    messages.push({ sender: 'visitor', text: fill(pick(round === 0 ? words.asked : words.more)) })
    messages.push({ sender: byPerson && round > 0 ? 'agent' : 'assistant', text: fill(pick(words.answered)) })
  }
  if (byPerson && random() < 0.3) messages.push({ sender: 'note', text: fill(pick(words.notes)) })
  if (random() < 0.5) messages.push({ sender: 'visitor', text: fill(pick(words.thanks)) })
  return { language, order, name, messages }
}
