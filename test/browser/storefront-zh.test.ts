import { storefrontJourney } from './storefront-journey.ts'

storefrontJourney({
  language: 'zh',
  path: '/?lang=zh',
  greeting: '您好！订单、配送、退换货',
  question: { text: '运费怎么算的', title: '运费怎么算？', says: '普通配送运费 6 美元' },
  offTopic: { text: '讲个笑话听听', declined: '这个问题超出了我能帮忙的范围。', person: '转人工' },
  order: {
    text: '我的订单到哪了？',
    asks: '请告诉我订单号',
    proof: 'NL-100202 xiaoyu@example.com',
    says: ['NL-100202', '订单正在路上', 'YX728052255CN'],
  },
  composed: { letters: 'ni', text: '你好' },
  words: {
    open: '客服聊天',
    send: '发送',
    helpful: '有帮助',
    person: '转人工',
    sent: '已发送',
    waiting: '人工客服现在不在线',
  },
})
