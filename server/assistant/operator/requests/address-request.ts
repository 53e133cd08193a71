// Whether a visitor asks us to send an order of theirs elsewhere. Texts come normalised, order numbers replaced by #.

const ASK =
  "(?:please|pls|(?:can|could|would|will) (?:you|u)|(?:i|we)(?:'d| would)? (?:want|like|need|have|wish) (?:you )?to|help me)"
const CHANGE = '(?:change|update|correct|fix|edit|modify|amend|switch|replace)'
const OWN_ADDRESS = "(?:my|our|the|delivery|shipping|postal|order'?s|it'?s|this|new|#)"

const english: readonly RegExp[] = [
  new RegExp(`\\b${ASK}\\b[^.!?]{0,20}\\b${CHANGE}\\b[^.!?]{0,30}\\baddress`),
  new RegExp(`^\\W*${CHANGE} (?:${OWN_ADDRESS} )+address\\b[^.!?]*(?:\\bplease\\b|#|\\bmy\\b)`),
  new RegExp(`^\\W*${CHANGE} my (?:delivery |shipping )?address`),
  new RegExp(
    `\\b${ASK}\\b[^.!?]{0,20}\\b(?:send|ship|deliver|redirect|reroute)\\b[^.!?]{0,30}(?:\\b(?:order|parcel|package|it|that|this)\\b|#)[^.!?]{0,20}\\bto (?:my |our |a |an |the |another )?(?:different |other |new )?(?:office|work|address|home|place|neighbou?r|parents|mother|flat)`,
  ),
  /\b(?:i|we) want (?:my|our|the) (?:order|parcel|package|delivery)[^.!?]{0,12}\b(?:to go|sent|shipped|delivered|redirected)\b[^.!?]{0,12}\b(?:to|elsewhere)\b/,
  /\bwrong (?:address|postcode|zip(?: code)?|street|house number)\b[^?]*#[^?]*\b(?:can|could) (?:you|u)\b[^?]*\b(?:correct|fix|change|update)\b/,
  /\bneed (?:the|my) [^.!?]{0,20}address\b[^.!?]{0,20}\bchanged\b/,
  /\baddress\b[^.!?]{0,30}\b(?:is|was) (?:wrong|incorrect|not right|outdated|old)\b.*\b(?:fix|correct|change|update)\b/,
  /#[^!?]{0,40}\b(?:change|update|correct)\b[^.!?]{0,20}\baddress|\b(?:change|update|correct)\b[^.!?]{0,25}\baddress\b[^.!?]{0,20}#/,
]
/** "Can you send my order to my office?" asks whether; with a number, or as a wish, it asks for it. */
const whether =
  /^[^#]*\b(?:can|could|would) (?:you|u) (?:please )?(?:send|ship|deliver|redirect|reroute)\b[^#]*$/
const englishNot =
  /\bhow\b|\bwhat\b|\bwhere\b|\bcan i\b|\bcan the\b|\bmay i\b|\bis it\b|\bdo i\b|\bif\b|\be-?mail address|\baccount\b|\bbill(?:ing)?\b|\binvoice\b|\bprofile\b|\bnewsletter\b|\bwrong box|\bcountr(?:y|ies)\b/

const HELP = '(?:帮我?|帮忙|麻烦|请(?!问)|给我|替我|我要|我想|我需要|我得|想要)'
const ALTER = '(?:修改|更改|变更|更换|更新|改寄|换成|换个?|更正|改)'
const chinese: readonly RegExp[] = [
  new RegExp(`${HELP}[^。.!！?？]{0,14}${ALTER}[^。.!！?？]{0,22}地址`),
  new RegExp(`${HELP}[^。.!！?？]{0,14}地址[^。.!！?？]{0,10}${ALTER}`),
  new RegExp(
    `地址[^。.!！?？]{0,10}(?:错|旧|不对|变了)[^。.!！?？]{0,8}(?:帮|麻烦|请)[^。.!！?？]{0,4}${ALTER}`,
  ),
  new RegExp(
    `(?:${HELP}|能帮我|把)[^。.!！?？]{0,20}(?:改寄|转寄|改送|改派|寄|送|发)(?:到|去|往|给)(?:我)?(?:的)?(?:别的|其他|另一个|另外|新|公司|单位|家里|老家|朋友)`,
  ),
  new RegExp(`#[^。.!！?？]{0,10}(?:${ALTER}[^。.!！?？]{0,8}地址|地址[^。.!！?？]{0,8}${ALTER})`),
]
const chineseNot =
  /怎么|怎样|如何|能改[吗么]|可以改|还能|能不能|可不可以|账户|账号|邮箱|发票|哪里|哪儿|如果|要是|想知道|请问|想问|国外/

/** Whether the visitor wants the address of an order of theirs changed. Not whether, or how, that can be done. */
export function asksForAddressChange(text: string): boolean {
  if (!englishNot.test(text) && !whether.test(text) && english.some((pattern) => pattern.test(text)))
    return true
  return !chineseNot.test(text) && chinese.some((pattern) => pattern.test(text))
}
