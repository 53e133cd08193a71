import type { OperatorWords, ShownParcel, ShownReturn } from './operator-words.ts'

const proof = (example?: string) => `订单号${example ? `（例如 ${example}）` : ''}和下单时用的邮箱`

const orderStates: OperatorWords['orderStates'] = {
  placed: '已提交',
  paid: '已付款',
  packed: '已打包',
  shipped: '在路上',
  delivered: '已送达',
  cancelled: '已取消',
  returned: '已退货',
  refunded: '已退款',
}

export const chinese: OperatorWords = {
  askForOrder: {
    'order-status': (example) => `我可以帮您查。请告诉我${proof(example)}。`,
    delivery: (example) => `我可以帮您查。请告诉我${proof(example)}。`,
    'my-orders': (example) => `我可以列出您的订单。为了不让别人看到，请告诉我其中一笔的${proof(example)}。`,
    return: (example) => `我来帮您办理退货。请告诉我${proof(example)}。`,
    'address-change': (example) => `我先看看地址还能不能改。请告诉我${proof(example)}。`,
  },
  askForEmail: (number) => `要继续办理订单 ${number}，请告诉我下单时用的邮箱。`,
  whichItems: (number) => `您想退订单 ${number} 里的哪些商品？`,
  notAmongItems: (number) => `没能确定您指的是哪一件。订单 ${number} 里有这些：`,
  allItems: '全部商品',
  howMany: (item) => `${item}要退几件？`,
  allPieces: '全部都退',
  whyReturn: '请问为什么要退呢？',
  reasons: {
    unwanted: '不想要了',
    'wrong-size': '尺码不合适',
    faulty: '有瑕疵或损坏',
    'wrong-item': '不是我订的商品',
    other: '其他原因',
  },
  returnTerms: (terms) => `这次退货的情况如下：\n\n${returnLines(terms)}\n\n现在为您办理退货吗？`,
  startReturn: '是，办理退货',
  leaveIt: '不，先不办',
  returnStarted: ({ id, label, ...terms }) =>
    [
      `退货已经登记，退货编号 **${id}**。`,
      returnLines(terms),
      label ? `退货面单：${label}` : '退货面单会发到您的邮箱，请贴在包裹上，交给面单上注明的承运商。',
    ].join('\n\n'),
  returnRefused(refusal, { number, status, until }) {
    switch (refusal) {
      case 'not-delivered':
        return status === 'shipped'
          ? `订单 ${number} 还没有送达，暂时不能办理退货。收到后在这里再说一声就行。`
          : status === 'cancelled'
            ? `订单 ${number} 已经取消，没有需要退的商品。`
            : `订单 ${number} 还没有发出，没有需要退的商品。打包之前，您可以在账户 → 订单里取消。`
      case 'window-over':
        return `很抱歉，退货期限已经过了${until ? `，截止日期是 ${until}` : ''}。如果商品有质量问题，情况就不一样：请告诉我哪里有问题，或者转人工。`
      case 'already-returned':
        return `订单 ${number} 的这些商品已经有退货记录，不能再办一次。同事可以帮您查进度。`
      case 'not-returnable':
        return '很抱歉，出于卫生或安全原因，这件商品不能退货。如果它有质量问题，或者不是您订的，同事会和您一起想办法。'
      case 'unknown-item':
      case 'unknown':
        return `很抱歉，商店不接受订单 ${number} 的这次退货，同事可以告诉您原因。`
    }
  },
  refundIsForPeople: '能不能退款要由同事来决定，我不能替他们答应。您说的情况我会一并转达。',
  askForAddress: {
    name: '收件人是哪位？',
    lines: '新的街道和门牌号是什么？',
    postalCode: '邮编是多少？',
    city: '在哪个城市？',
    country: '在哪个国家或地区？',
  },
  addressTerms: (number, address) => `订单 ${number} 将改寄到：\n\n${address}\n\n现在为您修改地址吗？`,
  changeAddress: '是，修改地址',
  addressChanged: (number, address) => `地址改好了，订单 ${number} 现在寄往：\n\n${address}`,
  addressRefused(refusal, number) {
    switch (refusal) {
      case 'already-packed':
        return `很抱歉，订单 ${number} 已经打包，面单也打印好了，地址改不了了。同事可以看看还有什么办法。`
      case 'already-shipped':
        return `很抱歉，订单 ${number} 已经在路上，地址改不了了。同事可以看看还有什么办法。`
      case 'closed':
        return `订单 ${number} 已经结束，没有可以改地址的配送。`
      case 'other-country':
        return `很抱歉，只能改成同一个国家的地址。要寄到别的国家，请取消订单 ${number} 后重新下单。`
      case 'unknown':
        return `很抱歉，商店不接受订单 ${number} 改地址，同事可以告诉您原因。`
    }
  },
  forColleague: '这件事由同事来处理，您说的情况我会一并转达。',
  notDone: {
    return: '好的，没有办理退货。还有什么可以帮您的吗？',
    'address-change': '好的，地址没有改动。还有什么可以帮您的吗？',
    'look-up': '好的。还有什么可以帮您的吗？',
  },
  alreadyDone: (said) => `这个已经办好了。${said}`,
  unsure: {
    return:
      '商店的系统中断了，我不能确定退货有没有登记成功。同事会核实后在这里回复您，这期间请不要重复办理。',
    'address-change': '商店的系统中断了，我不能确定地址有没有改好。同事会核实后在这里回复您。',
  },
  paused: {
    return: '要继续办理退货吗？',
    'address-change': '要继续修改地址吗？',
    'order-status': '要继续查订单吗？',
    delivery: '要继续查包裹吗？',
    'my-orders': '要继续查订单吗？',
  },
  goOn: '是，继续',
  stop: '不，到此为止',
  listed: (orders) =>
    orders.length === 0
      ? '没有找到订单。'
      : `您的订单如下，最新的在前：\n\n${orders.map((each) => `- ${each}`).join('\n')}`,
  orderStates,
  orderLine: (number, status, items) => `**${number}**（${orderStates[status]}）：${items}`,
  parcels: (number, parcels) => `**订单 ${number}**\n\n${parcels.map((each) => `- ${each}`).join('\n')}`,
  parcel: parcelSentence,
  product: (name, price) => `**${name}**售价 ${price}。`,
  availability({ availability }, { stock, from }) {
    switch (availability) {
      case 'in-stock':
        return stock === undefined ? '现在有货。' : `现在有货（${stock} 件）。`
      case 'low-stock':
        return stock === undefined ? '所剩不多。' : `只剩 ${stock} 件。`
      case 'out-of-stock':
        return `目前已售完。${from ? `预计 ${from}到货。` : ''}`
      case 'preorder':
        return `可以预订。${from ? `${from}开售。` : ''}`
    }
  },
  variant: (name, stock) =>
    stock === undefined
      ? `有 ${name}，数量商店没有说明。`
      : stock > 0
        ? `${name}有货（${stock} 件）。`
        : `${name}目前已售完。`,
  variants: (names) => `有货：${names.join('、')}。`,
  variantsGone: (names) => `已售完：${names.join('、')}。`,
  onlyOneVersion: '它只有一个款式，不分尺码。',
  noSuchVariant: (asked) => `没有 ${asked} 这个规格。`,
  whichProduct: '您指的是下面哪一个？',
  found: (products) => `我们有这些：\n\n${products.map((each) => `- ${each}`).join('\n')}`,
  compared: (one, other) => `**${one}**和**${other}**`,
  row: (name, one, other) => `- **${name}**\n  ${one[0]}：${one[1]}\n  ${other[0]}：${other[1]}`,
  same: (rows) => `两款相同：${rows.join('；')}。`,
  price: '价格',
  availabilityName: '库存',
  variantsName: '尺码和颜色',
  unknown: '没有说明',
  states: {
    'in-stock': '有货',
    'low-stock': '所剩不多',
    'out-of-stock': '已售完',
    preorder: '可预订',
  },
  inNames: (names) => names.join('、'),
}

function returnLines({ number, items, until, refund, cost, isFree }: ShownReturn): string {
  return [
    `- 订单 ${number}：${items}`,
    ...(until ? [`- 最晚退货日期：${until}`] : []),
    ...(isFree ? ['- 退货免费'] : cost ? [`- 退货费用：${cost}，从退款中扣除`] : []),
    ...(refund ? [`- 退款金额：${refund}，收到包裹并检查后退还`] : []),
  ].join('\n')
}

function parcelSentence(status: string, shown: ShownParcel): string {
  const { carrier, trackingNumber, link, from, until, deliveredOn } = shown
  const by = carrier ? `，承运商：${carrier}` : ''
  const expected =
    until === undefined
      ? ''
      : from === undefined || from === until
        ? `预计 ${until}送达。`
        : `预计 ${from}至 ${until}之间送达。`
  const tracking = trackingNumber ? `运单号：${trackingNumber}。` : ''
  const follow = link ? ` ${link}` : ''
  const said = {
    preparing: '正在打包。',
    'in-transit': `正在路上${by}。${expected}`,
    'out-for-delivery': `正在派送${by}。`,
    delivered: `已${deliveredOn ? `于 ${deliveredOn}` : ''}送达${by}。`,
    failed: `承运商没能送达${by}。`,
    unknown: `已交给承运商${by}，没有更多信息。${expected}`,
  }[status]
  return `${said ?? ''}${tracking}${follow}`
}
