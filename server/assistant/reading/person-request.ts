// A plain wish for a human being, not the mere mention of one ("does the tent fit one person", "the person who
// delivers", "I spoke to a person yesterday"). Texts come normalised: lower case, straight apostrophes, Simplified.

const PERSON =
  '(?:(?:real|live|actual|human|proper|senior|different|other|available) )*(?:person|human(?: being)?s?|people|agents?|representatives?|reps?|operators?|advis[eo]rs?|someone|somebody|anyone|anybody|colleagues?|supervisors?|managers?|staff(?: members?)?|employees?|team(?: members?)?|members? of (?:your |the )?(?:team|staff)|(?:customer|human|live) (?:service|support|care|help|agent|chat)|support(?: team| agent| staff)?|help ?desk|one of (?:your|the) \\w+)'
const ARTICLE = '(?:(?:a|an|the|your|some|any|one of your|one of the|another|actual|with|to) )*'

const english: readonly RegExp[] = [
  new RegExp(
    `\\b(?:talk|speak|chat|discuss \\w+|discuss)(?: (?:directly|it|this))* (?:to|with) ${ARTICLE}${PERSON}\\b(?! (?:who|that|which) (?:deliver|brought|drove|sold))`,
  ),
  new RegExp(
    `\\b(?:connect|transfer|put|pass|hand|switch|forward|redirect|escalate|refer)\\b(?: \\w+){0,4}? (?:to|with) ${ARTICLE}${PERSON}\\b`,
  ),
  /\b(?:want|need|prefer|rather have|get|get me|give me|like|send me|bring me|may i have|can i have)(?: \w+){0,1}? (?:a |an |some |to )*(?:(?:real|live|actual|proper) (?:person|human(?: being)?|agent|people|operator)|human(?: being| agent| help| support)?(?! (?:hair|size))|(?:customer service|support) (?:agent|rep|representative|person))\b(?! (?:tent|size))/,
  new RegExp(
    `\\b(?:is|are) there ${ARTICLE}${PERSON}\\b[^.!?]{0,12}\\b(?:i|we) (?:can|could|may)(?: \\w+)? (?:talk|speak|chat)`,
  ),
  new RegExp(`\\b(?:is|are) there ${ARTICLE}(?:real|live|actual|human) (?:person|people|agent|being)s?\\b`),
  /\b(?:not|no|without|instead of|stop|rather than)(?: (?:a|an|the|more|talking to|this|another))*(?: ?\w+)? ?(?:ro)?bots?\b[^.!?]{0,25}\b(?:person|human|people|agent|someone)\b/,
  /\b(?:person|human|people|agent)\b[^.!?]{0,12}\b(?:not|instead of|rather than) (?:a |an |this |the )*(?:ro)?bot\b/,
  /\b(?:can|could|would|will|have|let|get)(?: you)?(?: have| get| ask)? (?:someone|somebody|anyone|a person|an agent|a human|your manager|a manager)(?: \w+){0,3}? (?:to )?(?:call|phone|ring|contact|help) (?:me|us)\b/,
  // A voice instead of a chat: a call to oneself, a number to dial.
  /\b(?:can|could|would|will|please|pls|kindly|have|let|want|like|need|must|may|to|somebody|someone|should|tell)\b[^.!?]{0,60}\b(?:ring|call|phone|telephone|contact|reach|get in touch with) (?:me|us|my (?:mother|mum|wife|husband|father))\b(?! (?:back )?(?:before|when) (?:you|the (?:driver|courier)))/,
  /\bgive (?:me|us) a (?:call|ring|bell|buzz)\b|(?<!promised (?:me )?a )\bcall ?-?back\b|\b(?:number|line) (?:that )?(?:i|we) can (?:ring|call|dial|phone)|\b(?:talk|speak|discuss|explain|conversation)\b[^.!?]{0,30}\b(?:by|over the|on the) phone\b|(?:^|[.,!] ?)ring me\b|\bbook a call\b/,
  // Somebody instead of the machine.
  /\b(?:a|any|the|real|live|actual|proper) (?:human(?: being)?|person|advis[eo]r|supervisor|manager|agent|employee)\b[,. ]*(?:please|pls|plz|now)\b|\b(?:human|agent|manager|supervisor)[.!, ]+(?:human|agent|manager|supervisor|now|please|pls)\b/,
  /\b(?:put|get|fetch|find|bring|send|grab|call)(?: me)? (?:your|a|an|the|ur|another|some)(?: \w+)? (?:manager|supervisor|boss|human|colleague|coworker|superior|senior|grown ?-?up|person)\b/,
  /\b(?:speak|talk|chat|word|conversation|natter|write|deal|discuss\w*|connect\w*)\b[^.!?]{0,25}\b(?:to|with) (?:whoever|who ?ever|somebody|someone|one of (?:you|your|the)|the (?:(?:shop|store) )?(?:owner|boss|person|team|manager)|your (?:\w+ )?(?:manager|owner|boss|team|department|supervisor|staff|technicians?|expert|staff)|a (?:real |live |human )*(?:member|person|human|specialist|expert|supervisor|man|woman|technician))\b/,
  /\b(?:skip|stop|enough of|no more|sick of|done with|past|exhausted|instead of) (?:the |this |your |that |these )?(?:ro)?bots?\b|\bwhoever(?:'s| is) in charge\b|\bwho(?:'s| is) in charge\b|\b(?:department head|head of department|next level|higher up)\b[^.!?]*$|\b(?:can|could) (?:some ?(?:one|body|1)|a (?:person|human|colleague)|one of you) (?:please )?(?:take over|step in|help me|read|look at this)/,
  /\b(?:real|live|actual) (?:member of staff|advis[eo]r|human|person|agent|employee|conversation|support|operator)\b(?! (?:who|that|told|said|answered|helped|was|came))|\b(?:human|person) (?:review|to (?:look|read|check|decide))\b|\bkindly escalate\b|^escalate\b|\bescalate (?:this|it|my (?:case|complaint))\b|\bpass(?:ed)? (?:me|this|it) (?:on|to a person|to a human)\b|\b(?:hand|swap|switch|transfer|put)(?:ing)? (?:me|over|through)(?: \w+)? (?:to|over|through)\b|^transfer me\b/,
  /\b(?:somebody|someone|anyone|anybody) (?:human|real|alive|with (?:a pulse|authority|a brain)|technical|there i can|from (?:accounts|returns|support|sales|the team)|on your side who|who isn'?t a (?:ro)?bot)/,
]

/** All that is left of a message after its courtesies. */
const englishBare =
  /^(?:(?:a|an|real|live|human|actual|customer service|support) )*(?:human|person|agent|operator|representative|rep|human being|customer service|live chat|customer support|support agent|supervisor|manager)$/

/** "I don't want to talk to anyone", "when can I talk to someone": about a person, not for one. */
const englishNot =
  /\b(?:do not|don't|dont|never) (?:want|need) (?:a |any |to be )?(?:human|person|agent|call|phone)|\b(?:do not|don't|dont|didn't|did not|no need to) (?:want|need|have)?(?: to)? ?(?:talk|speak|chat|be connected|be transferred)\b|\b(?:when|what time|what hours|until when|which hours|how late)\b[^.!?]{0,30}\b(?:talk|speak|chat|reach)\b/
const englishPolite =
  /\b(?:please|pls|plz|now|hi|hello|hey|thanks|thank you|i|want|need|would like|i'd like|give me|get me|can|could|have|may|just|to|the|only|asap|immediately)\b/g

const STAFF =
  '(?:工作人员|客服(?:人员|专员|代表|小姐姐|小哥)?|同事|主管|经理|负责人|领导|店长|专员|老板|店员)'
const HUMAN =
  '(?:人工(?!费|羽|合成|草|智能|湖|皮|毛|缝|纤|棉)(?:客服|服务|坐席|座席)?|真人|活人|真实的人|大活人)'

const chinese: readonly RegExp[] = [
  new RegExp(`转[接到给]?(?:一?下|个|我)?[^,.!?，。！？]{0,4}(?:${HUMAN}|${STAFF})`),
  new RegExp(
    `(?:找|要|想|换|叫|接|接通|请|来|有没有|跟|和|与|让|安排|给我|帮我|需要|联系|接入)[^,.!?，。！？]{0,8}${HUMAN}`,
  ),
  new RegExp(
    `(?:找|叫|让|跟|和|与|请|换|安排)[^,.!?，。！？]{0,8}${STAFF}[^,.!?，。！？]{0,6}(?:聊|谈|说|讲|沟通|对话|来|接|处理|回|解决|$)`,
  ),
  /(?:不要|别|别用|不想|讨厌)[^,.!?，。！？]{0,5}机器人/,
  /(?:给我|跟我|帮我)[^,.!?，。！？]{0,4}(?:回|打)(?:个|一个)?电话/,
  /(?:跟|和|找)人(?:说|聊|谈|讲|沟通)/,
  new RegExp(`${HUMAN}(?:在吗|在不在|有吗|呢)|^(?:你们|你们这|这)?有${HUMAN}吗`),
  /(?:真人|活人|大活人|活生生的人|喘气的|人类(?:员工|同伴|同事|客服))(?!穿|模特|试|秀|上身|拍|版|兽|比例|回我|大小|尺寸)/,
  /(?<!投诉|求今晚)(?:转|换|上|叫|喊|让|求)(?:一?个|位|一位|我)?(?:活)?人(?!来看|家|民|工费|体|气|参|情|像|物|造|数)(?:来|出来|接|给我|处理|管|跟我|和我|联系|答|吧|啊|！|!|,|，|。|行|好|换|$)/,
  /(?:转|接|找|叫|喊|请|让|派|换|联系|约|呼叫|投诉到?)(?:一?下|给|个|位|一位|你们?|您|到|回)*[^,.!?，。！？]{0,10}(?:上级|组长|主管|经理|负责人|领导|专员|专席|座席|坐席|专人|同志|设计师|药师|营养师|验光师|老员工|明白人|管事的|做主的|懂行的|技术人员|店长)(?!上班|电话多少|入口|说|跟|和|就|亲自)/,
  /(?:请|能|可以|可不可以|让|叫|麻烦|要)[^,.!?，。！？]{0,14}(?:打(?:个)?电话|打|回拨|回电|来电|拨)(?:给|一下)(?:我|咱)(?!女儿|儿子|妈|爸)|(?:能|想|要|可以)[^,.!?，。！？]{0,8}(?:通个话|语音通话|视频连线)|想听人说话|跟我(?:连线|通话|对接)|指派专人|专人(?:对接|联系|跟进)/,
  /(?:有没有|有|找|来)(?:一?个|位)?人(?:能|可以|出来|在吗|在不|管|听我|来|吗|帮我|搭理|处理)|值班的?人?(?:在吗|呢)|人呢[?？]?|出来?(?:一?个)人|后台有人|(?:就|只)要(?:一?个)人/,
  /(?:不想|不跟|别|不要|不愿|受够|没法)[^,.!?，。！？]{0,4}(?:机器|机器人|程序|代码|AI|ai|智能|电子客服)|机器人[^,.!?，。！？]{0,6}(?:滚|歇|闭嘴|让开)|(?:信不过|不信)(?:机器|自动|ai)/,
  /(?:退出|上|要|来|快|直接|怎么(?:呼|转|找|接)|输入)[^,.!?，。！？]{0,4}人工(?!费|羽|合成|草|智能|湖|皮|毛|缝|纤|棉|入口像)/,
  /(?:转|接通)(?:一?下|给|回|到)[^,.!?，。！？]{0,8}(?:部门|部的人|售后|那位|专席|原来)|(?:找|见)(?:上次|当初|原来|之前)[^,.!?，。！？]{0,8}(?:那位|那个)|有权限[^,，。]{0,4}的人|(?:跟|和)(?:店里|你们)的人|(?:转|接)(?:上去|真正的)|(?:找|想找)(?:人|你们)[^,.!?，。！？]{0,8}(?:聊|谈|问)|(?:会|能|有权限|说了算)[^,.!?，。！？]{0,6}的人(?:来|出来|吧|跟我|处理|回)/,
]
const chineseBare = new RegExp(`^(?:${HUMAN}|客服)+[^,.!?，。！？]{0,2}$`)
const chineseNot =
  /几点|上班|下班|什么时候|工作时间|服务时间|营业|多少号|号码是|不用(?:转|找|人工)|不需要(?:转|找|人工)|不想(?:转|找)|(?:没|不)(?:必要|是来|让|用)[^,，。]{0,4}(?:人工|真人|找|惊动)/
const chinesePolite = /(?:你好|您好|请问|请|麻烦|谢谢|帮我|帮忙|我|要|想|一下|哈|啊|呀|吧|呢|了|哦|嘛)/g

/**
 * Whether the visitor asks for a human being. `plain` is normalised text.
 *
 * @param isLikely where the patterns see nothing: what another judge says. It cannot overrule "I need no person".
 */
export function asksForPerson(plain: string, isLikely = false): boolean {
  const text = plain.replace(/’/g, "'")
  if (!englishNot.test(text)) {
    if (english.some((pattern) => pattern.test(text))) return true
    const bare = text
      .replace(englishPolite, ' ')
      .replace(/[^a-z]+/g, ' ')
      .trim()
    if (text.length < 60 && englishBare.test(bare)) return true
  }
  if (chineseNot.test(text)) return false
  if (chinese.some((pattern) => pattern.test(text))) return true
  const bare = text.replace(chinesePolite, '').replace(/[\s,.!?，。！？~]+/g, '')
  return (bare.length < 12 && chineseBare.test(bare)) || (isLikely && !englishNot.test(text))
}
