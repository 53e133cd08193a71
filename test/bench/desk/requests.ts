import type { InboxView } from '#shared/protocol.ts'
import type { InboxFilters, InboxOrder } from '#shared/search.ts'

type InboxRequest = Partial<InboxFilters> & { view?: InboxView; order?: InboxOrder; cursor?: string }
type SearchRequest = Partial<InboxFilters> & {
  text: string
  status?: 'automated' | 'queued' | 'assigned' | 'resolved'
  cursor?: string
}

const day = 24 * 3_600_000

/** Pages of the inbox that people open, and such as would be slow with the wrong index. */
export function inboxRequests(until: number): Record<string, InboxRequest> {
  return {
    waiting: { view: 'waiting' },
    mine: { view: 'mine' },
    open: { view: 'open' },
    automated: { view: 'automated' },
    resolved: { view: 'resolved' },
    all: { view: 'all' },
    attention: { view: 'attention' },
    promises: { view: 'promises' },
    approvals: { view: 'approvals' },
    'resolved, far down': { view: 'resolved', cursor: `${until - 200 * day}~0` },
    'resolved, in Chinese': { view: 'resolved', language: 'zh' },
    'resolved, of a team': { view: 'resolved', team: 'team-vip' },
    'resolved, urgent': { view: 'resolved', priority: 1 },
    'resolved, of a team, in Chinese, half a year ago': {
      ...{ view: 'resolved', team: 'team-vip', language: 'zh' },
      ...{ since: until - 190 * day, until: until - 180 * day },
    },
    'all, of a colleague': { view: 'all', assignee: 'person-7' },
    'all, of a team that has none': { view: 'all', team: 'nobody' },
    'all, with a tag that many have': { view: 'all', tag: 'tag-often' },
    'resolved, with a tag that few have': { view: 'resolved', tag: 'tag-seldom' },
    'all, oldest first': { view: 'all', order: 'oldest' },
    'waiting, urgent, in Chinese': { view: 'waiting', priority: 1, language: 'zh' },
    'resolved, a day long ago': { view: 'resolved', since: until - 300 * day, until: until - 299 * day },
  }
}

/** Words that nearly every conversation has, rare ones, several together, and none. */
export function searchRequests(until: number): Record<string, SearchRequest> {
  return {
    'a frequent word': { text: 'order' },
    'another frequent word': { text: 'delivery' },
    'a rare word': { text: 'carabiner' },
    'a word that is nowhere': { text: 'xylophone' },
    'an order number': { text: 'BT-10000123' },
    'a name': { text: 'Sofia Rossi' },
    'two words': { text: 'jacket refund' },
    'three words': { text: 'tent damaged Friday' },
    'many frequent words that hardly stand together': { text: 'perfect hammock gloves Monday label' },
    'two words that never stand together': { text: 'delivery 退货' },
    'one character': { text: '退' },
    'a Chinese word': { text: '退货' },
    'three characters': { text: '冲锋衣' },
    'four characters': { text: '尺码' + '库存' },
    'a rare Chinese word': { text: '冰爪' },
    'a Chinese sentence': { text: '羽绒服的拉链坏了怎么退款' },
    'both languages': { text: 'M码 冲锋衣' },
    'a frequent word, with people': { text: 'order', status: 'queued' },
    'a frequent word, of a team, long ago': { text: 'order', team: 'team-vip', until: until - 300 * day },
    'a frequent word, of a colleague': { text: 'order', assignee: 'person-7' },
    'a frequent word, in a language that hardly has it': { text: 'jacket', language: 'zh' },
    'a frequent word, with a tag that few have': { text: 'order', tag: 'tag-seldom' },
    'a page further down': { text: 'order', cursor: String((until - 180 * day) * 1024) },
    'as long as can be': {
      text: 'the order of the rain jacket arrived damaged and my refund has not arrived yet '
        .repeat(3)
        .slice(0, 200),
    },
  }
}
