// Whether a visitor asks for something that only the shop's own catalogue knows as of now. Whether a product of the
// shop is meant at all is seen when it is looked for: "what is the difference between standard and express delivery"
// has the words of a comparison and names no product. Texts come normalised.

const compare =
  /\bcompar(?:e|ed|ison)\b|\bdifferen(?:ce|t|ces)\b[^.!?]{0,12}\b(?:between|from|to)\b|\b(?:lighter|warmer|heavier|cheaper|better|bigger|smaller|stronger|drier) than\b|\bvs\b|\bversus\b|\b(?:which|what)(?: one)? (?:is|are|would be|do you|should)\b[^!?]*\bor\b|\bor\b[^.!?]*\b(?:better|best|which|lighter|warmer|cheaper|heavier)\b|\bshould i (?:get|buy|take|choose|pick)\b[^.!?]*\bor\b|对比|比较|区别|不同|差别|哪个|哪款|选哪|还是[^。！？?]*(?:好|合适|轻|暖|划算)|(?:跟|和|与)[^。！？?]*比/
const stock =
  /\bin stock\b|\b(?:still |yet |currently )?available\b|\bavailability\b|\bsold out\b|\bout of stock\b|\brestock|\b(?:any|many)\b[^.!?]{0,40}\bleft\b|\bhow many\b[^.!?]{0,40}\b(?:in stock|have you|do you have)\b|\b(?:do|have) you (?:still |also )?(?:have|got) (?:the|any|this|that)\b|\b(?:got|have) any\b|有(?:没有)?(?:现)?货|(?:还|有没)?(?:有|剩)(?:多少|几[件个双顶只台])|剩(?:下)?多少|库存|现货|缺货|断货|补货|到货|上市|还有[吗么没]|有[吗么](?=[?？。!！\s]*$)|没货|预售|卖完|卖光/
const notStock =
  /\bnotif|\blet me know\b|\btell me when\b|\be-?mail me\b|\bto (?:look at|see|try)\b|\bshowroom|\bstore\b|\bcoupon|\bcode\b|\bpickup|\bin your shop\b|\bpayment|\bdiscount|通知|提醒|门店|实体|优惠|会员|自提/
const search =
  /\b(?:show|find|recommend)(?: me)?\b|\b(?:what|which)\b[^.!?]{1,30}\b(?:do you (?:have|sell|carry|offer|stock)|are there|have you got)\b|\bdo you (?:sell|have|carry|offer|stock)\b|\b(?:i am|i'm|im) (?:looking|searching) for\b|^i (?:need|want) an? \w+(?: \w+)?\W*$|\b(?:i'd|i would) like to buy\b|\bi want to buy\b|(?:有|卖)(?:什么|哪些|哪几款)|(?:什么|哪些|哪几款)[^。！？?]{1,8}(?:卖|有)|推荐|(?:想|要)买|看看有|都有哪些|有[^。！？?]{1,6}卖[吗么]/
const notSearch =
  /\bhow\b|\bwhere\b|\bsize (?:do|should)\b|\bmy\b|\border|\bdeliver|\breturn|\brefund|\bpay|怎么|如何|尺码|退|换|订单|配送|支付|保修/
const facts =
  /\bhow (?:heavy|much|big|tall|wide|large|warm|bright|thick|waterproof)\b|\b(?:price|weight|capacity|material|dimensions?|volume|specs?|specifications?) of\b|\bwhat does\b[^.!?]*\b(?:weigh|cost)\b|\bweighs?\b|多重|多少钱|价格|重量|容量|材质|规格|参数|多大|几斤/

/** What is asked of the shop's products, where it is; `undefined` for everything the knowledge is to answer. */
export function asksAboutProduct(
  text: string,
): 'stock' | 'product-facts' | 'product-search' | 'compare' | undefined {
  if (text.length > 200) return undefined
  if (compare.test(text)) return 'compare'
  if (stock.test(text) && !notStock.test(text)) return 'stock'
  if (search.test(text) && !notSearch.test(text)) return 'product-search'
  return facts.test(text) ? 'product-facts' : undefined
}
