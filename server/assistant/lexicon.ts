/**
 * What one expression says about the mood of a text.
 * `valence` -4 (worst) to 4 (best); `anger` 0 to 1. A problem ("broken", "late") has no anger: it is what a shop is for.
 */
export interface Mood {
  valence: number
  anger: number
  /** Accuses the shop when stated, and only asks when it stands in a question ("is this mail a scam?"). */
  accusation?: boolean
}

type Group = readonly [valence: number, anger: number, expressions: string, accusation?: true]

// `_` is a blank, `*` any ending. Phrases before words: the longest expression at a place counts.
const english: readonly Group[] = [
  [
    3,
    0,
    'excellent amazing awesome perfect perfectly fantastic wonderful brilliant superb outstanding love loved delighted incredible best',
  ],
  [
    2,
    0,
    'good great happy pleased satisfied helpful nice lovely beautiful friendly recommend impressed glad appreciate enjoy* comfortable reliable well_done solved works_great thank* thx cheers',
  ],
  [1, 0, 'better easy quick fast smooth cool fine kind useful worked'],
  [
    -0.6,
    0,
    'broken broke damaged late missing wrong problem* issue* fault* slow delay* lost unfortunately worried worry confus* difficult defective error failed torn crack* stuck hole',
  ],
  [-1.5, 0.15, 'bad poor* sad sorry_to_say not_again disappointing complain* complaint*'],
  [
    -2,
    0.3,
    'disappointed unhappy dissatisfied upset unprofessional rude impolite unfair misleading not_good_enough',
  ],
  [
    -2,
    0.35,
    'unbelievable nonsense nightmare excuse excuses ignored ignoring nobody_help* nobody_answer* no_one_answer* nobody_does nobody_care* no_one_care* one_star bad_review third_time fourth_time fifth_time tenth_time how_many_times want_my_money_back nothing_works shocking',
  ],
  [
    -2.2,
    0.5,
    'annoy* frustrat* appalling awful terrible horrible dreadful atrocious irritat* ruined lied lies lying don_t_care doesn_t_care don_t_give_a shame shameful cheated give_me_my_money give_me_back_my_money unreliable',
  ],
  [-3, 0.5, 'scam* fraud fraudulent rip_off ripoff ripped_off con_artist* fake', true],
  [
    -2.8,
    0.6,
    'worst ridiculous useless pathetic garbage trash crap crappy stupid incompeten* unacceptable worthless outrageous waste_of_time waste_of_my_time waste_of_money what_a_joke joke_of_a absolute_joke complete_joke total_joke a_joke_of such_a_joke are_you_kidding you_must_be_kidding you_re_joking never_again never_buy* never_shop* never_order* fobb* hate rubbish_service useless_rubbish treated_me_like way_you_treat* way_you_ve_treated could_scream last_straw',
  ],
  [
    -3.4,
    0.75,
    'angry fed_up sick_of sick_and_tired tired_of_this had_it_with had_enough enough_is_enough lost_patience lost_all_patience lost_my_patience out_of_patience disgust* disgrace* idiot* moron* liar* thief thieves crook* how_dare what_the_hell damn* wtf shit* mad_at really_mad so_mad shut_up screw_you',
  ],
  [
    -4,
    0.95,
    'furious livid outraged enraged infuriat* seething bullshit fuck* bastard* asshole* piss_off pissed* bloody_hell',
  ],
]

const chinese: readonly Group[] = [
  [3, 0, '非常好 太好了 完美 太棒 很棒 超赞 爱了 惊喜 五星好评 物超所值'],
  [
    2,
    0,
    '满意 喜欢 好评 不错 很好 挺好 真好 赞 开心 高兴 感谢 谢谢 给力 舒服 漂亮 好看 推荐 值得 实惠 划算 贴心 热情 优秀 靠谱 物美价廉 点赞 辛苦了 好用 好吃',
  ],
  [1, 0, '方便 还行 可以的 解决了 快捷 挺快'],
  [
    -0.6,
    0,
    '坏了 坏的 破损 破了 有问题 瑕疵 延迟 延误 丢了 弄丢 没收到 还没到 少发 漏发 发错 摔烂 压烂 烂了 烂掉 太慢 好慢 不合适 担心 着急',
  ],
  [-1.5, 0.15, '失望 后悔 不好 不行 不喜欢 不推荐 郁闷 遗憾 不值 难用 太贵 不好用'],
  [
    -2,
    0.35,
    '不满 不满意 很差 较差 质量差 差评 非常失望 太失望 呵呵 退钱 赔钱 没人管 没人理 不理人 不靠谱 糟糕 离谱 一拖再拖 拖延 不负责 投诉',
  ],
  [
    -2.4,
    0.5,
    '服了你们 真服了 无语 敷衍 过分 恶劣 讨厌 上当 后悔死 推卸 踢皮球 推来推去 毁了 糟透 破烂 再也不来 再也不会 再也不买 当回事 没有用 没用的 到底有没有 说了三遍 说了几遍 说了多少遍 说了好几遍 多少次了 多少遍了 搞笑呢 曝光你们 举报你们 耐心都没 没耐心 没有耐心 什么态度 服务态度差 白痴',
  ],
  [-3, 0.6, '骗子 骗人 骗钱 欺骗 诈骗 虚假 假货 黑店 奸商 坑人 坑钱 坑爹', true],
  [
    -3,
    0.65,
    '垃圾 差劲 太差 最差 差到 这么烂 太烂 真烂 烂透 破店 破公司 破东西 糊弄 忽悠 废话 恶心 不可理喻 耍我 耍人 玩我 气人 辣鸡 什么玩意 还我钱 生气 可恶',
  ],
  [
    -3.5,
    0.85,
    '受够 火大 恼火 气得 越想越气 气炸 废物 烦死 愤怒 无耻 不要脸 忍无可忍 脑残 智障 滚蛋 滚开 混蛋 王八蛋',
  ],
  [-4, 0.95, '气死 他妈 妈的 傻逼 去死 怒了 狗屁'],
]

/** Chinese words that hold a lexicon word and mean something else. They are taken out before reading. */
export const chineseLookalikes =
  /垃圾(?:袋|桶|邮件|箱|短信)|差(?:价|额|不多|多少|几|一点)|[时温误相]差|出差|麻烦|没用(?:过|上|完)|还没用|防诈骗|好不好|行不行|值不值|满意度|不好意思/g

export const englishExpressions = read(english)
export const chineseExpressions = read(chinese)

export const englishNegators: ReadonlySet<string> = new Set(
  'not no never without hardly barely don doesn didn isn aren wasn weren won wouldn can cant cannot couldn dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt nothing nobody neither nor aint'.split(
    ' ',
  ),
)

/** What makes the next words stronger, by how much. */
export const englishIntensifiers: ReadonlyMap<string, number> = new Map(
  Object.entries({
    very: 1.25,
    really: 1.25,
    so: 1.2,
    extremely: 1.4,
    absolutely: 1.4,
    totally: 1.3,
    completely: 1.3,
    utterly: 1.4,
    incredibly: 1.3,
    beyond: 1.4,
    such: 1.15,
    super: 1.25,
    too: 1.1,
    highly: 1.2,
    fucking: 1.5,
    bit: 0.7,
    slightly: 0.6,
    somewhat: 0.7,
    little: 0.7,
  }),
)

export const chineseNegation = /(?:不是很|不是|不太|不怎么|并不|没有|没那么|不会|别|不|没|未|无)$/
export const chineseIntensity = /(?:非常|特别|极其|超级|太|真的|真是|十分|简直|实在|最|很|真|超|好)$/

function read(groups: readonly Group[]): Map<string, Mood> {
  const moods = new Map<string, Mood>()
  for (const [valence, anger, expressions, accusation] of groups) {
    for (const expression of expressions.split(' ')) {
      moods.set(expression, accusation ? { valence, anger, accusation } : { valence, anger })
    }
  }
  return moods
}

/** What stands before a feeling that is somebody else's: it says nothing about the visitor. */
export const englishOthers =
  /\b(?:he|she|they|wife|husband|girlfriend|boyfriend|friend|mother|mum|mom|father|dad|boss|son|daughter|kids?)(?: \w+){0,3}$/
export const chineseOthers =
  /(?:[他她]们?|朋友|老婆|老公|老板|妈妈?|爸爸?|孩子|儿子|女儿|客户|同事)[^我]{0,2}$/
