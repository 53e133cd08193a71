// What no shop tells its visitors, and whoever wants to steer an assistant has to say: what to do with "your answer",
// which rules to forget, who to be, what to tell the user.
const speaks = [
  /(?<![a-z])(?:ignore|disregard|forget|override|bypass|overrule)(?![a-z])[^.!?\n]{0,40}(?:instructions?|rules|prompts?|guidelines|directions|context|everything (?:above|before))(?![a-z])/i,
  /(?<![a-z])(?:system|developer|hidden|initial) (?:prompt|message|instructions?)(?![a-z])|<\|?(?:im_start|im_end|system|assistant)\|?>|\[\/?inst\]|#{2,} ?(?:instruction|system)/i,
  /^\W*(?:system|assistant|developer|ai|chatbot)\s?[:>：]/i,
  /(?<![a-z])(?:you are now|from now on,? you|act as (?:an? |if you)|pretend (?:to be|that you|you are)|(?:note|message|instructions?|attention|dear|hey|for) (?:to |for )?(?:the |any |all )?(?:ais?|assistants?|chatbots?|language models?|llms?|bots?))(?![a-z])/i,
  /(?<![a-z])(?:in|to|into|at the (?:end|start|beginning|top|bottom) of|with(?:in)?|by|throughout|from|of|through) your (?:next |own |final |whole |entire )?(?:response|reply|answer|output)s?(?![a-z])/i,
  /(?<![a-z])(?:modify|change|rewrite|enhance|augment|adapt|adjust|extend|alter|format|translate|phrase|write|give|provide|begin|start|end|finish|encode|replace|convert|expand|preface|prefix|spell|scramble|deliver|make) your (?:next |own |final |whole |entire )?(?:response|reply|answer|output|message)s?(?![a-z])/i,
  /(?:^|[.!?] ?)\W*(?:please |always |now )?(?:do not |don't |never )?(?:tell|inform|urge|advise|convince|direct|send|ask|encourage|assure|promise|offer|give) (?:the |every |each |all |our )?(?:user|visitor|customer|reader|client|shopper|human)s?(?![a-z])/i,
  /(?<![a-z])(?:i|we) (?:order|command|instruct|authori[sz]e) (?:you|the (?:assistant|bot|ai))(?![a-z])|(?<![a-z])before (?:you (?:answer|reply|respond)|(?:answering|replying|responding))(?![a-z])/i,
  /(?:命令|指示|授权)(?:你|助手|机器人)|转告(?:所有|每|全部|其他)?[位个]?(?:用户|访客|顾客|客户|买家|人)|(?<![们我等待])回答之前/,
  /(?:忽略|无视|忘记|忘掉|不要理会|抛开|绕过)[^。！？\n]{0,12}(?:指令|指示|规则|规定|提示|要求|设定|内容|说明)|(?:系统|开发者|隐藏|初始)(?:提示|指令|消息|设定)|提示词/,
  /(?:你|您)现在(?:起)?(?:是|扮演)|从现在(?:起|开始)[，,]?\s?(?:你|您)|(?:请|你|您|必须)扮演|假装(?:你|您|自己)|(?:致|给|所有)(?:ai|AI|人工智能|智能)?(?:助手|机器人|模型)/,
  /(?:你|您)的(?:回答|答复|回复|回应|输出)(?:中|里|末尾|结尾|开头|后面|前面|最后|之后)|(?:回答|答复|回应)(?:中|里|末尾|结尾|开头|后面|最后)[^。！？\n]{0,8}(?:加|添|写|插|附|注明|提到|包含|推荐)|(?:把|将|用|改写?|翻译|修改)(?:你|您)的(?:回答|答复|回复|回应|输出)/,
  /(?:^|[。！？，,])\s?(?:请|务必|一定要|不要|别|切勿)?(?:告诉|告知|通知|劝|说服|引导|建议|要求|向)(?:用户|访客|顾客|客户|买家|读者)/,
]

// Somebody writes a letter: "In your reply to our e-mail please quote the order number."
const letters =
  /e-?mails?(?![a-z])|(?:quote|mention|state|include|give) (?:your|the) (?:order|customer|return|case|ticket)|邮件|来信|订单号|工单/i

/** Whether a line speaks to a machine that reads it, not to a visitor. */
export function speaksToMachine(line: string): boolean {
  const plain = line.normalize('NFKC').replace(/[*_`\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
  const heard = speaks.filter((each) => each.test(plain))
  const isLetter = letters.test(plain)
  return heard.length > (isLetter ? 1 : 0)
}

/** A text without the paragraphs that speak to a machine: nothing that stands with an instruction is knowledge. */
export function withoutInstructions(text: string): string {
  const lines = text.split('\n')
  if (!lines.some(speaksToMachine)) return text
  return lines
    .filter((line) => !speaksToMachine(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The lines that {@link withoutInstructions} leaves out, for whoever wrote them. */
export function instructionsIn(text: string): string[] {
  return text.split('\n').filter(speaksToMachine)
}
