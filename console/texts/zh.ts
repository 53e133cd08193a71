import type { Catalogue } from './texts.ts'
import { zhAgent } from './zh-agent.ts'
import { zhApprovals } from './zh-approvals.ts'
import { zhAttachments } from './zh-attachments.ts'
import { zhCards } from './zh-cards.ts'
import { zhCase } from './zh-case.ts'
import { zhCopilot } from './zh-copilot.ts'
import { zhDefects } from './zh-defects.ts'
import { zhFloor } from './zh-floor.ts'
import { zhKnowledge } from './zh-knowledge.ts'
import { zhPeople } from './zh-people.ts'
import { zhPresence } from './zh-presence.ts'
import { zhResponsibilities } from './zh-responsibilities.ts'
import { zhSearch } from './zh-search.ts'
import { zhSites } from './zh-sites.ts'
import { zhSynonyms } from './zh-synonyms.ts'
import { zhTeams } from './zh-teams.ts'
import { zhTools } from './zh-tools.ts'
import { zhTrace } from './zh-trace.ts'
import { zhVisitor } from './zh-visitor.ts'
import { zhVisitorData } from './zh-visitor-data.ts'
import { zhWatch } from './zh-watch.ts'
import { zhWrapUp } from './zh-wrap-up.ts'

export const zh: Catalogue = {
  shell: {
    product: 'Baton',
    inbox: '收件箱',
    floor: '现场',
    defects: '缺陷',
    knowledge: '知识库',
    releases: '发布',
    responsibilities: '权责清单',
    sites: '站点',
    tags: '标签',
    teams: '团队',
    people: '成员',
    mentions: '提到我的',
    replies: '快捷回复',
    pages: '页面',
    account: '账号',
    language: '语言',
    theme: '外观',
    auto: '跟随系统',
    light: '浅色',
    dark: '深色',
    signOut: '退出登录',
    shortcuts: '快捷键',
    offline: '网络已断开，当前内容可能不是最新。草稿已保存在本机，正在重新连接…',
    back: '返回',
    outdated: '工作台有新版本。',
    reload: '重新加载',
    notFound: '这个地址没有内容。',
    notFoundAction: '回到收件箱',
    refused: '你的角色无权访问此页面。',
    broken: '页面无法显示。',
    brokenHelp: '已保存的内容不会丢失。请重新加载；如再次出现，请告诉管理员。',
  },
  roles: { agent: '客服', trainer: '训练师', supervisor: '主管', administrator: '管理员' },
  common: {
    cancel: '取消',
    save: '保存',
    close: '关闭',
    retry: '重试',
    more: '加载更多',
    loading: '加载中',
    required: '必填',
    couldNotLoad: '内容加载失败。',
    now: '刚刚',
    today: '今天',
    yesterday: '昨天',
    tomorrow: '明天',
    release: (number) => `发布 ${number}`,
    languages: { en: 'English', zh: '中文' },
    marks: { en: 'EN', zh: '中' },
  },
  failures: {
    invalid: '填写的内容有误。',
    unauthenticated: '登录已失效，请重新登录。',
    forbidden: '你的角色无权进行此操作。',
    'not-found': '内容已不存在。',
    conflict: '有人先你一步，已为你显示最新状态。',
    stale: '在你打开之后情况有变，已为你显示最新状态。',
    'too-large': '内容过大。',
    rateLimited: (seconds) => `操作过于频繁，请 ${seconds} 秒后再试。`,
    unavailable: '无法连接服务器，未做任何更改。',
    outdated: '页面版本过旧，请重新加载。',
    internal: '服务器出错，未做任何更改，请重试。',
  },
  reasons: {
    'visitor-request': '要求转人工',
    'low-confidence': '把握不足',
    'no-knowledge': '没有对应文章',
    'negative-sentiment': '情绪不满',
    policy: '政策要求',
    safety: '安全问题',
    'repeated-failure': '多次未答上',
    'tool-failure': '系统故障',
    'assistant-failure': '助手故障',
    'agent-takeover': '人工接管',
  },
  kinds: {
    wrong: '答错',
    missed: '漏答',
    slow: '太慢',
    mishandled: '处理不当',
    tone: '语气不妥',
    breach: '越界',
  },
  kindHelp: {
    wrong: '回答不属实，或答非所问。',
    missed: '本可以回答，却没有回答。',
    slow: '回答太晚，已帮不上忙。',
    mishandled: '应当转人工、追问或采取其他做法。',
    tone: '内容没错，但说法不合适。',
    breach: '说了或做了不允许的事。',
  },
  agent: zhAgent,
  approvals: zhApprovals,
  attachments: zhAttachments,
  cards: zhCards,
  case: zhCase,
  copilot: zhCopilot,
  defects: zhDefects,
  floor: zhFloor,
  knowledge: zhKnowledge.knowledge,
  releases: zhKnowledge.releases,
  search: zhSearch,
  sites: zhSites,
  visitor: zhVisitor,
  visitorData: zhVisitorData,
  synonyms: zhSynonyms,
  people: zhPeople,
  responsibilities: zhResponsibilities,
  teams: zhTeams,
  presence: zhPresence,
  tools: zhTools,
  trace: zhTrace,
  watch: zhWatch,
  wrapUp: zhWrapUp,
}
