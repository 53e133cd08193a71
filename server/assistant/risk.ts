import { normalise } from '../knowledge/index.ts'
import { redactCardNumbers } from './redact.ts'

/**
 * What must reach a person whatever the knowledge base says. `danger` is an accident that is happening: fire, burns,
 * leaking gas.
 */
export type Risk = 'self-harm' | 'violence' | 'danger' | 'legal-threat' | 'payment-data'

// Gravest first. Intention or a person as the object is asked for, so that shop idiom ("this price is killing me",
// "kills bacteria", "beats the cold", 跳楼价, 冻死了) stays what it is.
const rules: readonly (readonly [Risk, RegExp])[] = [
  [
    'self-harm',
    /\b(?:kill|killing|hang|hanging) myself\b|\b(?:want|going|gonna|thinking|think|might|feel like|keep|urge)\b[^.!?]{0,20}\b(?:hurt|harm|cut)(?:ting|ing)? myself\b|\bsuicid(?:e|al)\b|\bself[- ]?harm|\b(?:do not|don'?t|no longer) (?:want|wish) to (?:live|be alive|exist|be here any ?more|wake up)\b|\bend (?:my|this) life\b|\bend it all\b|\b(?:want|wish|going|ready) to die\b(?! for)|\bwish i (?:was|were) dead\b|\bbetter off dead\b|\btake my (?:own )?life\b|\b(?:no reason|not worth|nothing) (?:to live|living)\b/,
  ],
  [
    'self-harm',
    /不想活|活不下去|自杀(?!式)|自残|轻生|寻死|割腕|想跳楼|去跳楼|结束(?:我|自己)?的?生命|结束这一切|了结(?:自己|这一切|生命)|活着没(?:有)?(?:什么)?(?:意思|意义)|伤害(?:我)?自己|我(?:真的|好|很)?想死(?!你|了你|它)/,
  ],
  [
    'violence',
    /\b(?:going to|gonna|will|'ll|ll|want to|wanna)\s+(?:\w+\s+){0,3}?(?:kill|stab|shoot|strangle|murder|beat up|beat|punch|attack|hurt|bomb|burn down|blow up|smash)\s+(?:\w+\s+)?(?:you|him|her|them|someone|somebody|your (?:staff|people|driver|courier|shop|store|showroom|office|warehouse|face)|(?:the|that|this) (?:driver|courier|guy|man|woman|person|showroom|store|shop))\b|\b(?:with|bring(?:ing)?|have|got) (?:a |my )(?:gun|bomb|weapon)\b|\b(?:come|coming|come over|show up|turn up)\b[^.!?]{0,40}\bwith (?:a|my) (?:knife|axe|bat|hammer)\b|\b(?:he|she|they|husband|wife|boyfriend|girlfriend|partner|father|mother|ex|someone|man|neighbour|neighbor|driver|courier)\b[^.!?]{0,30}\b(?:hits?|hitting|beats?|beating|threaten(?:s|ed|ing)?|attack(?:s|ed|ing)?|abus(?:es|ed|ing)|stalk(?:s|ed|ing)) me\b/,
  ],
  [
    'violence',
    /(?:拿|带|提)(?:着|把)?刀(?!具)|[砍捅](?:死|了)?(?:你|他|她|人|那|这)|杀了?(?:你|他|她|人|那个)|弄死|打死(?:你|他|她|我)|[揍](?:你|他|她|死)|放火|烧了你们|[炸砸](?:了|掉|烂)?你们|打我(?!电话|的|手机|们|折|座机|个)|家暴|威胁我|要打人|报复你们/,
  ],
  [
    'danger',
    /\bgas (?:leak|is leaking|leaking|coming out)|\bleak(?:ing|s)? gas\b|\b(?:cartridge|canister)\b[^.!?]{0,20}\b(?:leak(?:ing|s|ed)?|hissing)\b|\bsmells? (?:of |like )?gas\b|\b(?:exploded|exploding|blew up|caught fire|on fire|burst into flames|is burning)\b(?! sale)|\b(?:bad(?:ly)?|severe(?:ly)?|serious(?:ly)?|third[- ]degree) burn(?:s|ed|t)?\b|\bburn(?:ed|t) (?:my|his|her|our) (?:hand|face|arm|leg|skin|finger|hair)|\b(?:unconscious|can'?t breathe|cannot breathe|carbon monoxide poisoning|bleeding (?:badly|a lot|heavily))\b/,
  ],
  [
    'danger',
    /(?:气罐|燃气|煤气|瓦斯|炉|罐子)[^。！？,，]{0,8}(?:漏气|泄漏|泄露|漏了|在漏)|(?:炉|灯|电池|气罐|充电宝|帐篷)[^。！？]{0,10}(?:爆炸|炸了|炸开|起火|着火|冒烟|烧起来)|(?<!防|防止|避免)(?:烧伤|烫伤)|一氧化碳中毒|昏迷|晕倒|流血不止|救命|呼吸困难|喘不过气/,
  ],
  [
    'legal-threat',
    /\b(?:my|our|a) (?:lawyer|attorney|solicitor)s?\b|\b(?:take|taking|drag) (?:you|this|northlight|them) to (?:the )?court\b|\bsee you in court\b|\bsmall claims\b|\b(?:sue|suing) (?:you|northlight|your|them)\b|\b(?:will|'ll|ll|going to|gonna) sue\b|\blawsuit|\blegal (?:action|proceedings|steps|claim)\b|\bconsumer (?:protection|rights|ombudsman|affairs|council|authority)\b|\breport(?:ing)? (?:you|this|northlight|your \w+) to (?:the )?(?:police|authorit|trading|consumer|bbb|ombudsman|bank as fraud)|\btrading standards\b|\bpress charges\b/,
  ],
  [
    'legal-threat',
    /律师|起诉|法院|法庭|打官司|法律(?:程序|责任|途径|手段|武器)|诉讼|仲裁|12315|消费者协会|消协|工商局|市场监管|报警(?!器|灯)|告(?:死|到)?你们(?!一|我|说)|告上/,
  ],
]

/** The gravest risk in a text; null where there is none. A card number counts when it passes the Luhn check. */
export function riskOf(text: string): Risk | null {
  const plain = normalise(text).replace(/’/g, "'")
  const found = rules.find(([, pattern]) => pattern.test(plain))
  if (found !== undefined) return found[0]
  return redactCardNumbers(text) === text ? null : 'payment-data'
}
