import { normalise } from '../../knowledge/index.ts'
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
    /\b(?:kill|killing|hang|hanging) myself\b|\b(?:want|going|gonna|thinking|think|might|feel like|keep|urge)\b[^.!?]{0,20}\b(?:hurt|harm|cut)(?:ting|ing)? myself\b|\bsuicid(?:e|al)\b(?! (?:gully|squad))|\bself[- ]?harm|\b(?:do not|don'?t|no longer) (?:want|wish) to (?:live|be alive|exist|be here any ?more|wake up)\b|\bend (?:my|this) life\b|\bend it all\b|\b(?:want|wish|going|ready) to die\b(?! for)|\bwish i (?:was|were) dead\b|\bbetter off dead\b|\btake my (?:own )?life\b|\b(?:no reason|not worth|nothing) (?:to live|living)\b/,
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
    /(?:拿|带|提)(?:着|把)?刀(?!具)|[砍捅](?:死|了)?(?:你|他|她|人|那|这)|杀了?(?:你|他|她|人|那个)|弄死|打死(?:你|他|她)|[揍](?:你|他|她|死)|放火|烧了你们|[炸砸](?:了|掉|烂)?你们|(?<!想|会|死)打我(?!电话|的|手机|们|折|座机|个|脸|女儿|儿子)|家暴|威胁我(?!？来|\?来)|要打人|报复你们/,
  ],
  [
    'danger',
    /\bgas (?:leak|is leaking|leaking|coming out)|\bleak(?:ing|s)? gas\b|\b(?:cartridge|canister)\b[^.!?]{0,20}\b(?:leak(?:ing|s|ed)?|hissing)\b|\bsmells? (?:of |like )?gas\b(?! station)|\b(?:exploded|exploding|caught fire|(?<!feet (?:are|were) )(?<!feet )on fire|burst into flames)\b(?! sale)|\b(?:bad(?:ly)?|severe(?:ly)?|serious(?:ly)?|third[- ]degree) burn(?:s|ed|t)?\b|\bburn(?:ed|t) (?:my|his|her|our) (?:hand|face(?! off)|arm|leg|skin|finger|hair)|\b(?:unconscious|can'?t breathe|cannot breathe|carbon monoxide poisoning|bleeding (?:badly|a lot|heavily))\b/,
  ],
  [
    'danger',
    /(?:气罐|燃气|煤气|瓦斯|炉|罐子)[^。！？,，]{0,8}(?:漏气|泄漏|泄露|漏了|在漏)|(?:炉|灯|电池|气罐|充电宝|帐篷)[^。！？]{0,10}(?:爆炸|炸了|炸开|起火|着火|冒烟|烧起来)|(?<!防|防止|避免)(?:烧伤|烫伤)|一氧化碳中毒|昏迷|晕倒|流血不止|^救命(?:[啊呀！!]|$)|呼吸困难|喘不过气/,
  ],
  [
    'legal-threat',
    /\b(?:my|our|a) (?:lawyer|attorney|solicitor)s?\b|\b(?:take|taking|drag) (?:you|this|northlight|them) to (?:the )?court\b|\bsee you in court\b|\bsmall claims\b|\b(?:sue|suing) (?:you|northlight|your|them)\b|\b(?:will|'ll|ll|going to|gonna) sue\b|\blawsuit|\blegal (?:action|proceedings|steps|claim)\b|\bconsumer (?:protection|rights|ombudsman|affairs|council|authority)\b|\breport(?:ing)? (?:you|this|northlight|your \w+) to (?:the )?(?:police|authorit|trading|consumer|bbb|ombudsman|bank as fraud)|\btrading standards\b|\bpress charges\b/,
  ],
  [
    'legal-threat',
    /(?<!是|调)律师(?!函?同款|袍|楼)|起诉|法院(?!判例|制服|的?白|门口|附近|对面)|法庭|打官司|法律(?:程序|责任|途径|手段|武器)|诉讼|仲裁|12315|消费者协会|消协|工商局|市场监管|(?<!他|她|人)(?:我|要|会|就|去|再不[^,，。]{0,6})报警(?!器|灯)|告(?:死|到)?你们(?!一|我|说)|告上/,
  ],
  // What is said round the corner: farewells, means, the wish not to wake, concern for somebody else.
  [
    'self-harm',
    /\b(?:better off (?:if i|without me)|not wak(?:e|ing) up|never wake up|(?:never|not) been born|goodbye note|suicide note|rather be dead|burden (?:to|on) (?:everyone|everybody|my family)|what(?:'?s| is) the point (?:of me|in living|of living)|(?:cutting|hurting|starving) (?:myself|again)|(?:hurts?|cuts?|harms?|hurting|cutting|harming|kills?|killing) (?:him|her|them)sel(?:f|ves)|(?:wants?|going|threaten\w*) to jump(?! (?:on|in|at|to|the|queue|ship|through|ahead|straight|right))|(?:no|see a|any) reason to (?:carry on|go on|keep going)|saving up (?:my |the |all )+(?:tablets|pills)|(?:taken|took|swallowed) (?:a lot of|all(?: of)?|too many|loads of|a load of|\d+) (?:\w+ )?(?:pills|tablets|sleeping)|(?:nobody|no one) would (?:notice|miss me|care)(?: even)? if i (?:was|were|wasn'?t|weren'?t|died|disappeared|vanished)|if i(?:'?m| am) not around after|stopped planning past|(?:i|we) (?:won'?t|will not) be (?:here|around|alive) (?:by|after|any ?more|much longer)(?: (?:sunday|monday|tonight|tomorrow|this))?|letters? to my (?:girls|kids|children|family|wife|husband)|wouldn'?t mind dying|want it (?:all )?to be over)\b/,
  ],
  [
    'self-harm',
    /不想(?:再)?(?:醒|撑下去)|醒不(?:过)?来(?:就好|多好)|一了百了|没(?:什么)?活头|活够了|活腻|解脱(?:了|算了|自己)|遗书|绝笔|后事|安眠药[^,，。]{0,8}(?:[攒全一]|吃了|吞)|吞了[^,，。]{0,6}药|(?:攒|吃|吞)了?[^,，。]{0,4}(?:一瓶|整瓶|一把|半瓶)[^,，。]{0,4}药|划(?:自己)?手腕|割(?:自己|了?腕)|(?:站|坐)在[^,，。]{0,6}(?:楼顶|天台|桥上)|从[^,，。]{0,6}(?:楼|桥)[^,，。]{0,3}跳|跳(?:河|江|海自|下去算)|没有我[^,，。]{0,6}(?:更好|轻松|好过)|死了(?:算了|就好|更好|干净)|不如死|(?:要是|如果)我(?:死|不在)了?|活着(?:太|好)?(?:累|没|是|干)|不想(?:再)?活|撑不(?:住|下去)了[^,，。]{0,4}(?:想|再见|永别)|这个世界[^,，。]{0,6}(?:告别|再见|留恋)/,
  ],
  [
    'violence',
    /\b(?:break|smash|kick|bash|punch|cave|knock)(?:ing|es)? (?:in )?(?:his|her|your|their|ur) (?:\w+ )?(?:jaw|nose|face|teeth|neck|heads?|legs?|arms?|kneecaps?|windows?)\b|\bwring (?:his|her|your|their)\b|\bburn (?:your|the|that) \w+ down\b|\b(?:with|bring|have|got) (?:a|my) (?:baseball bat|bat and|crowbar|machete|knife and)|\bwatch (?:his|her|your|their) backs?\b|\bknows? where (?:you|we|he|she|i|they) lives?\b|\bi know where (?:your|you)\b[^.!?]{0,25}\b(?:is|are|live|work|lock|park)\b|\bbrick through\b|\b(?:leave|leaving|end up|go home) in (?:an ambulance|hospital|a body bag|a box)\b|\bflatten (?:him|her|you|them)\b|\bdeserves? a (?:good )?(?:kicking|beating|hiding|slap)\b|\bpay (?:you|your \w+) a visit\b|\b(?:he|she|they|ex|man|seller|buyer)\b[^.!?]{0,40}\b(?:(?:will|'ll|ll|would|going to) (?:hurt|kill|find) (?:me|us|my)|(?:hurt|kill) me|says i'?m next|threats?)|\b(?:my stalker|stalking me(?! (?:round|around|all over|with|on))|stalks me)\b|\braised his (?:fist|hand) (?:at|to|against)\b|\b(?:driver|courier|installer|man|guy|he|she|thug)\b[^.!?]{0,30}\b(?:shoved|punched|slapped|grabbed|attacked|pushed|groped|hit|kicked|followed|threatened) (?:me|us|my (?:wife|husband|son|daughter|mother|father|mum|dad|child|partner|seventeen))\b|\bkicking (?:the|my|our) door\b|\bsend me threats\b|\bshame if (?:something|anything)\b/,
  ],
  [
    'violence',
    /(?:弄|整|做|废|干|掐|砍|捅|打|搞)(?:死|残|断|废)(?:了)?(?:你|他|她)(?!们的心)|打断[^,，。]{0,4}腿|拧断|(?:去|上|到)你们?[^,，。]{0,8}(?:砸|烧|泼|闹事|堵人|打人)|砸(?:了|烂|掉)?(?:你|店|门店|公司|他)(?!发)|泼(?:油漆|汽油|硫酸)|(?:小心|当心|留神)[^,，。]{0,4}(?:狗命|点走夜路|后背|你全家|你家人)|知道你(?:们)?(?:住|家|在)哪|(?:见|碰)(?:到|着)[^,，。]{0,6}(?:一次|一回)打|(?:推|踹|踢|扇|打|揍|掐|拽)了?我(?:妈|爸|老婆|老公|儿子|女儿|孩子|一巴掌|一拳|一脚|一下)|(?:扬言|说)要?(?:打|杀|弄|找人|收拾)(?:死)?(?:我|我们|我家)|跟踪(?:我|狂)|尾随|恐吓|(?:他|前夫|前男友|老公|丈夫|男人|司机|快递员)[^,，。]{0,10}(?:打我|掐我|砸门|踹门|动手)|(?<!针)见血|同归于尽|血债/,
  ],
  [
    'danger',
    /\b(?:swallowed|eaten|ate|drank|licked) (?:a |an |one |some |it|the |part )[^.!?]{0,60}\b(?:batter|button|magnet|sachet|desiccant|bleach|cleaner|poison|hospital|doctor)|\bis it poisonous\b|\b(?:electric|electrical|nasty|proper) shock\b|\b(?:smoke|gas|flames?|fumes) (?:is |are |was )?(?:coming|pouring|billowing|everywhere|through)\b|\b(?:black|thick|full of) smoke\b|\bsparks?\b[^.!?]{0,30}\b(?:out of|from|when|plug|coming|fl(?:ew|ying))|\bplug\b[^.!?]{0,20}\bmelted\b|\b(?:is|started|are|starts) hissing\b|\bcarbon monoxide alarm\b|\b(?:in|from|to|at) a ?& ?e\b|\b(?:emergency room|called an ambulance|fire (?:brigade|engine|service)|stitches)\b|\bbroken? (?:his |her |my |a |our )?(?:wrist|arm|leg|collarbone|ribs?|ankle|hip|nose|bones?)\b|\bcracked ribs\b|\bfood poisoning\b|\b(?:won'?t|not|doesn'?t) stop bleeding\b|\bis bleeding\b(?! (?:newsletters|money|cash|into))|\b(?:breathing'?s?|chest)\b[^.!?]{0,15}\btight\b|\b(?:hard|struggling|trouble|difficult\w*) (?:to breathe|breathing)\b|\b(?:shards?|pieces?|bits?|splinters?) of (?:glass|metal)\b[^.!?]{0,40}\b(?:in|mouth|food)\b|\b(?:eye\w*|lips?|face|throat|tongue)\b[^.!?]{0,25}\b(?:swelled|swollen|swelling)\b|\bburns? (?:on|all over) (?:my|his|her|our)\b|\b(?:heel|skin|hand|arm|leg|face) is blistered\b|\b(?:battery|power bank|charger|phone|scooter)\b[^.!?]{0,30}\b(?:swelled|swollen|bulging|hissing|smoking|too hot to touch)|\b(?:is|are) (?:choking|unconscious)\b/,
  ],
  [
    'danger',
    /(?:误食|误吞|吞下|吞了|吃进去|吃下去|咽下去)[^,，。]{0,14}(?:电池|磁|干燥剂|珠|纽扣|清洁)|(?:电池|磁铁|干燥剂|纽扣)[^,，。]{0,10}(?:吞|误食|吃了|吃下|咽)|触电|被电(?:了|到|麻|着)|漏电[^,，。]{0,10}(?:麻|打|电了)|冒(?:火星|火花|烟|黑烟|白烟)|火花四溅|着火(?:了)|起火(?:了)|浓烟|(?:闻到|有|一股)[^,，。]{0,6}(?:煤气|燃气|瓦斯|焦糊|糊味)|(?:充电宝|电池|手机|充电器)[^,，。]{0,12}(?:鼓包|鼓起来|膨胀|烫得|嘶嘶)|嘶嘶|(?:送|进)了?(?:医院|急诊|抢救|ICU)|急诊|缝了[^,，。]{0,4}针|骨折|(?:嘴唇|眼睛|眼皮|喉咙|脸|舌头)[^,，。]{0,6}肿|喘不(?:上|过)|血(?:止不住|流不止|一直流)|止不住血|食物中毒|上吐下泻|玻璃(?:渣|碴|碎片)[^,，。]{0,12}(?:嘴|吃|喝|割)|(?:割|划|扎)(?:破|伤|开)了?[^,，。]{0,6}(?:手|脸|嘴|脚|孩子)|烫(?:起泡|出泡)|起了?水泡|刹车(?:失灵|失效)|过敏性?休克|(?<!美到)窒息|卡(?:住)?(?:喉|嗓)/,
  ],
  [
    'legal-threat',
    /\bombudsman\b|\bbarrister\b|\b(?:instructed|my|legal) counsel\b|\b(?:district|county|small claims|high) court\b|\bsee (?:yo)?u in court\b|\bcourt (?:summons|papers|date)\b|\bor i(?:'ll| will)? sue\b|\bto arbitration\b|\bcrime reference\b|\b(?:going|go|went|taking (?:this|it|you)) to the police\b|\b(?:police|regulator|watchdog|authority|authorities|ombudsman|association)\b[^.!?]{0,25}\b(?:report(?:ed)?|complain\w*|referral|hear (?:of|about|from))\b|\breported (?:you|it|this|them) to\b|\b(?:data protection|competition|advertising standards|licensing|consumer) (?:authority|office|agency|people|association|commission)\b|\bbailiffs?\b|\b(?:or|then) i(?:'?m|'ll| will| am)? (?:fil(?:e|ing)|start\w*) a claim\b|\bfiled (?:the |my )?(?:papers|claim|suit|complaint with)\b|\blegal (?:team|insurer|insurance|advice|department will)\b|\bi know my (?:legal )?rights\b|\bclass action\b|\bbreach of contract\b/,
  ],
  [
    'legal-threat',
    /(?:工商|监管|质监|市监|消保|主管)(?:部门|局|所|委)|法务|立案|传票|走(?:法律|司法|诉讼)|(?:找|叫)(?:警察|公安)|(?:去|到|上)派出所(?:报|立|告)|(?:法院|法庭)见|维权到底|(?:向|去|找|到)[^,，。]{0,6}(?:媒体|电视台|监管|12345|12315|315)|保留[^,，。]{0,6}(?:追究|证据|权利)|追究[^,，。]{0,6}责任|消费者权益(?:保护)?法|(?:按|要|主张|索赔)[^,，。]{0,6}(?:退一赔三|假一赔)/,
  ],
  [
    'payment-data',
    /\b(?:someone|somebody|strangers?|a stranger|hacker)\b[^.!?]{0,40}\b(?:my (?:saved )?card|my password|my account|into my|as me)\b|\bmy account\b[^.!?]{0,25}\b(?:hacked|hijacked|compromised|taken over|stolen|broken into)|\bwho(?:'s| is) in my account\b|\b(?<!un)(?:freeze|lock|block) my (?:account|card)\b|\b(?:gave|read|typed|told|entered|sent|put)\b[^.!?]{0,40}\b(?:one-time code|card (?:number|details)|bank (?:login|details)|whole card|security code|cvv|my pin)\b|\b(?:orders?|purchases?|payments?|watch(?:es)?|cards?)\b[^.!?]{0,30}\b(?:i|that i) (?:never|did ?n'?t|have ?n'?t) (?:place|buy|bought|make|made|order|authori[sz])|\bmy card is (?:\d{4}[ -]?){3}/,
  ],
  [
    'payment-data',
    /(?:账号|账户|帐号|号)[^,，。]{0,6}被(?:盗|黑|人登|别人)|盗(?:号|刷)|被盗(?:刷|了)|异地登录|(?:不是我|非本人)(?:下的?单|操作|支付|登录)|(?:验证码|密码|卡号|CVV|安全码|银行卡)[^,，。]{0,8}(?:告诉了|给了|报给|发给了?|念给|说了|填了|泄露|泄漏)|(?:告诉|给|报|发|念|填)了?[^,，。]{0,8}(?:验证码|银行卡密码|卡号和|安全码)|冻结(?:我的?)?(?:账户|账号|银行卡|卡)/i,
  ],
  [
    'self-harm',
    /想不开|想(?:要)?消失(?!的)|熬不(?:到|过)(?:天亮|今晚|明天|冬天|年)|不打算(?:再)?(?:过完|活)|撑不下去|不想再?撑|(?:本来就)?不(?:该|配)活|活着[^,，。]{0,4}没[^,，。]{0,3}(?:意思|意义)|(?:该|都)交代的?(?:都)?交代|从[^,，。]{0,6}(?:楼顶|楼上|天台|窗户?)[^,，。]{0,4}(?:下去|跳)|天台[^,，。]{0,6}(?:坐|站)|往自己[^,，。]{0,6}划|再见了?(?:世界|人间)|(?:我|那时)(?:应该|可能|大概)?(?:已经)?不在(?:了|人世)|睡过去[^,，。]{0,8}(?:别|不)(?:再)?醒|(?:不如|干脆)(?:自我)?了断|安安静静(?:地)?走(?!路)/,
  ],
  [
    'violence',
    /一把火[^,，。]{0,10}[点烧]|点了你们?|砸(?:个|成)?稀?(?:巴)?烂|把你们?[^,，。]{0,8}(?:砸|劈|烧)|(?:砸到|劈|剁|卸)[^,，。]{0,8}(?:脸|头|手|脚|胳膊|腿|人)|剁(?:了你|掉)|卸(?:我|你|他)?[^,，。]{0,3}(?:胳膊|腿)|见(?:他|你|她)?一次(?:揍|打)|洗干净脖子|走(?:夜)?路小心|等着瞧|掐(?:我|她|他)?(?:的)?脖子|(?:用|拿)[^,，。]{0,12}刀[^,，。]{0,4}指着|堵人|骚扰我|推倒(?:在地|我)|把我(?:推|打|按|摔)|收拾我|动过手|不敢(?:出门|回家)|下一个(?:是|就是)你|让我(?:走|出)不[成了]|带(?:人|兄弟)(?:过去|去|来)(?:把|砸|堵|找)?|刚好在我家楼下/,
  ],
  [
    'danger',
    /臭鸡蛋味|(?:瓦斯|煤气|燃气|煤油)[^,，。]{0,12}(?:味|头晕)|头晕(?:恶心|[^,，。]{0,4}站不)|叫不醒|救护车|火苗[^,，。]{0,8}(?:窜|蹿)|火已经|黑烟|(?:烧出|烧了|烧没)[^,，。]{0,6}(?:洞|窗帘|被|褥|一大片)|自燃(?!炭)|炸(?:在|开|到)|爆在|漏电|麻手|电得|嘴唇(?:发)?紫|(?:头|脖子|手指)[^,，。]{0,4}卡(?:进|住|在)|憋(?:得通红|过去|死)|(?:摔|滚)(?:下来|下去|在地)[^。]{0,10}(?:动不了|没知觉|昏|血)|没知觉|水泡|鼓成|烫得不敢|刹车(?:不灵|软|坏)|水管爆|被锁在|胰岛素|走丢|塌了[^。]{0,6}(?:砸|压|摇篮)|血都(?:出来|流)|插头[^,，。]{0,8}火花/,
  ],
  [
    'payment-data',
    /(?:帐|账)号[^,，。]{0,6}(?:给|被)盗|密码[^,，。]{0,6}(?:被|给)(?:人)?改|不是我(?:改|弄|下单|点|刷|绑)的|卡的?照片|(?:共享|分享)(?:了)?屏幕|卡密|背面(?:三位|的三位)|(?:国外|境外|陌生)的?(?:IP|ip|手机|设备)|有人(?:拿|用)(?:了)?我的(?:会员|卡|账|帐|余额|身份)/,
  ],
]

/** The gravest risk in a text; null where there is none. A card number counts when it passes the Luhn check. */
export function riskOf(text: string): Risk | null {
  const plain = normalise(text).replace(/’/g, "'")
  const found = rules.find(([, pattern]) => pattern.test(plain))
  if (found !== undefined) return found[0]
  return redactCardNumbers(text) === text ? null : 'payment-data'
}
