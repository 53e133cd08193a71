import type { Language } from '#shared/knowledge.ts'
import { campaign } from './products.ts'

type Pair = readonly [string, string]

/** Every text of the storefront, in each language. */
export interface Words {
  locale: string
  localeOf: Record<Language, string>
  nameOf: Record<Language, string>
  shop: string
  tagline: string
  description: string
  skip: string
  headerNote: string
  language: string
  categories: string
  category: Record<string, string>
  warm: { title: string; lead: string; terms: string; links: readonly Pair[] }
  always: { title: string; lead: string; links: readonly Pair[] }
  codeLabel: string
  flag: string
  promises: readonly Pair[]
  storiesTitle: string
  stories: readonly Pair[]
  home: string
  trail: string
  specifications: string
  stock: string
  goodToKnow: string
  productNotes: readonly string[]
  giftCardNotes: readonly string[]
  byMail: string
  missing: { title: string; text: string; back: string }
  delivery: { title: string; times: readonly Pair[]; cost: string }
  footer: readonly (readonly [id: string, title: string, lines: readonly string[]])[]
  colophon: string
  money(hundredths: number): string
  range(from: string, until: string): string
  count(products: number): string
  pieces(stock: number): string
  withCode(price: string): string
  related(category: string): string
  inStock(stock: number | undefined): string
  lowStock(stock: number): string
  outOfStock(restockDate: string | undefined): string
  preorder(date: string | undefined): string
}

const shared = { localeOf: { en: 'en', zh: 'zh-CN' }, nameOf: { en: 'English', zh: '中文' } }
const dates = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
}

/** `175.20`, but `175` for a round sum. */
function amount(language: Language, hundredths: number): string {
  const minimumFractionDigits = hundredths % 100 === 0 ? 0 : 2
  return new Intl.NumberFormat(language, { minimumFractionDigits, maximumFractionDigits: 2 }).format(
    hundredths / 100,
  )
}

/** A day in words; Chinese with the gaps between figures and characters that the shop's articles have. */
function dayIn(language: Language, date: string): string {
  return spaced(dates[language].format(new Date(date)))
}

function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ').replace(/(\p{Script=Han})(?=\d)/gu, '$1 ')
}

export const words: Record<Language, Words> = {
  en: {
    ...shared,
    locale: 'en',
    shop: 'Northlight Outdoor',
    tagline: 'Gear for the long way round',
    description: 'Tents, packs, jackets, shoes and everything else for days and nights outside.',
    skip: 'Skip to the content',
    headerNote: 'Free standard delivery from US$60',
    language: 'Language',
    categories: 'Categories',
    category: {
      tents: 'Tents & tarps',
      packs: 'Packs',
      jackets: 'Jackets',
      clothing: 'Clothing',
      shoes: 'Shoes',
      stoves: 'Stoves & cooking',
      lamps: 'Lamps & power',
      bottles: 'Bottles & water',
      poles: 'Poles',
      'sleeping-bags': 'Sleeping',
      'gift-cards': 'Gift cards',
      other: 'More',
    },
    warm: {
      title: 'Winter Warm-up',
      lead: '20% off sleeping bags, insulated jackets and stoves, for nights worth staying up for.',
      terms: 'Enter the code at checkout. Not with other coupons.',
      links: [
        ['sleeping-bags', 'Sleeping bags'],
        ['jackets', 'Jackets'],
        ['stoves', 'Stoves'],
      ],
    },
    always: {
      title: 'Gear for the long way round',
      lead: 'Tents, packs and clothes made to be carried far, used hard and mended when they need it.',
      links: [
        ['tents', 'Tents'],
        ['packs', 'Packs'],
        ['jackets', 'Jackets'],
      ],
    },
    codeLabel: 'Code',
    flag: '20% off with code',
    promises: [
      ['Free delivery from US$60', 'Otherwise US$6; express US$15'],
      ['30 days to return', 'US$5; free if faulty or with Gold'],
      ['2 years’ warranty', '5 years on tent poles and pack frames'],
      ['Real people, too', 'Monday to Saturday, in the chat'],
    ],
    storiesTitle: 'Made to stay out longer',
    stories: [
      [
        'Repairs before replacement',
        'Zips, seams and poles are mended from US$12, in 10–15 business days. Our water repellent has been PFAS-free since 2025, and our down is RDS certified.',
      ],
      [
        'Bring the old one',
        'Bring an old Northlight tent or pack to a showroom and get a US$40 coupon for a new one, until 31 May 2027.',
      ],
      [
        'Northlight Club',
        'Free to join. A point for every dollar, US$5 for every 100 points; Silver from US$300 and Gold from US$800 in 12 months.',
      ],
    ],
    home: 'Home',
    trail: 'Where you are',
    specifications: 'Specifications',
    stock: 'By size or colour',
    goodToKnow: 'Good to know',
    productNotes: [
      'Standard delivery US$6, free from US$60 of goods after discounts.',
      '30 days to return most products, unused and with labels; one free size or colour exchange.',
      '2 years’ warranty on gear, 1 year on electronics and batteries.',
    ],
    giftCardNotes: [
      'Sent by e-mail; valid for 3 years.',
      'Several can be combined on one order.',
      'Cannot be returned, exchanged for cash or bought with a coupon.',
    ],
    byMail: 'Sent by e-mail',
    missing: {
      title: 'This trail ends here',
      text: 'There is no product at this address. It may have moved, or we may no longer sell it.',
      back: 'See all products',
    },
    delivery: {
      title: 'Delivery',
      times: [
        ['Mainland China', '2–4 days'],
        ['European Union', '3–5 days'],
        ['UK, Norway, Switzerland', '4–7 days'],
        ['Hong Kong, Macau, Taiwan, Japan, Korea, Singapore', '4–6 days'],
        ['US, Canada', '6–10 days'],
      ],
      cost: 'Business days. Standard US$6, free from US$60 of goods after discounts; express US$15.',
    },
    footer: [
      [
        'returns',
        'Returns & refunds',
        [
          'Return within 30 days of delivery, unused and with labels.',
          'Bought from 15 November to 24 December: until 31 January.',
          'US$5 is deducted from the refund; free when faulty, our mistake or Gold.',
          'Refund within 3 business days after the check, then 5–7 by your bank.',
        ],
      ],
      [
        'payment',
        'Payment',
        [
          'Visa, Mastercard, American Express, UnionPay',
          'PayPal, Apple Pay, Google Pay, Alipay, WeChat Pay',
          'We never ask for card numbers, passwords or one-time codes in the chat.',
        ],
      ],
      [
        'contact',
        'Talk to us',
        [
          'Chat with a person: Monday–Friday 9:00–20:00, Saturday 10:00–18:00, in Hangzhou and Rotterdam each.',
          'Showrooms in Hangzhou and Rotterdam',
          'From 20 pieces: business@northlight.example',
        ],
      ],
    ],
    colophon:
      'Northlight Outdoor is a demonstration shop: browse and chat as you like; nothing is sold here.',
    money: (hundredths) => `US$${amount('en', hundredths)}`,
    range: (from, until) => `${dayIn('en', from)} – ${dayIn('en', until)}`,
    count: (products) => (products === 1 ? '1 product' : `${products} products`),
    pieces: (stock) => (stock === 0 ? 'sold out' : `${stock} left`),
    withCode: (text) => `${text} with ${campaign.code}`,
    related: (category) => `More in ${category}`,
    inStock: (stock) => (stock === undefined ? 'In stock' : `In stock · ${stock} left`),
    lowStock: (stock) => `Only ${stock} left`,
    outOfStock: (date) => (date ? `Sold out · back about ${dayIn('en', date)}` : 'Sold out'),
    preorder: (date) => (date ? `Preorder · ships from ${dayIn('en', date)}` : 'Preorder'),
  },
  zh: {
    ...shared,
    locale: 'zh-CN',
    shop: '北光户外',
    tagline: '陪你走远路的装备',
    description: '帐篷、背包、外套、鞋靴，户外的白天和夜晚都用得上的装备。',
    skip: '跳到正文',
    headerNote: '满 60 美元，标准配送免运费',
    language: '语言',
    categories: '商品分类',
    category: {
      tents: '帐篷天幕',
      packs: '背包',
      jackets: '外套',
      clothing: '服饰',
      shoes: '鞋靴',
      stoves: '炉具炊具',
      lamps: '照明电源',
      bottles: '水具',
      poles: '登山杖',
      'sleeping-bags': '睡袋睡垫',
      'gift-cards': '礼品卡',
      other: '更多',
    },
    warm: {
      title: '冬季暖身季',
      lead: '睡袋、保暖外套、炉具享 8 折，冬夜在外也暖和。',
      terms: '结账时输入优惠码，不与其他优惠券同享。',
      links: [
        ['sleeping-bags', '看睡袋'],
        ['jackets', '看外套'],
        ['stoves', '看炉具'],
      ],
    },
    always: {
      title: '陪你走远路的装备',
      lead: '帐篷、背包、衣物，背得远，经得起用，坏了还能修。',
      links: [
        ['tents', '看帐篷'],
        ['packs', '看背包'],
        ['jackets', '看外套'],
      ],
    },
    codeLabel: '优惠码',
    flag: '用码 8 折',
    promises: [
      ['满 60 美元免运费', '不满收 6 美元，加急 15 美元'],
      ['30 天内可退货', '收 5 美元；质量问题和金卡会员免费'],
      ['2 年质保', '帐篷杆、背包背架保 5 年'],
      ['也有真人接待', '周一至周六，在线聊天'],
    ],
    storiesTitle: '好装备，用得久',
    stories: [
      [
        '能修就不换',
        '拉链、接缝、杆子都能修，12 美元起，10–15 个工作日修好。2025 年起，防泼水处理不含 PFAS；羽绒通过 RDS 认证。',
      ],
      [
        '以旧换新',
        '把旧的北光帐篷或背包带到展厅，换一张 40 美元优惠券，用来买新的。活动到 2027 年 5 月 31 日。',
      ],
      [
        '北光会员',
        '免费加入。每消费 1 美元积 1 分，100 分抵 5 美元；12 个月内消费满 300 美元升银卡，满 800 美元升金卡。',
      ],
    ],
    home: '首页',
    trail: '当前位置',
    specifications: '规格参数',
    stock: '各款库存',
    goodToKnow: '购买须知',
    productNotes: [
      '标准配送 6 美元，优惠后商品金额满 60 美元免运费。',
      '大部分商品 30 天内可退，须未使用、吊牌完好；尺码或颜色可免费换一次。',
      '装备质保 2 年，电子产品和电池质保 1 年。',
    ],
    giftCardNotes: [
      '通过电子邮件发送，3 年内有效。',
      '一笔订单可以用多张。',
      '不可退货，不可兑换现金，购买时不能用优惠券。',
    ],
    byMail: '电子邮件发送',
    missing: {
      title: '这条路走到头了',
      text: '这个地址没有商品，可能换了地方，也可能已经不再销售。',
      back: '看看全部商品',
    },
    delivery: {
      title: '配送',
      times: [
        ['中国大陆', '2–4 天'],
        ['欧盟', '3–5 天'],
        ['英国、挪威、瑞士', '4–7 天'],
        ['港澳台地区、日本、韩国、新加坡', '4–6 天'],
        ['美国、加拿大', '6–10 天'],
      ],
      cost: '均为工作日。标准配送 6 美元，优惠后商品金额满 60 美元免运费；加急 15 美元。',
    },
    footer: [
      [
        'returns',
        '退货与退款',
        [
          '签收后 30 天内可退，须未使用、吊牌完好。',
          '11 月 15 日至 12 月 24 日的订单，可退到次年 1 月 31 日。',
          '每次退货从退款中扣 5 美元；质量问题、我们的失误和金卡会员免费。',
          '仓库验收后 3 个工作日内退款，银行入账还需 5–7 个工作日。',
        ],
      ],
      [
        'payment',
        '支付方式',
        [
          '支付宝、微信支付、银联',
          'Visa、Mastercard、American Express、PayPal、Apple Pay、Google Pay',
          '我们绝不会在聊天里索要银行卡号、密码或验证码。',
        ],
      ],
      [
        'contact',
        '联系我们',
        [
          '人工客服：周一至周五 9:00–20:00，周六 10:00–18:00（杭州、鹿特丹各按当地时间）。',
          '展厅：杭州、鹿特丹',
          '20 件起批量采购：business@northlight.example',
        ],
      ],
    ],
    colophon: '北光户外是一家演示商店：欢迎随便逛、随便聊，这里不真正出售商品。',
    money: (hundredths) => `${amount('zh', hundredths)} 美元`,
    range: (from, until) => `${dayIn('zh', from)}至 ${dayIn('zh', until)}`,
    count: (products) => `${products} 件商品`,
    pieces: (stock) => (stock === 0 ? '售罄' : `剩 ${stock} 件`),
    withCode: (text) => `用码价 ${text}`,
    related: (category) => `更多${category}`,
    inStock: (stock) => (stock === undefined ? '有货' : `有货 · 剩 ${stock} 件`),
    lowStock: (stock) => `仅剩 ${stock} 件`,
    outOfStock: (date) => (date ? `售罄 · 预计 ${dayIn('zh', date)}到货` : '售罄'),
    preorder: (date) => (date ? `预售 · ${dayIn('zh', date)}起发货` : '预售'),
  },
}
