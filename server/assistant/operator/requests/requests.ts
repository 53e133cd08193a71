import { asksForOrderStatus, otherShop } from '../../reading/order-request.ts'
import { asksForAddressChange } from './address-request.ts'
import { asksAboutProduct } from './product-request.ts'
import { asksForReturn } from './return-request.ts'

/** What the rules read as something to do in the shop. A question about how things are done is none of these. */
export type Request = Wish | 'stock' | 'product-facts' | 'product-search' | 'compare'

/** What concerns the visitor's own orders. */
export type Wish = 'order-status' | 'my-orders' | 'return' | 'address-change'

const ownOrders =
  /^(?:(?:please|can you|could you|i(?:'d| would)? (?:want|like) to) ?)*(?:(?:show|list|see|view|give)(?: me)? )?(?:all (?:of )?)?my (?:\w+ )?orders(?: please)?\W*$|\b(?:list|show)\b.{0,12}\b(?:everything|all)\b.{0,10}\bordered\b|\b(?:what|which (?:things|items)) (?:have|did) i (?:\w+ )?(?:ordered|order|bought|buy)\b(?!.*\b(?:wrong|if)\b)|\b(?:which|what) orders (?:do|did) i (?:have|place)\b|\b(?:list|show(?: me)?)\b (?:me )?(?:all (?:of )?)?my (?:\w+ )?orders\b/
const ownOrdersChinese =
  /^(?:我的|我的?(?:全部|所有)的?)订单[\s。!！]*$|我(?:都|一共)?(?:买|下|订)过(?:什么|哪些)|(?:列出?|看看?|查看?|查一?下|显示)[^。！？?]{0,6}(?:全部|所有|哪些)的?订单|我有(?:哪些|几个)订单|我的订单(?:都|全部?)(?:列|给我|显示)/
const notOrders = /\bhow\b|\bwhere (?:can|do|is)\b|怎么|哪里|如何/

/**
 * What the visitor wants done; `undefined` where the knowledge is to answer. `plain` is normalised, order numbers
 * replaced by `#`. Sure of too little rather than of too much: a question about returns must never start one.
 */
export function requestIn(plain: string): Request | undefined {
  return wishIn(plain) ?? asksAboutProduct(plain)
}

/** The same of the visitor's own orders alone. */
export function wishIn(plain: string): Wish | undefined {
  const text = plain
    .replace(/[’`]/g, "'")
    .replace(
      /(?:(?:我的|下单)?(?:电子)?邮箱(?:地址)?[是为:：\s]*|\b(?:my )?e-?mail(?: address)?(?: is|:)?\s*)?[\w.+-]{1,64}@[\w.-]{1,190}/g,
      ' ',
    )
    .trim()
  if (otherShop.test(text)) return undefined
  if (!notOrders.test(text) && (ownOrders.test(text) || ownOrdersChinese.test(text))) return 'my-orders'
  if (asksForReturn(text)) return 'return'
  if (asksForAddressChange(text)) return 'address-change'
  return asksForOrderStatus(text) ? 'order-status' : undefined
}
