// Whether a visitor asks us to take something of theirs back. Texts come normalised, order numbers replaced by #.

const WISH =
  "(?:i|we)(?:'?d| would| will|'ll)? (?:really |just |also |now )*(?:want|like|love|wish|need|have|prefer|am going|plan|ask)(?: you)? to"
const BACK = '(?:return|send back|give back|bring back|hand back|refund)'
const OWN =
  '(?:my|our|the|these|those|this|that|them|it|both|everything|one of|some of|two|three|four|all|order|a few|#)'
const ASK = '(?:can|could|would|will) you(?: please| kindly)?|please|help me(?: to)?|let me'

const english: readonly RegExp[] = [
  new RegExp(`\\b${WISH} ${BACK}\\b(?! (?:an?|some|any|to) )`),
  new RegExp(`\\b${WISH} (?:send|give|bring|hand) (?:[^\\s.!?]{1,20} ){1,7}back\\b`),
  new RegExp(`\\b${WISH} (?:start|open|arrange|make|request|register|set up|do) (?:a|the|my) return\\b`),
  new RegExp(`(?:^|[,.!] ?|\\b(?:${ASK}) )(?:return|take back|send back|refund) ${OWN}`),
  new RegExp(
    `\\b(?:${ASK}) (?:set up|start|open|arrange|make|create|process|do|register|organi[sz]e) (?:a|the|my) return\\b`,
  ),
  new RegExp(`\\b(?:${ASK}) (?:take|have|accept)\\b[^.!?]{1,30}\\bback\\b`),
  new RegExp(`\\b(?:and|to) take back ${OWN}`),
  /^\W*take (?:it|this|these|them|the \w+) back\b|\brather (?:just )?(?:return|(?:send|give) \w+ back)/,
  /\b(?:can|could|would) you (?:please )?help me (?:to )?(?:return|(?:send|give)\b[^.!?]{1,30}\bback)\b/,
  /\bplease refund\b|\brefund,? (?:please|pls)\b|\band (?:want|would like|need) (?:a|my) (?:full )?(?:refund|money back)\b/,
  /\bi(?:'m| am) (?:returning|sending (?:back )?)[^.!?]{0,30}(?:\bback\b|(?<=returning [^.!?]{0,30})\b(?:my|the|these|this|them|it)\b)/,
  /\b(?:i|we)(?:'d| would)? (?:just |really )?(?:want|like|need|demand|expect|request)(?: to (?:get|have))? (?:all )?(?:my|our) money back\b/,
  /\b(?:i|we)(?:'d| would)? (?:just |really )?(?:want|like|need|demand|expect|request)(?: to (?:get|have))? (?:a|my|the) (?:full )?refund\b/,
  /\b(?:give me|get me) (?:back )?(?:a refund|my money(?: back)?)\b|\brefund me\b/,
  /\b(?:can|may|could) (?:i|we) (?:still )?(?:return|send back) (?:my |the |order )*#/,
  /#[^.!?]{0,20}\b(?:return|send back|refund)\b(?! (?:policy|window|label))|\breturn\b[^.!?]{0,25}#/,
]
const englishNot =
  /\bhow\b|\bwhat(?:'s| is| are| happens| do|'ll)?\b|\bwhich\b|\bwhere\b|\bwhen\b|\bwho\b|\bwhy\b|\bif\b|\bpolicy\b|\bsteps\b|\bany chance\b|\bpossible\b|\ballowed\b|\bdo i\b|\breceipt\b|\bgifts?\b|\bpresent\b|\bexchange\b|\bswap\b|\bcosts?\b|\bfee\b|\bdeadline\b|\bam i\b|\bis it\b|\breturned\b|\breturn (?:my|the|this|your) (?:call|e-?mail|message|favou?r)|\bsent (?:it |them )?back\b|\balready\b|\breturn to (?:the|my)\b|\bwithout an account\b|\bcard\b|\bbank\b|\bpaypal\b|\b(?:never|not|n't) (?:yet )?(?:arrived?|received?|come|came|delivered|got)\b/

const START = '(?:退货|退款|退钱|退掉|退回|退了|退一下|退一退|退换|退(?=$|[,，。.!！~\\s#]|吧|订单))'
const chinese: readonly RegExp[] = [
  new RegExp(
    `(?:我|们)?(?:要求|想要|想申请|要申请|要|想|申请|需要|打算|准备)(?!求)[^,，。.!！?？]{0,16}${START}`,
  ),
  // "我要退鞋子": what goes back stands right behind.
  /(?:我|我们)(?:想要|要|想|需要|打算|准备)退[^,，。.!！?？\s]{1,12}(?:[,，。.!！~\s#]|$)/,
  /(?:^|[,，。!！\s])(?:申请|办理?)(?:一下)?退(?:货|款)/,
  new RegExp(`(?:帮我?|帮忙|麻烦|请|给我|替我)[^。.!！?？]{0,22}${START}`),
  new RegExp(`把[^。.!！?？]{1,22}${START}`),
  /#[^。.!！?？]{0,12}(?:退货|退款|退|寄回)(?!货?(?:流程|政策|标签|了吗|到账))/,
  /退(?:货|款|掉)?[,，\s]*(?:订单号?)?[\s:：]*#/,
  /(?:^|[,，。!！\s])退货退款/,
  /(?:想|要)把[^。.!！?？]{1,16}(?:寄回|退回|还给)/,
]
const chineseNot =
  /怎么(?!都|也)|怎样|如何|流程|步骤|操作|多久|多少|几天|几时|什么时候|什么|哪里|哪儿|谁|为什么|政策|规定|规则|条件|可不可以|可以[^。]*[吗么]|还能|需要[^。]*[吗么]|要不要|要钱|到账|礼物|礼品|换|如果|要是|想知道|想问|请问|标签|运费|退休|退烧|退出|退步|退订(?!单)|退会|退房|退票|退税|已经退|退了吗|退过|小票|不想?退|别退|没收到|没到货|查一?下|进度|哪一?步|在哪|不给|合理|收礼|送礼|要[^。]{0,10}退[^。]{0,4}[吗么]/
const chineseCan = /能(?:不能)?[^。]{0,8}退[^。]{0,3}[吗么?？]/

/** Whether the visitor wants something of theirs to go back, or their money. Not how returns work. */
export function asksForReturn(text: string): boolean {
  if (!englishNot.test(text) && english.some((pattern) => pattern.test(text))) return true
  if (chineseNot.test(text) || (chineseCan.test(text) && !text.includes('#'))) return false
  return chinese.some((pattern) => pattern.test(text))
}

/** Whether the money is what they speak of: a return brings it back, a repair does not. */
export function wantsMoney(text: string): boolean {
  return /\bmoney\b|\brefund/i.test(text) || /退款|退钱|把钱/.test(text)
}

export type ReturnReason = 'unwanted' | 'wrong-size' | 'faulty' | 'wrong-item' | 'other'

const reasons: readonly [ReturnReason, RegExp][] = [
  [
    'wrong-item',
    /\bwrong (?:item|product|colou?r|article|thing|one)\b|\bnot what i ordered\b|发错|错发|寄错|不是我(?:买|订|要)的/i,
  ],
  [
    'faulty',
    /\b(?:broken?|broke|faulty|damaged?|defective|cracked|torn|ripped|leak(?:s|ing|y)?|stopped working|does(?: not|n'?t) work|not working|dead|hole|scratched|defect)\b|坏|破|裂|碎|漏|有洞|质量问题|瑕疵|故障|不亮|不能用|用不了|开线|断了/i,
  ],
  [
    'wrong-size',
    /\btoo (?:small|big|large|tight|loose|long|short|wide|narrow)\b|\bwrong size\b|\b(?:don't|doesn't|does not|do not|didn't) fit\b|尺码|大小|太小|太大|偏小|偏大|太紧|太松|太长|太短|不合身|不合脚|穿不下/i,
  ],
  [
    'unwanted',
    /\b(?:don't|do not|doesn't|didn't) (?:like|need|want|suit)\b|\bno longer\b|\bchanged? my mind\b|\bnot? (?:needed|for me)\b|\btoo (?:warm|cold|heavy|expensive)\b|\bdislike\b|不喜欢|不想要|不需要|用不上|不要了|后悔|改主意|太热|太重|太贵/i,
  ],
]

/** Why something goes back, where the words say so. */
export function reasonIn(text: string): ReturnReason | undefined {
  const plain = text.replace(/[’`]/g, "'")
  return reasons.find(([, pattern]) => pattern.test(plain))?.[0]
}
