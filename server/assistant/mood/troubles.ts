import type { Language } from '#shared/knowledge.ts'

/**
 * What tells of an experience and not of a feeling: waiting, a promise not kept, something that fails, is lost or is
 * charged wrongly; and, against it, what only asks, informs or plans. They hold in every field a company may work in.
 */
const troubleNames = [
  'waits',
  'long time',
  'not come',
  'nobody there',
  'fails',
  'lost or damaged',
  'called off',
  'money wrong',
  'promise',
  'again',
  'not as ordered',
  'you did',
  'sarcasm',
  'wants an account',
  'suffers',
  'their people',
  'asks',
  'asks for something',
  'supposes',
  'informs',
  'moved to praise',
] as const

type Trouble = (typeof troubleNames)[number]

/** How many of the names above are troubles: the first ones. */
const BAD = 14

const TIME = '(?:seconds?|secs?|mins?|minutes?|hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|years?)'
const NUMBER =
  '(?:\\d+(?:[.:]\\d+)?|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|several|many|couple of)'

// The text is normalised and keeps its apostrophes; every repetition is bounded, so hostile text is read in linear time.
const english: Readonly<Record<Trouble, RegExp>> = {
  waits:
    /\b(?:wait(?:ed|ing)|on hold|holding for|queue?ing|queued|in (?:a |the )?(?:line|queue)|stuck|stranded|stood there|standing (?:here|in)|sitting (?:on|here|at|in)|sat (?:on|in|at|there)|delay(?:s|ed)?|late|overdue|long(?:er)? wait|slow)\b/g,
  'long time': new RegExp(
    `\\b(?:for|after|since|over|past|almost|nearly|more than|about|another|last|took|takes|wait(?:ed|ing)?)\\b(?: \\w+){0,2} ${NUMBER}\\+? ?${TIME}\\b|\\b${NUMBER}\\+? ?${TIME} (?:later|late|ago|now|and counting|already|delay|wait|straight|on hold|behind|in|after|without|with no)\\b|\\b(?:for (?:hours|days|weeks|months|ages|ever)|since (?:mon|tues|wednes|thurs|fri|satur|sun|yesterday|last|the \\d|\\d|january|february|march|april|may|june|july|august|september|october|november|december|noon|morning|midnight)\\w*|all (?:day|night|morning|week|weekend)|day (?:two|three|four|five|\\d+)|hours and|it'?s (?:now )?(?:been )?(?:\\d|two|three|four|five|six|mon|tues|wednes|thurs|fri|satur|sun))`,
    'g',
  ),
  'not come':
    /\b(?:still (?:no|not|nothing|haven'?t|hasn'?t|isn'?t|aren'?t|don'?t|doesn'?t|can'?t|waiting|the same|out|down|broken|missing|stuck|says|shows)|never (?:arrived?|came|comes|got|gets|received|showed?|turned|left|reached|answered|replied|posted|works?|worked|called|rang|heard|delivered)|(?:has|have|had|was|were|did|does|is|are)(?:n'?t| not)(?: yet| been| even| actually)? (?:arrived?|come|came|shown?|received?|got|get|here|there|posted|left|moved|turned|delivered|sent|replied|answered|called|heard|working|work|started?|been|available|ready|given|told|credited|processed|on file|recognised|recognized|accepted|listed)|yet to|not (?:a single|one) |nothing (?:here|there|has|came|arrived|works?|happened|since|from|yet)|no (?:sign|trace|record|sight) of|didn'?t (?:come|show|turn|happen|run|arrive))\b/g,
  'nobody there':
    /\b(?:no ?body|no[ -]?one|no (?:reply|replies|response|answer|update|updates|news|info|information|explanation|announcements?|apology|help|word|staff|agents?|communication|callback|call|contact|solution|warning|notice|clue|idea|way to)|un(?:answered|reachable)|ignor(?:ed|ing|es?)|hung up|hang(?:s|ing)? up|cut (?:me )?off|voicemail|busy signal|disconnect(?:ed|s)?|drop(?:s|ped) (?:the|my|me)|transfer(?:red|s)|passed (?:me )?(?:around|on|from)|get(?:ting)? through|reach (?:any|some|a )|(?:answer|pick up|return) (?:the|your|my|any) (?:phones?|calls?|emails?)|doesn'?t (?:answer|reply|care)|don'?t (?:answer|reply|care)|zero (?:replies|response|communication)|(?:are|is) you (?:even|ever)|shrug(?:s|ged)?)\b/g,
  fails:
    /\b(?:(?:won|can|doesn|don|isn|aren|couldn|wouldn|didn|hasn)'?t (?:let|work|load|open|start|stop|connect|log|sign|get|fit|close|turn|charge|pair|even|take|accept|change|reach|find|seem|go|send|reply|do|access|book|check|respond|recogni[sz]e|show)|cannot|unable to|not (?:work|load|function|respond)ing|(?:stopped|quit) (?:working|charging|responding)|no longer works?|crash(?:es|ed|ing)?|fro(?:ze|zen)|freez(?:es|ing)|errors?|fail(?:s|ed|ing|ure)?|broken?|bugs?|buggy|glitch(?:es|y)?|down|dead|tim(?:es|ed) out|log(?:s|ged) me out|locked out|blank|leak(?:s|ed|ing)?|fault(?:y)?|out of (?:order|service)|invalid|greyed out|buffer(?:s|ing)?|problems?|issues?|outage)\b/g,
  'lost or damaged':
    /\b(?:lost|lose|losing|missing|missed|misplaced|gone|vanished|disappeared|stolen|damag\w{1,4}|crack\w{1,3}|smash\w{1,3}|torn|tore|ruin\w{1,3}|soaked|crushed|dented|bent|scratch\w{1,3}|spilt|spilled|stain\w{0,3}|mouldy|moldy|dirty|filthy|cold|raw|wiped|deleted|erased|swallowed|half empty|wasted|empty)\b/g,
  'called off':
    /\b(?:cancel(?:l?ed|s|lation|ling|ing)|postponed|bumped|rebooked|rerouted|re-routed|diverted|moved my|changed my|overbooked|oversold|den(?:y|ied)|refus\w{1,3}|declined|reject\w{1,3}|turned (?:me |us )?away|gave (?:our|my|away|it away)|given away|closed|shut|frozen|suspended|blocked|discontinued|sold out|ran out|no longer|nor |left behind|left (?:me|us)|split up)\b/g,
  'money wrong':
    /\b(?:charg(?:ed|ing) (?:me |us |my |for |twice|double|full|the|again|both|a )|(?:over|double|double-)charg\w{1,3}|(?:charged|billed|paid|debited|took) (?:\w+ ){0,3}(?:twice|again|double)|took (?:\w+ ){0,2}(?:money|payment|my)|bill(?:ed|s) me|(?:surprise|hidden|extra|no-show) (?:fees?|charges?)|(?:no|my|the|a|want|where'?s) (?:\w+ )?refund|refund(?:ed)? (?:never|was|has|is|hasn'?t|wasn'?t|only)|out of pocket|paid (?:extra )?for|i paid|we paid|pay(?:ing)? (?:extra|more|twice|for)|went up|put (?:my|the) \w+ (?:\w+ )?up|without (?:asking|telling|warning))/g,
  promise:
    /\b(?:promised?|promises|supposed to|meant to|was told|were told|been told|told (?:me|us)|said (?:it|they|he|she|you|i|we|she'd|he'd|they'd)\b|you (?:said|say|told|confirmed|claim)|assured|guarantee[ds]?|should(?:'?ve| have)|advertised|confirmed|had (?:been )?(?:asked|requested|booked|reserved)|asked for|booked for|was booked|due on|was due|although|even though|despite|according to)\b/g,
  again:
    /\b(?:again|(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|nth) \w+|every (?:single )?(?:time|day|night|week|month|morning|other)|each time|(?:two|three|four|five|six|\d+) (?:times|calls|agents|emails|messages|visits|people|different)|twice|keeps?|kept|constant(?:ly)?|always|repeatedly|once more|yet another|another (?:\w+ )?(?:delay|week|month|day|cancel\w+|hour|problem|fee|charge)|in a row|over and over|multiple|numerous|countless)\b/g,
  'not as ordered':
    /\b(?:instead(?: of)?|wrong(?:ly)?|incorrect(?:ly)?|mistake|mix(?:ed)?[ -]?up|not (?:what|as|the one|like)|nothing like|upside down|someone else'?s|somebody else'?s|stranger'?s|different from|without (?:the|its|a|any)|half (?:of )?(?:my|the|our)|only (?:one|half|part|two)|left out|short of|part of|the rest)\b/g,
  'you did':
    /\b(?:you(?:'ve| have|'re| are| guys| people| just| lot)*|y'?all|they(?:'ve| have)?|(?:your|the|my) (?:\w+ ){1,2}) ?(?:still |just |then |now )?(?:lost|sent|charged|cancel\w+|took|left|moved|changed|put|gave|told|said|says|made|broke|ruined|closed|forgot|refus\w+|deleted|sold|billed|ignor\w+|keeps?|kept|won'?t|doesn'?t|don'?t|didn'?t|can'?t|isn'?t|aren'?t|hasn'?t|haven'?t|wasn'?t|never|need to|owe|should|were|was)\b/g,
  sarcasm:
    /\b(?:(?:thanks?(?: you)?(?: so much| a lot| a bunch)?|thx|cheers|props|congrat\w*|well done|great job|good job|nice job|way to|kudos|bravo|love (?:how|it when|that|when|paying|sitting|waiting|being)|nice of you|so (?:kind|cool|nice) (?:of you )?(?:that|to)|appreciate you) (?:for |on )?(?:nothing|the (?:surprise|delay|wait|lovely)|your \d|making|losing|leaving|letting|sending|breaking|forgetting|giving (?:away|my)|treating|delaying|ruining|leaving|cancel\w+|ignoring|stranding|charging|hanging|not|never|strand|lose|ruin|keep|leave|wasting|another)|(?:oh|gee|wow|ah|great|fantastic|brilliant|lovely|wonderful|awesome|perfect|marvellous|super|cool|nice),? ?(?:great|good|joy|wow|another|more|the (?:second|third|fourth|fifth)|now|look|cool|still|delayed)|slow clap|top marks|ten out of ten for|what(?:'s| is) the point|why (?:bother|even|do i|am i|is it so|can'?t)|how (?:hard|difficult|many times|do you lose|can (?:you|a|an|it))|(?:do|does|did|are|is|can|could) (?:you|anyone|anybody|your \w+) (?:people |guys |lot )?(?:even|ever|actually|train|really|for real|kidding|joking|at all)|really ?\?|seriously|apparently|evidently|so-called|sarcasm|if only|guess (?:i|what)|i guess|let me guess|must be nice|good luck|lol|l(?:ol)+|haha\w*|good one|how about|must be|cool cool|live (?:at|in) the|who asked|almost like|smh|ugh|wtf|omg|wth|ffs|argh|grr+|meh)\b|🙄|🙃|🤦|👏👏/g,
  'wants an account':
    /\b(?:why (?:is|are|am|do|does|did|was|were|has|have|would|can't|can|not|on earth|even|board|charge|so|the)|any (?:updates?|news|word|idea (?:when|why|what)|explanation)|what(?:'?s| is| the)? (?:going on|up with|happening|the (?:deal|hell|point|hold ?up|problem|excuse)|(?:are|am|is) (?:you|i|we) (?:doing|paying|supposed))|explain|how come|when (?:exactly|(?:will|can|do|are|am|is) (?:i|we|you|my|our|it|this) (?:get|going|finally|expect|be (?:fixed|back|resolved)))|where(?:'?s| is| are) (?:my|our|the rest|it now)|(?:get|want|give|need|like) (?:me )?(?:my|our) (?:money|bags?|refund|luggage|stuff|things)|who do (?:i|we) (?:talk|speak|complain|contact|call)|is (?:anyone|anybody|there anyone|someone)|anyone (?:at|there|home|else|going)|reason (?:why|for|my|that|you)|what(?:'s| is) next|how (?:long|much longer) (?:do|must|will|should) (?:i|we))\b/g,
  suffers:
    /\b(?:i(?:'?ve| have| had|'m| am) (?:been|now|still|stuck|done|never|called|emailed|tried|spent|waited|sat|asked|paying)|we(?:'?ve| have| had|'re| are) (?:been|now|still|stuck|waiting|all)|been (?:on|at|in|trying|waiting|sitting|standing|told|here|out|transferred|over)|my (?:wife|husband|kids?|son|daughter|mother|mum|mom|father|dad|family|elderly)|(?:so|now) (?:i|we) (?:have|had|need|can't|am|are)|(?:made|making|makes|forced|forcing) (?:me|us)|cost (?:me|us)|had to|have to|supposedly|tried|trying to (?:reach|get|call|cancel|rebook|change|contact|speak|log)|just (?:got|want|sat|been|spent|told|watched|landed to)|no longer|at the airport|my (?:whole|entire))\b/g,
  'their people':
    /\b(?:(?:your|the|these|those) (?:\w+ ){0,2}(?:staff|agents?|reps?|crew|service|support|driver|drivers|app|website|site|systems?|seats?|company|airline|people|team|employees?|attendants?|policy|policies|planes?|bank|phone|line|branch|desk)|customer (?:service|care|support|relations)|service|y'?all|you guys|you people)\b/g,
  asks: /^(?:@?\w+[,:]? ){0,2}(?:what|which|where|when|who|how|do|does|is|are|can|could|may|will|would|should|any|anyone|might)\b|\b(?:how (?:do|can|much|many|long|early|late|would|far|old)|what(?:'s| is| are| time| happens| does| do)|where (?:do|can|is|are)|where's|which|when (?:do|does|is|are|will)|who (?:do|does|is|can)|is (?:there|it (?:possible|ok|too))|are there|do (?:you|u|i)|does (?:the|it|my|a)|any (?:chance|word|tips|plans)|what about|wondering|curious|can i|could i|may i)\b/g,
  'asks for something':
    /\b(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|u|someone|somebody|anyone|y'?all)|i'?d like|would like|i (?:want|need|wish) to|we'?d like|looking (?:for|to|at)|interested in|let me know|need (?:a|an|the|to|my|some)|follow me|dm me|advise|help me|trying to (?:find|plan|book|decide|add))\b/g,
  supposes:
    /\b(?:if|in case|what happens|policy|would (?:it|that|the|there|you)|normally|usually|typically|suppose|planning|thinking (?:of|about)|comparing|considering|in general|possible|allowed|eligible|next (?:week|month|year|summer|time)|in (?:may|june|july|august|april|spring|summer|autumn|winter|december)|tomorrow)\b/g,
  informs:
    /^(?:@?\w+[,:]? )?(?:ok(?:ay)?|yes|no|yep|nope|sure|done|got it|will do|both|sent|just sent|dm(?:'?e?d)?|it'?s (?:a|the|under|on|for)|rt|new|just (?:landed|signed|saw|a)|on my way|watching|heading|i'?m (?:at|on|in|outside)|we'?re)\b|\b(?:sent (?:you|u|a|it|the)|dm sent|fyi|just (?:so you know|checking|wondering|asking))\b/g,
  'moved to praise':
    /\b(?:thank(?:s| you| u)|thx|ty|tysm|cheers|appreciate(?:d)?|kudos|shout ?out|props|bravo|grateful|bless|hats off|well done|you (?:guys )?(?:rock|rule)|(?:best|awesome|amazing|great|excellent|fantastic|wonderful|lovely|superb|brilliant|helpful|friendly|outstanding|impress\w+|love(?:d|ly)?|smooth\w*|quick\w*|pleasant|stellar|legend\w*|star|hero\w*|angels?|classy?|made my|saved (?:my|the|our)|above and beyond|can'?t wait|excited|glad|happy|finally))\b|[❤💕🙌👍😍😊🥰🎉]/gu,
}

const chinese: Readonly<Record<Trouble, RegExp>> = {
  waits:
    /等[了到得着]|一直等|还在等|干等|苦等|排队|排了|卡在|困在|滞留|晚点|延误|延迟|拖了|拖到|拖着|迟迟|催了|催过|太慢|超时|没动/g,
  'long time':
    /(?:[\d一二两三四五六七八九十半几好多]+)个?(?:多)?(?:分钟|小时|钟头|天|周|星期|礼拜|月|年)(?:了|过去|还|都|没|才|也|就|前|多|后)|整整|半天|大半天|从(?:早上|上午|昨天|前天|周|上周|上个?月)|至今|到现在|到今天|这都|已经|都快/g,
  'not come':
    /(?:还|一直|始终|根本|压根|至今|仍|依然|从来|都|也|迟迟)(?:是)?(?:没|不|未)(?:有)?|没(?:收到|到账|到货|送到|发货|送来|等到|等来|看到|看见|有?到|来|退|修好|解决|生效|出来|反应|更新|处理|通知|动静|下文|结果|影)|不见(?:了|踪影|人影)|不了了之|石沉大海|未(?:到|收到|处理|发货)/g,
  'nobody there':
    /没(?:有)?人|没个(?:人|信|说法|准)|打不通|接不通|不接(?:电话)?|没接|占线|挂断|挂了我|不理|不回|没回|没理|没回应|没回复|无人|联系不上|找不到人|转来转去|踢皮球|推给|推来推去|机器人|已读|敷衍|不管|没下文|装死|失联/g,
  fails:
    /(?:打|登|连|用|开|进|付|充|加载|刷|点|装|启动|提交|上传|下载|改|取|绑|退|查|发|转|看|接|关|收|扫|签)不(?:了|上|开|进|出|动|到|起来|来|通|掉)|失败|报错|出错|错误|闪退|崩溃|死机|黑屏|白屏|卡住|卡死|掉线|断网|断线|没信号|没反应|失灵|失效|无效|异常|故障|坏了?|不工作|不能用|没法|无法|转圈|不通|不灵|不亮|不响|漏水|漏电|漏液|跳闸|停电/g,
  'lost or damaged':
    /丢了|弄丢|丢失|丢件|不见了|少了|少发|漏发|缺了|缺件|破了|破损|碎了|裂了|压扁|压坏|变形|磕|刮花|划痕|脏|霉|馊|凉了|凉透|洒了|湿了|泡水|化了|烂|空的|没了|被清空|被删|断了|掉了|磨破|起球|开线/g,
  'called off':
    /取消了|被取消|改签|停运|停航|停业|关门|关了|拒绝|拒了|驳回|不让|不给|不肯|不认|不予|不支持|封了|冻结|被封|停机|下架|没位置|没座|超售|满房|没房|临时|换成了|改成了|被(?:改|换|退|扣|锁|拒|关|停)/g,
  'money wrong':
    /(?:扣|收|付|交|刷)了?(?:我|我们)?(?:两|二|三|2|3)[次遍笔份]|多(?:扣|收|刷|付)|乱(?:扣|收)|重复(?:扣|收)|又扣|还扣|照扣|被扣|白(?:花|交|付|跑|等)|退款(?:还|没|一直|迟|至今)|钱(?:还|没|也|都|却)|自动(?:续|扣)|涨(?:价|了)|加价|另收|额外|不退/g,
  promise:
    /说好|说是|说的是|答应|承诺|保证|约好|约的|约了|原定|本来|应该|明明|写(?:的|着)|标(?:的|着)|宣传|号称|通知(?:我|说)|告诉我|客服说|说(?:今天|明天|昨天|当天|会|马上|已经|要)|结果|却|可是|然而|没想到|居然|竟然/g,
  again:
    /又|再次|第[二三四五六七八九十几\d]+[次回遍趟个]|[两二三四五六七八九十几好多\d]+[次回遍趟](?!能)|反复|总是|老是|每次|一再|再三|天天|每天|屡次|还是|来回|次次/g,
  'not as ordered':
    /错(?:了|的|成)|发错|送错|写错|寄错|弄错|搞错|不符|不一样|不对|不是我|货不对|别人的|对不上|颠倒|反了|只(?:有|到|收到|给|退|来|送)|一半|没有?(?:附|配|带|给|装)|少(?:给|退|送|一)/g,
  'you did':
    /(?:你们|你家|贵司|贵店|贵行|客服|师傅|司机|骑手|快递(?:员|小哥)?|店家|商家|前台|航司|酒店|银行|系统|app|页面|物业|导游|中介)[^，。！？?]{0,6}(?:没|不|又|还|却|就|把|给|让|说|丢|弄|取消|改|扣|收|拒|拖|忘|偷)/g,
  sarcasm:
    /呵呵|真行|真棒啊|可真(?:行|棒|好|快|会|有)|好样的|厉害了|佩服|谢谢你们?(?:让|把|啊)|感谢你们?(?:让|把)|多谢(?:你们|贵)|恭喜|真(?:有|会|是)(?:你们的|意思|玩|绝)|太会了|真绝|绝了|不愧是|原来(?:是|你们)|敢情|合着|难道|凭什么|怎么(?:好意思|回事|搞的|还|又)|是不是(?:以为|觉得|打算)|什么意思|有意思吗|何必|倒是|比[^，。！？]{1,8}还(?:慢|难|快)|醉了|服了|无语|呵|🙄|🙃|😅|🙂/gu,
  'wants an account':
    /为什么|为何|为啥|凭啥|怎么回事|怎么(?:又|还|老|就|一直)|什么情况|啥情况|到底|谁来|解释|说法|管管|有人(?:管|说|吗)|在哪里?了|去哪了|什么时候(?:给|到|能|才|发|退|修|处理|解决)|几时(?:给|到|能)|还要(?:等|多久)|多久才|找谁|听谁|怎么办|处理到哪|咋回事|咋还/g,
  suffers:
    /我(?:们|家)?(?:已经|都|等|打了|问了|催了|报了|白|还得|只能|只好|被|从|在这)|害(?:我|得|死)|弄得|搞得|只能|只好|不得不|白跑|跑了|折腾|来回|老人|孩子|全家|我妈|我爸|老婆|耽误|影响|急(?:着|死)|困在|受不了|崩溃|心累|闹心|窝火|寒心|难受/g,
  'their people':
    /你们|你家|贵司|贵店|贵公司|客服|师傅|司机|骑手|快递(?:员|小哥)?|店员|前台|物流|售后|系统|服务|平台|商家|店家|态度/g,
  asks: /吗|么[?？]?$|呢[?？]?$|多少|几[个点天号楼路钱]|哪[里儿个种些天]?|怎么(?:办理|弄|改|用|查|算|走|收费|退|换|买|申请|取|联系|设置|样|开|选|预约|报|订|洗|加)|如何|能不能|可不可以|可以[^，。]{0,12}[吗么不]|有没有|是不是|要不要|会不会|多久|啥|请问|想问|咨询|请教|不[?？]?$|[?？]$/g,
  'asks for something':
    /麻烦|请(?!问)|帮(?:我|忙)|想(?:要|把|改|换|查|订|买|了解|预约|申请|取消)|希望|需要|劳驾|拜托|我要|给我/g,
  supposes:
    /如果|要是|假如|万一|的话|一般|通常|打算|准备|计划|考虑|下(?:周|个月|次)|明天|明年|能否|是否|规定|流程|政策/g,
  informs:
    /^(?:好的?|嗯|行|对|是的|收到|明白|知道了|不是|已经|刚|我的|地址|订单号|手机号|改成|发过去了|在)|发(?:你|您|给你|过去)了|补充一下|更正|稍等|说一下/g,
  'moved to praise':
    /谢谢|感谢|多谢|辛苦|点赞|好评|满意|喜欢|推荐|不错|很好|真好|太好|给力|贴心|热情|耐心|专业|靠谱|舒服|惊喜|开心|感动|暖心|值得|完美|棒|赞|优秀|神速|好吃|方便|漂亮|省心|放心|[❤👍🎉😍🥰]/gu,
}

const signs = { en: english, zh: chinese }

/** How often each sign stands in a text, 0 to 1 (three times or more), then what they make together. */
export function troublesIn(plain: string, language: Language): number[] {
  const table = signs[language]
  const counts = troubleNames.map((name) => Math.min(3, plain.match(table[name])?.length ?? 0) / 3)
  const of = (name: Trouble) => counts[troubleNames.indexOf(name)] as number
  const kinds = counts.slice(0, BAD).filter((count) => count > 0).length
  const many = Math.min(1, kinds / 4)
  const asks = Math.min(1, of('asks') * 3)
  return [
    ...counts.map((count) => Math.sqrt(count)),
    many,
    many * asks,
    many * Math.min(1, of('supposes') * 3),
    many * Math.min(1, of('moved to praise') * 3),
    kinds === 0 ? asks : 0,
    kinds === 0 ? Math.min(1, of('moved to praise') * 3) : 0,
    kinds === 0 ? 1 : 0,
    // A plain statement that neither asks, wishes, informs nor praises is mostly a report.
    asks + of('asks for something') + of('informs') + of('moved to praise') === 0 ? 1 : 0,
    many * Math.min(1, of('asks for something') * 3),
  ]
}

/** Names of what `troublesIn` gives. */
export const troubleFeatures = [
  ...troubleNames,
  'kinds of trouble',
  'trouble asked about',
  'trouble supposed',
  'trouble and praise',
  'asks without trouble',
  'praise without trouble',
  'no trouble',
  'only states',
  'trouble and request',
]
