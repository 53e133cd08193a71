import type { enPresence } from './en-presence.ts'

export const zhPresence: typeof enPresence = {
  mine: '我的状态',
  set: (name) => `状态：${name}`,
  names: { online: '在线', away: '离开', busy: '请勿打扰', offline: '离线' },
  help: {
    online: '访客会看到有客服在线，系统也可能给你分配会话。',
    away: '不会给你分配会话，也不算有人在岗。',
    busy: '你在岗，但不会给你分配会话。',
    offline: '在其他人看来，你不在线。',
  },
  notKept: '状态没有更改成功，请重试。',
  load: (load, capacity) => `${load} / ${capacity} 个`,
  loadHelp: '进行中的会话数与上限。轮到访客回复的会话按半个计算。',
  transfer: {
    to: '转给谁',
    people: '同事',
    teams: '团队',
    teamHelp: '进入该团队的队列，保留原来的位置。',
    full: '已满',
    noteForTeam: '给团队的备注（选填）',
    transferredToTeam: (team) => `已转到“${team}”的队列等待。`,
  },
  pullIn: {
    list: '协助',
    listHelp: '你的团队正在协助的会话',
    action: '请团队协助',
    title: '请其他团队协助',
    help: '会话仍由原客服负责。团队成员会在“协助”中看到它，并可以写备注。',
    helping: '正在协助',
    release: (team) => `结束“${team}”的协助`,
    letGo: '结束协助',
    none: '没有其他团队，管理员可以新建团队。',
    done: (team) => `已请“${team}”协助。`,
    submit: '请求协助',
  },
  lines: {
    returned: {
      'no-reply': (name) => `${name} 未及时回复，会话回到队列，位置不变`,
      gone: (name) => `${name} 已断开连接，会话回到队列，位置不变`,
      transferred: (name) => `${name} 已转出，会话在队列中，位置不变`,
    },
    givenSticky: (name) => `已分配给 ${name}（此前接待过这位访客）`,
    givenLeast: (name) => `已分配给 ${name}（当前最空闲）`,
  },
}
