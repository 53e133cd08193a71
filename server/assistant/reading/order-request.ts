// Whether a visitor asks for the state of an order of their own: something only the shop's order system can say. "How
// do I track an order?" has an article for an answer and is none. Texts come normalised, order numbers replaced by #.

const GOODS =
  '(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|stuff|things|items?|purchase|goods|tent|jacket|shoes?|boots?|socks|gloves|backpack|pack|poles?|stove|sleeping bag|headlamp|bottle)'
const MOVED =
  '(?:shipped|ship|dispatched|sent|posted|left|arrived?|delivered|processed|packed|on (?:its|the) way|gone out|out for delivery|ready|come|here|moving|moved|stuck)'

const english: readonly RegExp[] = [
  new RegExp(`\\bwhere(?:'s| is| are|s)\\b[^.!?]{0,12}(?:#|\\b(?:my|our) (?:\\w+ ){0,2}${GOODS}\\b)`),
  new RegExp(
    `\\b(?:has|have|is|are|was|did|hasn't|isn't)\\b (?:#|(?:my|our) (?:\\w+ ){0,2}${GOODS})\\b[^.!?]{0,25}\\b${MOVED}\\b`,
  ),
  new RegExp(
    `\\b(?:status|update|news|eta|progress|whereabouts)\\b[^.!?]{0,15}(?:#|\\b(?:my|our) (?:\\w+ ){0,2}${GOODS})`,
  ),
  new RegExp(
    `\\b(?:my|our) (?:\\w+ ){0,2}${GOODS}(?: #)?(?: \\w+){0,2}? (?:has not|hasn't|have not|haven't|still|never|isn't|is not|hasnt|didn't|did not)[^.!?]{0,20}\\b${MOVED}\\b`,
  ),
  new RegExp(
    `\\b(?:track|check|look up|trace|find|locate)\\b[^.!?]{0,15}(?:#|\\b(?:for me|my ${GOODS} for me)\\b)`,
  ),
  new RegExp(
    `\\b(?:can|could|would) you (?:please )?(?:track|check|look up|trace|locate|see where|tell me where)\\b[^.!?]{0,20}\\b(?:my|our) (?:\\w+ ){0,2}${GOODS}`,
  ),
  /^[^\p{Letter}#]*(?:(?:it'?s|the|my|order|number|is|no|for|hi|hello|here|about|regarding|status|of|please)[^\p{Letter}#]+)*#[^\p{Letter}#]*(?:please|status|thanks)?[^\p{Letter}#]*$/u,
  new RegExp(`#[^.!?]{0,30}\\b(?:${MOVED}|status|where)\\b|\\b(?:when|where|${MOVED})\\b[^.!?]{0,25}#`),
]
const englishNot =
  /\bhow (?:do|can|would|could|to|does|should)\b|\bwhere (?:do|can|could|would)\b|\b(?:cancel|change|return|refund|exchange|invoice|address|coupon|discount|swap|wrong|broken|damaged|missing|instead|add|if my|once my|after my|before my|charged|paid)\b/

/** An order with somebody else. */
export const otherShop =
  /\b(?:amazon|ebay|aliexpress|temu|shein|zalando|decathlon|walmart|etsy)\b|淘宝|天猫|京东|拼多多|抖音|唯品会|亚马逊/

const CHINESE_GOODS =
  '(?:订单|快递|包裹|货|单子|那单|这单|东西|帐篷|背包|外套|夹克|鞋子?|登山杖|睡袋|头灯|水壶|炉子|商品|物流)'
const STATE =
  '(?:到哪|在哪(?!里?[能可]?[看查])|到了(?:吗|没)|发了(?:吗|没)|发货了?(?:吗|没)|寄了(?:吗|没)|发出(?:了)?(?:吗|没)|出库了?(?:吗|没)|(?:什么|啥)时候(?:能|会)?(?:到|发)|几天(?:能)?到|怎么还(?:没|不)|还没(?:到|发|收)|还不(?:到|发)|没收到|没发货|哪(?:里|儿)了|什么(?:状态|情况|进度)|状态|进度|进展|走到)'

const chinese: readonly RegExp[] = [
  new RegExp(
    `我(?:的|们的|那个?|这个?|买的|下的|订的|在你[们家]买的)[^,.!?，。！？]{0,8}${CHINESE_GOODS}?[^,.!?，。！？]{0,6}${STATE}`,
  ),
  new RegExp(`#[^.!?。！？]{0,14}${STATE}|${STATE}[^.!?。！？]{0,10}#`),
  /(?:^|[,，。！!]|你好|您好|请问)(?:这个|那个)?(?:快递|包裹|货)(?:现在)?(?:到哪|走到哪|在哪儿?了|到了吗)/,
  new RegExp(
    `(?:帮我|帮忙|麻烦|替我)(?:看|查|催|跟|跟踪|查询|追踪)(?:一?下|看|查)?[^,.!?，。！？]{0,6}(?:${CHINESE_GOODS}|#)`,
  ),
  /^[\s\p{Punctuation}]*(?:我的|订单|单号|号码?|是|的|查|一下|请|帮我)*[\s:：]*#[\s\p{Punctuation}]*$/u,
]
const chineseNot =
  /怎么(?:查|看|跟踪|追踪|找)|如何(?:查|看)|哪[里儿]?(?:能|可以)?(?:查|看)|取消|修改|改|退|换|发票|优惠|地址|发错|坏|少了|如果|会不会/

/** Whether the visitor asks where an order of their own is. `plain` is normalised, order numbers replaced by `#`. */
export function asksForOrderStatus(plain: string): boolean {
  const text = plain.replace(/’/g, "'")
  if (otherShop.test(text)) return false
  if (!englishNot.test(text) && english.some((pattern) => pattern.test(text))) return true
  return !chineseNot.test(text) && chinese.some((pattern) => pattern.test(text))
}
