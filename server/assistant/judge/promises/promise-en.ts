import type { ActionName, Commitment } from './commitment.ts'

/** What an English sentence may commit the shop to, besides sums and times. Read over text of `plainText`. */
export const englishCommitments: readonly Commitment[] = [
  {
    kind: 'refund',
    value: 'full',
    pattern:
      /(?<![a-z])(?:full(?:y)?|complete(?:ly)?|entire|whole|100%) (?:refund|reimburs)[a-z]*|(?:refund|reimburs)[a-z]*(?: you| it| your order| them| the (?:order|customer))? (?:in full|fully|completely|everything|all |entirely|the (?:full|whole|entire|total))|(?:full|entire|whole|total) (?:price|amount|sum|payment)(?: you paid)?(?: is| are| was| will be| goes| comes| coming| going| gets| straight| right){1,4} (?:back|return|refund)|every (?:last |single )?(?:penny|cent)(?: (?:you (?:paid|spent)|of it|comes|goes)){0,2} (?:back|returned)|all (?:of )?(?:your|the) money(?: is| goes| will go| comes)? back/g,
  },
  {
    kind: 'refund',
    value: '',
    pattern:
      /(?<![a-z])(?:re-?fund(?:ed|s|ing)?|reimburs[a-z]*|moneyback|money-back)(?! (?:polic|request|form|rule|question|status|address))(?![a-z])|(?:money|price|amount|payment|cash|funds|dollars?|euros?|pounds?|bucks|usd|eur|gbp|paid|cost|fee|\d|[$€£¥])(?: (?:is|are|was|goes|will|be|on|its|their|way|going|straight|coming|comes|gets|right|come|go|that you paid|you paid|all)){0,6} (?:back|returned)(?! in stock)(?![a-z])|(?:return|transfer|give|pay|send)(?:s|ed|ing)? (?:you )?(?:back )?(?:your|the|all the) (?:money|payment|amount)|(?:charge|payment|transaction|debit|money)(?: (?:is|was|has been|will be|gets|being)){1,3} (?:reversed|undone|voided|taken back)|(?:reverse|undo|revers(?:e|ing)|undoing) (?:the|your) (?:charge|payment|debit)|(?:pay|paying|paid) (?:you|it|everything|that) back|make you whole/g,
  },
  {
    kind: 'compensation',
    value: 'voucher',
    pattern:
      /(?<![a-z])(?:vouchers?|coupons?|gift ?cards?|store credits?|(?<!credit )credits?(?! card| note)|credited|promo(?:tion)?(?:al)? codes?|discount codes?)(?![a-z])/g,
  },
  {
    kind: 'compensation',
    value: 'discount',
    pattern:
      /(?<![a-z])(?:discount(?:s|ed)?(?! codes?)|price cut|reduced price|special price|better price|(?:cost|wholesale|staff|trade) price|money off|(?:something|a bit|a little) off)(?![a-z])/g,
  },
  {
    kind: 'compensation',
    value: 'free',
    pattern:
      /(?<![a-z])(?:free of charge|for free|free|complimentary|on the house|(?:is|be|it's|that's|are) on us|no (?:extra )?(?:charge|cost|fee)|without (?:charge|extra cost|paying)|(?:won't|will not|don't|doesn't|does not|needn't|never)(?: have to| need to| be)? (?:charged?|billed?|costs?|pay)(?! (?:extra|more))|for nothing|(?:no|our|without any) expense|at our cost|taken care of|(?:not|lose) (?:a|one) (?:cent|penny)|buy one|at no (?:extra |additional )?(?:charge|cost)|waiv(?:e|ed|ing)|we(?:'ll| will) (?:cover|pay|bear)|our treat|foot(?:ing)? the bill|pick(?:s|ing)? up the (?:tab|bill|costs?)|(?:covered|paid(?: for)?|borne) by us|(?:costs?|owe|pay)(?: you| us)? nothing|nothing (?:to pay|you (?:have|need) to pay)|for the price of (?:one|two)|(?:two|2)[ -]for[ -](?:one|1)(?! (?:person|people|nights?|days?|years?))|bogof?)(?![a-z]|-standing)(?! to (?:ask|contact|write|choose|call|reach|let))/g,
  },
  {
    kind: 'compensation',
    value: 'replacement',
    pattern:
      /(?<![a-z])(?:replacements?|(?:send|ship|give|get|receive)(?:s|ing)? (?:you |out )?(?:a |another )?(?:brand[- ])?(?:new|second|fresh) (?:one|item|pair|jacket|tent|parcel|set|copy)|(?:we|i)(?:'ll| will| can)? (?:replace|resend|reship|re-send)|new one (?:to you|on its way|out)|(?:send|ship)(?:s|ing)? (?:you )?(?:out )?another (?:one|item|pair|parcel|set|copy|jacket|tent)|(?:another|an?(?: brand)?[ -]new|a second|a fresh) [a-z]+(?: of [a-z]+)?(?: is| are|'s| has been| will be)(?: now| already| being)? (?:sent|shipped|dispatched|on (?:its|the) way))(?![a-z])(?! (?:parts?|pole|filter|cartridge)s? (?:is|are|costs?))/g,
  },
  {
    kind: 'compensation',
    value: 'gift',
    pattern:
      /(?<![a-z])(?:(?:small|little|free|surprise|extra|thank-you|thank you|welcome) (?:gift|present|treat|something)|(?:add|send|include|put)(?:ing)? (?:you )?(?:in )?an? (?:gift|present|freebie)|freebies?|bonus(?:es)?|extra points)(?![a-z])/g,
  },
  {
    kind: 'compensation',
    value: 'amends',
    pattern:
      /(?<![a-z])(?:compensat(?:e|es|ed|ing|ion)|goodwill|make (?:it|this|that) up to you|make up for|make amends|as an apology|as a (?:little )?(?:thank[- ]you|apology|sorry)|for (?:the|your) (?:trouble|inconvenience),? (?:we|i)(?:'ll| will))(?![a-z])/g,
  },
  {
    kind: 'compensation',
    value: 'put right',
    pattern:
      /(?<![a-z])(?:(?:make|put|set)(?:s|ing)? (?:it|this|that|things|everything|matters) right|(?:won't|will not|not|never)(?: be| end up| leave you| go){1,2} out of pocket|split(?:ting)? (?:the|it|of the) (?:cost|price|difference|bill)|meet you half ?way|50[/-]50)(?![a-z])/g,
  },
  {
    kind: 'guarantee',
    value: 'any time',
    pattern:
      /(?<![a-z])(?:return|back|exchange)(?: it| them| something)? (?:whenever you (?:like|want)|(?:at )?any ?time)(?![a-z])/g,
  },
  {
    kind: 'compensation',
    value: 'price match',
    pattern:
      /(?<![a-z])(?:match|beat)(?:es|ing)? (?:it|(?:whatever|any|the|other|an?|lower|that|their|its|every|your|competitors?'?) ?(?:other |lower |better |cheaper )*(?:prices?|offers?|shops?|stores?))|price match/g,
  },
  {
    kind: 'guarantee',
    value: '',
    pattern:
      /(?<![a-z])(?:guarantee(?:s|d)?(?! card| period| certificate| terms| claim)|(?:i|we) (?:promise|vow|pledge|swear)|promise you|i can promise|promised?(?=[.!]|$)|definitely|certainly|for sure|for certain|no matter what|rest assured|without (?:a |any )?(?:doubt|fail)|no doubt|absolutely|100% (?:sure|certain|safe)|(?:my|our) word|count on (?:it|us|me)|i swear|you can be (?:sure|certain)|always works?|in any case|i assure you|we assure you|no way (?:it|this|that|you|we)|mark my words|see to it|personally (?:make|see|take|ensure|watch|check)|(?:we|i)(?:'ll| will) (?:make sure|ensure|take care of it|sort it out|fix (?:it|this))|trust me|rely on (?:it|us|me)|i(?:'d| would) bet|without question)(?![a-z])/g,
  },
  {
    kind: 'exception',
    value: '',
    pattern:
      /(?<![a-z])(?:make (?:you )?an exception|(?:as|by way of|an) exception(?! (?:is|are|applies))|exceptionally|(?:just |only )?this once|(?:just |only |accept [a-z ]{0,30}|but )this time|bend the rules?|turn a blind eye|special (?:case|treatment|arrangement|favou?r)|(?:although|even though|despite|even if) [^.!?]{0,60}(?:closed|passed|over|expired|too late|ended|not allowed)|overlook|(?:doesn't|does not|don't|do not|won't) (?:apply|count) (?:to|for) you|no questions asked|(?:we|i)(?:'ll| will) (?:let (?:it|that|this)|ignore|skip|forget)|in your case[^.!?]{0,20} we|normally (?:that|this|we|it)[^.!?]{0,40}, ?but)/g,
  },
]

/** The action that a verb of doing names: "I have VERB", "has been VERB"; `named` ones by what they are done to. */
export const englishDeeds: readonly (readonly [verb: string, action: ActionName])[] = [
  ['cancell?ed', 'cancel'],
  ['refunded|reimbursed', 'refund'],
  ['changed|updated|modified|edited|amended|corrected|adjusted|redirected', 'change'],
  ['switched|rewritten', 'change'],
  ['replaced|reshipped|resent|re-sent', 'replace'],
  [
    'issued|processed|approved|accepted|initiated|triggered|arranged|granted|given|credited|applied|added|extended|upgraded|waived|removed|deleted|reset|booked|reserved|placed|opened|started|put|topped up|loaded|handled|sorted(?: out)?|taken care of|dealt with|done|dispatched|unlocked|blocked|registered|scheduled|completed|fixed|resolved',
    'named',
  ],
]

const verbs = englishDeeds.map(([verb]) => verb).join('|')
const adverbs = '(?: just| already| now| also| gone ahead and| successfully| since)*'

/** "I have cancelled", "we changed", "has been approved", "is cancelled", "done: cancelled", "consider it refunded". */
export const englishDone = new RegExp(
  String.raw`(?:(?<![a-z])(?:i|we|i've|we've|we'd|i'd|i have|we have|i had|my colleague|my colleague has|our team has)${adverbs}|(?<![a-z])(?:has|have) ?${adverbs} been(?: successfully)?|(?<![a-z])(?:is|are|was|were)(?: now| already| all)|consider (?:it|that|this|your (?:order|item)) (?:as )?|(?:got|gotten) (?:it|that|your order)|(?:(?<![a-z])(?:is|are|was)|'s)(?= [a-z]+ (?:now|already|for you))|^\s*(?=[a-z]+[!.,:])|(?:all )?done[:,!.-]+(?: your| the)? ?) ?(${verbs})(?![a-z])`,
  'g',
)

/** The state that only a deed brings about: "your address now reads …", "I took care of the cancellation". */
export const englishNowSo: readonly (readonly [pattern: RegExp, action: ActionName])[] = [
  [
    /(?<![a-z])(?:address|name|e-?mail|phone|number|size|colou?r|date|delivery)(?: (?:now (?:reads|shows|says|is|goes)|is now)|'s now)(?![a-z])/g,
    'change',
  ],
  [/(?:took|taken|take) care of (?:the|your) cancel[a-z]*/g, 'cancel'],
  [/(?:took|taken|take) care of (?:the|your) (?:refund|return|change|address)/g, 'other'],
]

/** The verbs that follow a first one: "I've cancelled your order and refunded you". */
export const englishAlsoDone = new RegExp(String.raw`(?<= and | and also |, )(${verbs})(?![a-z])`, 'g')

/** "I'll cancel it", "we're cancelling it": only a tool can make that true. */
export const englishAboutToDo =
  /(?<![a-z])(?:i(?:'ll| will|'m(?: going to)?| am(?: going to)?| can)|we(?:'re| are)(?= [a-z ]{0,12}[a-z]ing (?:you|it|this|that|the)(?![a-z]{3})))(?: also| now| just| already| gladly| happily)? (?<verb>cancel(?:l?ing)?|refund(?:ing)?|chang(?:e|ing)|updat(?:e|ing)|modify(?:ing)?|replac(?:e|ing)|reship(?:ping)?|resend(?:ing)?|issu(?:e|ing)|approv(?:e|ing)|extend(?:ing)?|upgrad(?:e|ing)|waiv(?:e|ing)|reset|delet(?:e|ing)|apply|credit(?:ing)?|reserv(?:e|ing))(?![a-z])(?! (?:your )?(?:order )?(?:only )?if)/g
