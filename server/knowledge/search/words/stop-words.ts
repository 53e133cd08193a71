/**
 * Words that say nothing about the subject of a shop question. Question words ("how", "when", "where") and negations
 * stay terms: "when is the refund" and "how is the refund" belong to different articles.
 */
export const englishStopWords: ReadonlySet<string> = new Set(
  `a an the this that these those there here it its i me my mine myself we us our ours you your yours he him his she
  her they them their one ones some any all each every am is are was were be been being do does did doing done have
  has had having will would shall should can could may might must of to in on at by for from with about into onto
  as and or but if so than then too very just really quite also only even still already yet ever now please pls
  hi hello hey dear thanks thank thx cheers ok okay yes yeah well oh um maybe perhaps actually basically
  want wants wanted need needs needed like wish know tell say said let lets think guess wonder wondering hope
  im ive id ill youre thats whats hows isnt
  get gets got getting go goes going gone make makes made thing things something anything someone anyone
  because while during though although such own same other another else both more most much many few
  really guys guy team sir madam question help good day morning afternoon evening`.split(/\s+/),
)

/** Chinese particles and pronouns: no bigram is formed across them. */
export const chineseParticles: ReadonlySet<string> = new Set(
  '的了吗呢吧啊呀哦嘛么哈啦喔噢诶欸哎嗯呃着之与及和或而且但我你您他她它们这那哪是就都也还又再很太最请被把让给对从在于以为个',
)

/** Chinese words that say nothing about the subject. */
export const chineseStopWords: ReadonlySet<string> = new Set(
  `我们 你们 您们 他们 她们 它们 咱们 大家 自己 这个 那个 这些 那些 这里 那里 这样 那样 这么 那么 请问 你好 您好 麻烦 谢谢
  感谢 一下 一点 一些 有点 有些 可以 可不可以 能不能 是不是 有没有 会不会 能否 是否 可否 想要 需要 知道 告诉 觉得 现在 已经
  还是 或者 如果 因为 所以 但是 不过 然后 就是 只是 真的 其实 应该 可能 比较 非常 特别 东西 时候 的话 而且 以及 关于 对于
  想 要 能 会 可 有 说 看 问 用 上 下 里 来 去 做 弄 个 种 件 家 店 人 好 行 得 地 所 并 其 某 各 该 啥 跟 帮 亲 哈喽 嗨
  在吗 问下 想问 咨询 帮忙 帮我`.split(/\s+/),
)
