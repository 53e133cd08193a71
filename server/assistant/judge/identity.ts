import { plainText } from './promises/plain-text.ts'

const person =
  /(?<![a-z])(?:i'm|i am|i'm just|this is|as|you(?:'re| are) (?:talking|speaking|chatting) (?:to|with)) (?:a |an |the |your )?(?:real |actual |live |genuine |fellow )*(?:human(?: being)?|person|(?:human |support |service |customer service )agent|(?:sales |customer |service )*representative|employee|(?:shop )?(?:manager|supervisor|owner)|(?:real )?member of (?:the|our) (?:team|staff))(?![a-z])|(?<![a-z])i(?:'m| am) (?:not|no) (?:a |an )?(?:bot|robot|machine|ai|a\.i\.|computer|program|chatbot|assistant|software)(?![a-z])|(?<![a-z])(?:my name is|i'm|i am|this is) [a-z]+(?:,)? (?:from|with|of) (?:the |our )?(?:[a-z]+ )?(?:support|service|sales|customer|team|staff)|(?<![a-z])i (?:personally|myself) (?:checked|went|packed|called|spoke)/
const notPerson =
  /(?<![a-z])(?:i'm|i am) not (?:a |an )?(?:real |actual )?(?:human|person|agent|employee|representative)/
const chinesePerson =
  /我(?:就)?是(?:一[位个名])?(?:真人|活人|人工(?!智能)|客服(?:人员|专员|代表|经理|小[\p{Script=Han}])|店长|老板|经理|主管|工作人员|员工|人类|本人)|我(?:可)?不是(?:一个)?(?:机器人|ai|人工智能|机器|程序|智能助手)|(?:真人|人工)客服(?:正在)?(?:为|给)您|我叫\p{Script=Han}{2,3}[,，。]?(?:是|来自)[^,.。]{0,8}(?:客服|团队|部)/u

/** Whether a sentence has the assistant pass for a human being. */
export function posesAsPerson(sentence: string): boolean {
  const plain = plainText(sentence)
  return (person.test(plain) && !notPerson.test(plain)) || chinesePerson.test(plain)
}

const innards =
  /no_?answer(?![a-z])|<\/?(?:passages|conversation|question|refused)>|system (?:prompt|message|instructions?)|(?:my|these) (?:hidden |secret |internal )?(?:instructions|rules|guidelines) (?:are|say|tell|state|read|require|forbid)|(?:i was|i am|i'm|i've been) (?:told|instructed|programmed|prompted|configured) (?:to|not to)|系统提示|提示词|系统(?:指令|设定|规则)|我的(?:指令|设定|规则|提示)(?:是|要求|说|规定|如下)|我被(?:要求|设定|指示|编程)/

/** Words in a row that stand in our own rules by no accident. */
const rowLength = 6

/** Reads the assistant's own rules; tells whether a sentence gives a part of them away. */
export function leakOf(rules: string): (sentence: string) => boolean {
  const rows = new Set(rowsOf(rules))
  return (sentence) => innards.test(plainText(sentence)) || rowsOf(sentence).some((row) => rows.has(row))
}

function rowsOf(text: string): string[] {
  const words = plainText(text).match(/[\p{L}\d]+/gu) ?? []
  return words.slice(rowLength - 1).map((_, place) => words.slice(place, place + rowLength).join(' '))
}
