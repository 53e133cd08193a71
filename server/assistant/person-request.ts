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
]

/** All that is left of a message after its courtesies. */
const englishBare =
  /^(?:(?:a|an|real|live|human|actual|customer service|support) )*(?:human|person|agent|operator|representative|rep|human being|customer service|live chat|customer support|support agent|supervisor|manager)$/

/** "I don't want to talk to anyone", "when can I talk to someone": about a person, not for one. */
const englishNot =
  /\b(?:do not|don't|dont|didn't|did not|no need to) (?:want|need|have)?(?: to)? ?(?:talk|speak|chat|be connected|be transferred)\b|\b(?:when|what time|what hours|until when|which hours|how late)\b[^.!?]{0,30}\b(?:talk|speak|chat|reach)\b/
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
]
const chineseBare = new RegExp(`^(?:${HUMAN}|客服)+[^,.!?，。！？]{0,2}$`)
const chineseNot =
  /几点|上班|下班|什么时候|工作时间|服务时间|营业|多少号|号码是|不用(?:转|找|人工)|不需要(?:转|找|人工)|不想(?:转|找)/
const chinesePolite = /(?:你好|您好|请问|请|麻烦|谢谢|帮我|帮忙|我|要|想|一下|哈|啊|呀|吧|呢|了|哦|嘛)/g

/** Whether the visitor asks for a human being. `plain` is normalised text. */
export function asksForPerson(plain: string): boolean {
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
  return bare.length < 12 && chineseBare.test(bare)
}
