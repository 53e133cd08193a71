import { termsOf } from '../../knowledge/index.ts'

const english = `sorry thank thanks welcome glad happy help hope understand please let know contact chat ask question
  colleague pleased gladly further anything enjoy day details note here above below according information mean means
  answer case simply usually normally also remember keep mind sure put take come go see find look bring within still
  cannot can't don't doesn't isn't aren't won't didn't wasn't couldn't shouldn't haven't hasn't never neither nor none
  nothing without unable`
const chinese = `您好 你好 感谢 谢谢 抱歉 希望 帮助 帮 随时 联系 欢迎 祝 其他 问题 告诉 放心 了解 理解 同事 客服 咨询 如有 有 会
  请 一般 通常 的话 根据 说明 这样 以上 以下 现在 情况 需 须 里 后 以后 时 并且 而且 还 都 就 才 再 请勿 切勿 勿 不要 不能 无法
  暂不 不 没 没有 已 其 它 这款 这件 就能 里面 内 需要`

/**
 * Words of courtesy and of pointing on: they state nothing about the shop. Denials are looked at for themselves.
 * English ones also as `termsOf` stems them.
 */
export const courtesies: ReadonlySet<string> = new Set([
  ...english.split(/\s+/).flatMap((word) => [word, ...termsOf(word, 'en')]),
  ...chinese.split(/\s+/),
])
