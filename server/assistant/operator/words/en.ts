import type { OperatorWords, ShownParcel, ShownReturn } from './operator-words.ts'

const proof = (example?: string) =>
  `the order number${example ? ` (it looks like ${example})` : ''} and the e-mail address you ordered with`

const orderStates: OperatorWords['orderStates'] = {
  placed: 'placed',
  paid: 'paid',
  packed: 'packed',
  shipped: 'on its way',
  delivered: 'delivered',
  cancelled: 'cancelled',
  returned: 'returned',
  refunded: 'refunded',
}

export const english: OperatorWords = {
  askForOrder: {
    'order-status': (example) => `I can look that up. Please send me ${proof(example)}.`,
    delivery: (example) => `I can look that up. Please send me ${proof(example)}.`,
    'my-orders': (example) =>
      `I can list your orders. So that I show them to nobody else, please send me ${proof(example)} for one of them.`,
    return: (example) => `I can start that return with you. Please send me ${proof(example)}.`,
    'address-change': (example) =>
      `I can see whether the address can still be changed. Please send me ${proof(example)}.`,
  },
  askForEmail: (number) =>
    `To go on with order ${number}, please send me the e-mail address it was placed with.`,
  whichItems: (number) => `Which items of order ${number} would you like to return?`,
  notAmongItems: (number) => `I could not tell which item you mean. These are in order ${number}:`,
  allItems: 'All items',
  howMany: (item) => `How many of ${item} would you like to return?`,
  allPieces: 'All of them',
  whyReturn: 'Why would you like to return it?',
  reasons: {
    unwanted: 'I no longer want it',
    'wrong-size': 'The size does not fit',
    faulty: 'It is faulty or damaged',
    'wrong-item': 'It is not what I ordered',
    other: 'Another reason',
  },
  returnTerms: (terms) =>
    `This is what the return would mean:\n\n${returnLines(terms)}\n\nShall I start this return?`,
  startReturn: 'Yes, start the return',
  leaveIt: 'No, leave it',
  returnStarted: ({ id, label, ...terms }) =>
    [
      `Your return is started. Its number is **${id}**.`,
      returnLines(terms),
      label
        ? `Your return label: ${label}`
        : 'You get the return label by e-mail. Please put it on the parcel and hand it to the carrier named on it.',
    ].join('\n\n'),
  returnRefused(refusal, { number, status, until }) {
    switch (refusal) {
      case 'not-delivered':
        return status === 'shipped'
          ? `Order ${number} has not been delivered yet, so I cannot start a return for it. Once it is with you, just write here again.`
          : status === 'cancelled'
            ? `Order ${number} was cancelled, so there is nothing to return.`
            : `Order ${number} has not been sent yet, so there is nothing to return. Until it is packed you can cancel it in your account → orders.`
      case 'window-over':
        return `I am sorry, the time to return this is over${until ? `: the last day was ${until}` : ''}. If it is faulty, that is a different matter: tell me what is wrong with it, or talk to a colleague.`
      case 'already-returned':
        return `A return of this is already on record for order ${number}, so I cannot start another one. A colleague can look up how far it is.`
      case 'not-returnable':
        return 'I am sorry, this item cannot be returned, for reasons of hygiene or safety. If it is faulty or not what you ordered, a colleague will find a solution with you.'
      case 'unknown-item':
      case 'unknown':
        return `I am sorry, the shop does not accept a return of this for order ${number}. A colleague can tell you why.`
    }
  },
  refundIsForPeople:
    'Whether your money can be paid back is for a colleague to decide; I cannot promise it. I am passing on what you told me.',
  askForAddress: {
    name: 'Who should the parcel be addressed to?',
    lines: 'What is the new street and house number?',
    postalCode: 'And the postcode?',
    city: 'And the town or city?',
    country: 'And the country?',
  },
  addressTerms: (number, address) =>
    `Order ${number} would then go to:\n\n${address}\n\nShall I change the address?`,
  changeAddress: 'Yes, change the address',
  addressChanged: (number, address) => `The address is changed. Order ${number} now goes to:\n\n${address}`,
  addressRefused(refusal, number) {
    switch (refusal) {
      case 'already-packed':
        return `I am sorry, order ${number} is already packed and its label is printed, so the address can no longer be changed. A colleague can see what is still possible.`
      case 'already-shipped':
        return `I am sorry, order ${number} is already on its way, so the address can no longer be changed. A colleague can see what is still possible.`
      case 'closed':
        return `Order ${number} is closed, so there is no delivery whose address could be changed.`
      case 'other-country':
        return `I am sorry, an order can only be sent to another address in the same country. To have it sent to another country, please cancel order ${number} and order again.`
      case 'unknown':
        return `I am sorry, the shop does not accept another address for order ${number}. A colleague can tell you why.`
    }
  },
  forColleague: 'A colleague takes care of this. I am passing on what you told me.',
  notDone: {
    return: 'All right, no return was started. Is there anything else?',
    'address-change': 'All right, the address stays as it is. Is there anything else?',
    'look-up': 'All right. Is there anything else?',
  },
  alreadyDone: (said) => `That is done already. ${said}`,
  unsure: {
    return:
      'The shop’s system broke off, so I cannot say whether the return was started. A colleague will check it and answer here; please do not start it again meanwhile.',
    'address-change':
      'The shop’s system broke off, so I cannot say whether the address was changed. A colleague will check it and answer here.',
  },
  paused: {
    return: 'Shall we go on with your return?',
    'address-change': 'Shall we go on with the change of address?',
    'order-status': 'Shall we go on looking up your order?',
    delivery: 'Shall we go on looking up your parcel?',
    'my-orders': 'Shall we go on looking up your orders?',
  },
  goOn: 'Yes, go on',
  stop: 'No, stop there',
  listed: (orders) =>
    orders.length === 0
      ? 'I found no orders.'
      : `These are your orders, the newest first:\n\n${orders.map((each) => `- ${each}`).join('\n')}`,
  orderStates,
  orderLine: (number, status, items) => `**${number}** (${orderStates[status]}): ${items}`,
  parcels: (number, parcels) => `**Order ${number}**\n\n${parcels.map((each) => `- ${each}`).join('\n')}`,
  parcel: parcelSentence,
  product: (name, price) => `**${name}** costs ${price}.`,
  availability({ availability }, { stock, from }) {
    switch (availability) {
      case 'in-stock':
        return stock === undefined ? 'It is in stock.' : `It is in stock (${stock} pieces).`
      case 'low-stock':
        return stock === undefined
          ? 'Only a few are left.'
          : `Only ${stock} ${stock === 1 ? 'is' : 'are'} left.`
      case 'out-of-stock':
        return `It is sold out at the moment.${from ? ` The next delivery is expected on ${from}.` : ''}`
      case 'preorder':
        return `It can be preordered.${from ? ` Sale starts on ${from}.` : ''}`
    }
  },
  variant: (name, stock) =>
    stock === undefined
      ? `${name} is offered; how many there are the shop does not say.`
      : stock > 0
        ? `${name} is in stock (${stock} ${stock === 1 ? 'piece' : 'pieces'}).`
        : `${name} is sold out at the moment.`,
  variants: (names) => `In stock: ${names.join(', ')}.`,
  variantsGone: (names) => `Sold out: ${names.join(', ')}.`,
  onlyOneVersion: 'It comes in one version only, without sizes to choose from.',
  noSuchVariant: (asked) => `It is not made in ${asked}.`,
  whichProduct: 'Which of these do you mean?',
  found: (products) => `This is what we have:\n\n${products.map((each) => `- ${each}`).join('\n')}`,
  compared: (one, other) => `**${one}** and **${other}**`,
  row: (name, one, other) => `- **${name}**\n  ${one[0]}: ${one[1]}\n  ${other[0]}: ${other[1]}`,
  same: (rows) => `The same for both: ${rows.join('; ')}.`,
  price: 'Price',
  availabilityName: 'Availability',
  variantsName: 'Sizes and colours',
  unknown: 'not stated',
  states: {
    'in-stock': 'in stock',
    'low-stock': 'only a few left',
    'out-of-stock': 'sold out',
    preorder: 'preorder',
  },
  inNames: (names) => names.join(', '),
}

function returnLines({ number, items, until, refund, cost, isFree }: ShownReturn): string {
  return [
    `- Order ${number}: ${items}`,
    ...(until ? [`- Last day to return it: ${until}`] : []),
    ...(isFree
      ? ['- The return is free']
      : cost
        ? [`- The return costs ${cost}, which is taken off the refund`]
        : []),
    ...(refund ? [`- Refund: ${refund}, once the parcel has arrived and been checked`] : []),
  ].join('\n')
}

function parcelSentence(status: string, shown: ShownParcel): string {
  const { carrier, trackingNumber, link, from, until, deliveredOn } = shown
  const by = carrier ? ` with ${carrier}` : ''
  const expected =
    until === undefined
      ? ''
      : from === undefined || from === until
        ? ` Expected on ${until}.`
        : ` Expected between ${from} and ${until}.`
  const tracking = trackingNumber ? ` Tracking number: ${trackingNumber}.` : ''
  const follow = link ? ` ${link}` : ''
  const said = {
    preparing: 'Being packed.',
    'in-transit': `On its way${by}.${expected}`,
    'out-for-delivery': `Out for delivery${by}.`,
    delivered: `Delivered${deliveredOn ? ` on ${deliveredOn}` : ''}${by}.`,
    failed: `The carrier could not deliver it${by}.`,
    unknown: `Handed over${by}; the carrier says no more.${expected}`,
  }[status]
  return `${said ?? ''}${tracking}${follow}`
}
